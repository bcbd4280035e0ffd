package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lectures teach of training comes out as they say. */
class TrainingExamplesTest {

  private static final Path DIGITS = Pages.ROOT.resolve("samples/digits.csv");

  @TempDir Path folder;

  private static <T> T of(Map<String, T> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }

  @Test
  void regressionStopsEarlyAndKeepsItsBestWeights() {
    RegressionWithEarlyStopping.Outcome outcome = RegressionWithEarlyStopping.run();

    double[] losses = outcome.history().values("val_loss");
    assertThat(losses).hasSizeLessThan(300);
    assertThat(outcome.kept()).isEqualTo(Arrays.stream(losses).min().orElseThrow());
    assertThat(outcome.r2()).isGreaterThan(0.9);
  }

  @Test
  void batchNormalizationHelpsBeforeAndAfterTheActivation() {
    NormalizeBeforeOrAfter.Outcome outcome = NormalizeBeforeOrAfter.run(DIGITS);

    assertThat(outcome.without()).isGreaterThan(0.85);
    assertThat(outcome.before()).isGreaterThan(0.92);
    assertThat(outcome.after()).isGreaterThan(0.92);
  }

  @Test
  void whatWasLearntOfOtherDigitsHelpsWithFewImages() {
    TransferLearning.Outcome outcome = TransferLearning.run(DIGITS, folder);

    assertThat(outcome.head()).isGreaterThan(outcome.scratch());
    assertThat(outcome.tuned()).isGreaterThan(outcome.scratch() + 0.05);
    assertThat(outcome.untouched()).isTrue();
  }

  @Test
  void anEncoderTrainedWithoutLabelsBeatsRandomFeatures() {
    PretrainWithAnAutoencoder.Outcome outcome = PretrainWithAnAutoencoder.run(DIGITS);

    assertThat(outcome.restored()).isLessThan(0.2);
    assertThat(outcome.pretrained()).isGreaterThan(outcome.random() + 0.03);
  }

  @Test
  void everyOtherOptimizerGetsFartherThanPlainDescent() {
    Map<String, Double> losses = CompareOptimizers.run(DIGITS);

    assertThat(losses)
        .hasSize(9)
        .allSatisfy(
            (name, loss) -> {
              if (!name.equals("sgd")) {
                assertThat(loss).as(name).isLessThan(0.7 * of(losses, "sgd"));
              }
            });
  }

  @Test
  void gradientsVanishBehindSigmoidsAndNotBehindRectifiersThatStartWell() {
    Map<String, Double> reached = VanishingGradients.run(DIGITS);

    assertThat(of(reached, "sigmoid, deviation 1")).isLessThan(0.1);
    assertThat(of(reached, "sigmoid, Glorot")).isLessThan(1e-3);
    assertThat(of(reached, "relu, He")).isBetween(0.2, 5.0);
    assertThat(of(reached, "selu, LeCun")).isBetween(0.2, 5.0);
  }

  @Test
  void rectifiersDieOfLongStepsOnly() {
    CompareActivations.Outcome outcome = CompareActivations.run(DIGITS);

    assertThat(outcome.accuracies())
        .hasSize(8)
        .allSatisfy((name, accuracy) -> assertThat(accuracy).as(name).isGreaterThan(0.8));
    assertThat(of(outcome.accuracies(), "relu")).isGreaterThan(of(outcome.accuracies(), "sigmoid"));
    assertThat(outcome.dead()).isLessThan(0.1);
    assertThat(outcome.deadAfterLongSteps()).isGreaterThan(0.5);
  }

  @Test
  void everyShapeOfNetworkLearns() {
    List<PyramidOrRectangle.Result> results = PyramidOrRectangle.run(DIGITS);

    assertThat(results)
        .hasSize(3)
        .allSatisfy(result -> assertThat(result.accuracy()).isGreaterThan(0.92));
  }

  @Test
  void everyRemedyKeepsALargeNetworkFromLearningByHeart() {
    Map<String, RegularizeALargeNetwork.Result> results = RegularizeALargeNetwork.run(DIGITS);

    RegularizeALargeNetwork.Result nothing = of(results, "nothing");
    assertThat(results)
        .hasSize(6)
        .allSatisfy(
            (name, result) -> {
              if (!name.equals("nothing")) {
                assertThat(result.unseen()).as(name).isLessThan(nothing.unseen());
                assertThat(result.seen()).as(name).isGreaterThan(nothing.seen());
              }
            });
  }

  @Test
  void aNetworkGrowsUntilItOverfits() {
    List<GrowUntilItOverfits.Step> steps = GrowUntilItOverfits.run(DIGITS);

    assertThat(steps).hasSizeBetween(3, 8);
    GrowUntilItOverfits.Step last = steps.get(steps.size() - 1);
    GrowUntilItOverfits.Step chosen = steps.get(steps.size() - 2);
    assertThat(chosen.best()).isLessThan(steps.get(0).best()).isLessThanOrEqualTo(last.best());
    assertThat(last.train()).isLessThan(0.1 * last.last());
  }

  @Test
  void smallerBatchesMakeMoreStepsAndGetFarther() {
    Map<String, BatchSizes.Result> results = BatchSizes.run(DIGITS);

    assertThat(of(results, "stochastic").steps()).isEqualTo(6 * 1077);
    assertThat(of(results, "mini").steps()).isEqualTo(6 * 34);
    assertThat(of(results, "full").steps()).isEqualTo(6);
    assertThat(of(results, "stochastic").accuracy()).isGreaterThan(0.9);
    assertThat(of(results, "mini").accuracy()).isGreaterThan(of(results, "full").accuracy());
    assertThat(of(results, "mini, in order")).isNotEqualTo(of(results, "mini"));
  }

  @Test
  void moreImagesCloseTheGap() {
    List<LearningCurve.Point> curve = LearningCurve.run(DIGITS);

    assertThat(curve).extracting(LearningCurve.Point::unseen).isSorted();
    assertThat(curve.get(0).gap()).isGreaterThan(0.1);
    assertThat(curve.get(curve.size() - 1).gap()).isBetween(0.0, 0.05);
  }

  @Test
  void theHiddenLayerIsBetterThanByChance() {
    RepeatAnExperiment.Outcome outcome = RepeatAnExperiment.run(DIGITS);

    assertThat(outcome.hidden().mean()).isGreaterThan(0.93);
    assertThat(outcome.hidden().margin()).isPositive().isLessThan(0.05);
    assertThat(outcome.difference().mean())
        .isGreaterThan(outcome.difference().margin())
        .isEqualTo(
            outcome.hidden().mean() - outcome.linear().mean(),
            org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void ratesThatFallEndBetterThanOneThatStaysTooLarge() {
    Map<String, Double> losses = CompareSchedules.run(DIGITS);

    assertThat(losses)
        .hasSize(10)
        .allSatisfy((name, loss) -> assertThat(loss).as(name).isLessThan(0.25));
    double constant = of(losses, "constant");
    assertThat(of(losses, "cosine")).isLessThan(constant);
    assertThat(of(losses, "one cycle")).isLessThan(constant);
  }

  @Test
  void outliersSpoilSquaredErrorsMost() {
    Map<String, Double> errors = ChooseALoss.run();

    assertThat(errors.keySet())
        .containsExactly("mean_squared_error", "huber", "huber(0.2)", "mean_absolute_error");
    assertThat(of(errors, "mean_squared_error")).isGreaterThan(1.0);
    assertThat(of(errors, "huber")).isLessThan(0.3);
    assertThat(of(errors, "mean_absolute_error")).isLessThan(0.15);
  }

  @Test
  void wideAndDeepNetworksLearnAndTellWhatIsConnected() {
    WideAndDeep.Outcome outcome = WideAndDeep.run(folder);

    assertThat(outcome.r2()).isGreaterThan(0.9);
    assertThat(outcome.summary()).contains("slice, dense_1", "Connected to");
  }

  @Test
  void aResidualNetworkReadsUnseenDigits() {
    assertThat(ResidualNetwork.run(DIGITS)).isGreaterThan(0.94);
  }

  @Test
  void convolutionsHaveTheShapesOfTheFormula() {
    assertThat(ConvolutionShapes.run())
        .hasSize(36)
        .allSatisfy(
            result -> {
              int side =
                  result.padding() == Padding.SAME
                      ? (int) Math.ceil((double) ConvolutionShapes.SIDE / result.stride())
                      : (ConvolutionShapes.SIDE - result.kernel()) / result.stride() + 1;
              assertThat(result.output()).isEqualTo(Shape.of(side, side, result.filters()));
              long pixels = (long) result.kernel() * result.kernel();
              assertThat(result.weights()).isEqualTo(result.filters() * (pixels + 1));
            });
  }
}
