package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static final int MOST = 40;
  private static final Fit.Options OPTIONS = Fit.Options.of(new boolean[2], 2, false);

  private static final double[][] POINTS = new double[MOST][2];
  private static final double[] LOSSES = new double[MOST];

  static {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < MOST; i++) {
      POINTS[i] = new double[] {random.nextDouble(), random.nextDouble()};
      LOSSES[i] = Math.sin(6 * POINTS[i][0]) + POINTS[i][1] * POINTS[i][1];
    }
  }

  private static GaussianProcess process(Model model, int size) {
    Model.Sample sample =
        new Model.Sample(
            Arrays.copyOf(POINTS, size), Arrays.copyOf(LOSSES, size), Model.anchor(size));
    return model.of(
        "objective",
        sample,
        OPTIONS,
        (points, values) -> Targets.warped(values),
        (points, values) -> Targets.plain(values));
  }

  private static double[] asked(GaussianProcess process) {
    process.ask(new double[] {0.3, 0.6});
    return new double[] {process.mean(), process.variance()};
  }

  @Test
  void remembersWhatChangesTheCostAndNotTheResult() {
    Model used = new Model();
    for (int size = 9; size <= MOST; size++) {
      assertThat(asked(process(used, size))).isEqualTo(asked(process(new Model(), size)));
    }
    assertThat(asked(process(used, 12))).isEqualTo(asked(process(new Model(), 12)));
  }

  @Test
  void fitsAFewStepsFromTheAnchorNearlyAsWellAsFromEveryStart() {
    for (int size : new int[] {19, 32, MOST}) {
      double[] targets = Targets.plain(Arrays.copyOf(LOSSES, size));
      double[][] points = Arrays.copyOf(POINTS, size);
      int anchor = Model.anchor(size);
      double[] early = Targets.plain(Arrays.copyOf(LOSSES, anchor));
      Fit whole = Fit.of(points, targets, OPTIONS);
      Fit refined =
          Fit.of(Arrays.copyOf(POINTS, anchor), early, OPTIONS).refined(points, targets, OPTIONS);
      assertThat(refined.logPosterior()).isGreaterThan(whole.logPosterior() - 0.5);
    }
  }

  @Test
  void anchorsAreAtMostAnEighthBehind() {
    int[] sizes = {0, 1, 7, 8, 9, 15, 16, 17, 18, 20, 23, 24, 100, 1000};
    assertThat(Arrays.stream(sizes).map(Model::anchor).toArray())
        .containsExactly(0, 1, 7, 8, 9, 15, 16, 16, 18, 20, 22, 24, 91, 929);
    for (int size = 1; size < 3000; size++) {
      assertThat(Model.anchor(size)).isBetween(size * 8 / 9, size);
    }
  }
}
