package dev.afina.neural.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.neural.TrainingGolden;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsGoldenTest {

  private static final int ROWS = 40;

  static Stream<Arguments> cases() {
    return Stream.of("classes", "all classes", "binary", "values")
        .flatMap(
            part ->
                TrainingGolden.at("metrics", part).properties().stream()
                    .map(Map.Entry::getKey)
                    .map(name -> Arguments.of(part, name)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metricsAreThoseOfScikitLearn(String part, String name) {
    float[] predictions =
        switch (part) {
          case "binary" -> TrainingGolden.floats("single");
          case "values" -> TrainingGolden.floats("predicted2");
          default -> TrainingGolden.floats("probabilities");
        };
    float[] targets =
        switch (part) {
          case "binary" -> TrainingGolden.floats("truth2");
          case "values" -> TrainingGolden.floats("targets2");
          case "all classes" -> TrainingGolden.floats("allClasses");
          default -> TrainingGolden.floats("truth");
        };
    JsonNode expected = TrainingGolden.at("metrics", part, name);
    Metric metric = Metrics.named(name).orElseThrow();
    assertThat(metric.name()).isEqualTo(name);
    // 32 bits of the probabilities limit what scikit-learn makes of them too.
    assertThat(inBatches(metric, predictions, targets))
        .isCloseTo(expected.doubleValue(), within(2e-7));
  }

  /** In three batches, the arrays longer than needed. */
  private static double inBatches(Metric metric, float[] predictions, float[] targets) {
    int width = predictions.length / ROWS;
    int values = targets.length / ROWS;
    Metric.Tally tally = metric.tally();
    int[] ends = {0, 17, 18, ROWS};
    for (int i = 1; i < ends.length; i++) {
      tally.add(
          Arrays.copyOfRange(predictions, ends[i - 1] * width, (ends[i] + 3) * width),
          width,
          Arrays.copyOfRange(targets, ends[i - 1] * values, (ends[i] + 3) * values),
          ends[i] - ends[i - 1]);
    }
    return tally.value();
  }
}
