package dev.afina.algorithms.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates, margin and warm start are those of Python's cmaes 0.13.1; see cma_golden.py. */
class CmaEsGoldenTest {

  private static final double TOLERANCE = 1e-9;

  private static JsonNode golden() {
    try (InputStream file =
        Objects.requireNonNull(CmaEsGoldenTest.class.getResourceAsStream("cma-golden.json"))) {
      return JsonMapper.builder().build().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Case(JsonNode json) {
    @Override
    public String toString() {
      return json.get("name").asText();
    }
  }

  static List<Case> cases() {
    return StreamSupport.stream(golden().get("cases").spliterator(), false).map(Case::new).toList();
  }

  private static double[] vector(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private static double[][] matrix(JsonNode array) {
    return IntStream.range(0, array.size())
        .mapToObj(i -> vector(array.get(i)))
        .toArray(double[][]::new);
  }

  private static Start start(JsonNode state) {
    return new Start(
        vector(state.get("mean")), state.get("sigma").asDouble(), matrix(state.get("covariance")));
  }

  private static Coordinate[] coordinates(JsonNode counts, int dimension) {
    Coordinate[] coordinates = new Coordinate[dimension];
    for (int j = 0; j < dimension; j++) {
      int count = counts.size() == 0 ? 0 : counts.get(j).asInt();
      coordinates[j] =
          new Coordinate(
              count == 0
                  ? new DoubleDistribution(0, 1, Scale.LINEAR, null)
                  : new IntDistribution(0, count - 1, 1, Scale.LINEAR));
    }
    return coordinates;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void updatesAsPythonsCmaesDoes(Case golden) {
    JsonNode json = golden.json;
    Evolution evolution =
        Evolution.start(
            start(json.get("start")),
            json.get("population").asInt(),
            json.get("adaptive").asBoolean());
    int n = evolution.dimension();
    Coordinate[] coordinates = coordinates(json.get("counts"), n);
    for (JsonNode expected : json.get("generations")) {
      double[][] steps = matrix(expected.get("points"));
      for (double[] step : steps) {
        for (int j = 0; j < n; j++) {
          step[j] = (step[j] - evolution.mean(j)) / evolution.sigma();
        }
      }
      evolution = evolution.after(steps).withMargin(coordinates);
      assertSame(evolution, expected);
    }
  }

  private static void assertSame(Evolution actual, JsonNode expected) {
    int n = actual.dimension();
    double sigma = expected.get("sigma").asDouble();
    assertThat(actual.sigma()).isCloseTo(sigma, within(TOLERANCE * sigma));
    double[] mean = vector(expected.get("mean"));
    double[] scale = vector(expected.get("scale"));
    double[][] covariance = matrix(expected.get("covariance"));
    for (int i = 0; i < n; i++) {
      assertThat(actual.mean(i)).isCloseTo(mean[i], within(TOLERANCE));
      assertThat(actual.scale(i)).isCloseTo(scale[i], within(TOLERANCE * scale[i]));
      for (int j = 0; j < n; j++) {
        assertThat(actual.covariance(i, j))
            .isCloseTo(covariance[i][j], within(TOLERANCE * Math.max(1, covariance[i][i])));
      }
    }
  }

  @Test
  void theMarginSetsScales() {
    Case margin = cases().get(4);
    assertThat(margin).hasToString("margin");
    JsonNode last = margin.json.get("generations").get(24);
    assertThat(Arrays.stream(vector(last.get("scale"))).max().orElseThrow()).isGreaterThan(1.5);
  }

  @Test
  void startsWarmlyAsPythonsCmaesDoes() {
    JsonNode expected = golden().get("warm");
    double[][] points = matrix(expected.get("points"));
    Start start = Start.warm(points, points.length);
    assertSame(
        Evolution.start(start, 4, false),
        ((com.fasterxml.jackson.databind.node.ObjectNode) expected)
            .set("scale", JsonMapper.builder().build().valueToTree(new double[] {1, 1, 1})));
  }
}
