package dev.afina.neural;

import static dev.afina.neural.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Initializer;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Sgd;
import java.io.StringReader;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

class LearningRateRangeTest {

  private static final int ROWS = 256;

  /** Linear regression, whose Hessian is 2·XᵀX / rows. */
  private static final Blueprint QUADRATIC =
      Sequential.input(2)
          .add(dense(1).withoutBias().kernelInitializer(Initializer.ONES))
          .compile(Sgd.withLearningRate(1), Loss.MEAN_SQUARED_ERROR);

  static Stream<Arguments> quadratics() {
    return Stream.of(0.3, 1.0, 50.0, 1000.0)
        .flatMap(
            curvature ->
                Stream.of(ROWS, 32)
                    .flatMap(
                        batch ->
                            Stream.of(0.0, 0.5, 3.0)
                                .map(noise -> Arguments.of(curvature, batch, noise))));
  }

  /** Features of two variances, so that the largest curvature is about the given one. */
  private static Dataset data(double curvature, double noise) {
    Random random = new Random(5);
    float[] features = new float[2 * ROWS];
    float[] targets = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      features[2 * i] = (float) (random.nextGaussian() * Math.sqrt(curvature / 2));
      features[2 * i + 1] = (float) (random.nextGaussian() * Math.sqrt(curvature / 20));
      targets[i] =
          (float)
              (noise * random.nextGaussian()
                  + (3 * features[2 * i] - 2 * features[2 * i + 1]) / Math.sqrt(curvature));
    }
    return new Dataset(features, new int[] {2}, targets);
  }

  private static double limit(Dataset data) {
    double a = 0;
    double b = 0;
    double c = 0;
    for (int i = 0; i < ROWS; i++) {
      double x = data.features()[2 * i];
      double y = data.features()[2 * i + 1];
      a += 2 * x * x / ROWS;
      b += 2 * x * y / ROWS;
      c += 2 * y * y / ROWS;
    }
    double largest = (a + c) / 2 + Math.sqrt((a - c) * (a - c) / 4 + b * b);
    return 2 / largest;
  }

  @ParameterizedTest
  @MethodSource("quadratics")
  void findsTheLimitOfAQuadraticOfKnownCurvature(double curvature, int batch, double noise) {
    Dataset data = data(curvature, noise);
    double limit = limit(data);
    LearningRateCurve curve =
        LearningRateRange.standard()
            .between(1e-6, curvature < 1 ? 100 : 10)
            .batchSize(batch)
            .run(QUADRATIC, data, 1);
    assertThat(curve.limit().orElseThrow()).isBetween(limit / 1.5, limit * 1.5);
    assertThat(curve.suggestion().orElseThrow())
        .isEqualTo(curve.limit().orElseThrow() / 10)
        .isBetween(limit / 30, limit / 10 * 3);
  }

  @Test
  void suggestsARateThatTrainsANetwork() {
    Dataset data = Samples.clouds(300, 1);
    Dataset test = Samples.clouds(200, 2);
    var architecture =
        Sequential.input(2).add(dense(16).activation(Activation.TANH)).add(dense(2)).architecture();
    LearningRateRange range = LearningRateRange.standard().between(1e-6, 1000);
    var blueprint =
        new Blueprint(
            architecture,
            Sgd.withLearningRate(1),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            List.of(Metrics.ACCURACY));
    double rate = range.run(blueprint, data, 1).suggestion().orElseThrow();
    var suggested =
        new Blueprint(
            architecture, Sgd.withLearningRate(rate), blueprint.loss(), blueprint.metrics());
    try (Model model = suggested.build(1)) {
      model.fit(data, Fit.epochs(10));
      assertThat(model.evaluate(test).get("accuracy")).isGreaterThan(0.9);
    }
  }

  @Test
  void keepsEveryRateAndIsReproducible() {
    Dataset data = Samples.line(100, 1);
    var blueprint =
        Sequential.input(1)
            .add(dense(1))
            .compile(Adam.withLearningRate(5), Loss.MEAN_SQUARED_ERROR);
    LearningRateRange range = LearningRateRange.standard().between(1e-5, 1e-3).iterations(50);
    LearningRateCurve curve = range.run(blueprint, data, 3);
    assertThat(curve.rates()).hasSize(50).isSorted();
    assertThat(curve.rates()[0]).isEqualTo(1e-5);
    assertThat(curve.rates()[49]).isCloseTo(1e-3, Percentage.withPercentage(1e-9));
    assertThat(curve.losses()).isEqualTo(range.run(blueprint, data, 3).losses());
    assertThat(curve.limit()).isEmpty();
    assertThat(curve.suggestion()).isEmpty();
  }

  @Test
  void drawsAPicture() throws Exception {
    LearningRateCurve curve =
        LearningRateRange.standard().batchSize(ROWS).run(QUADRATIC, data(50, 0.5), 1);
    String svg = curve.svg();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    String points =
        document
            .getElementsByTagName("polyline")
            .item(0)
            .getAttributes()
            .getNamedItem("points")
            .getNodeValue();
    assertThat(points.split(" ")).hasSize(curve.rates().length);
    assertThat(svg).contains("suggested 0.00", "limit 0.0", ">1e-6<", ">learning rate<");
  }

  @Test
  void rejectsImpossibleSettings() {
    LearningRateRange standard = LearningRateRange.standard();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.between(1, 0.1))
        .withMessage(
            "learning-rate range test goes from 1.0 to 0.1, expected two growing numbers above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standard.iterations(5))
        .withMessage("learning-rate range test has 5 iterations, expected at least 20");
    assertThatIllegalArgumentException().isThrownBy(() -> standard.batchSize(0));
  }
}
