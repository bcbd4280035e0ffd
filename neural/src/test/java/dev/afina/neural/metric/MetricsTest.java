package dev.afina.neural.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.loss.Loss;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final float[] TARGETS = {3, -0.5f, 2, 7};
  private static final float[] PREDICTIONS = {2.5f, 0, 2, 8};

  @Test
  void computesErrorsOfValues() {
    // Errors −0.5, 0.5, 0, 1: Σ|e| = 2, Σe² = 1.5; Σ(t − 2.875)² = 29.1875.
    assertThat(value(Metrics.MAE)).isEqualTo(0.5);
    assertThat(value(Metrics.MSE)).isEqualTo(0.375);
    assertThat(value(Metrics.RMSE)).isCloseTo(Math.sqrt(0.375), within(1e-15));
    assertThat(value(Metrics.R2)).isCloseTo(1 - 1.5 / 29.1875, within(1e-15));
  }

  @Test
  void keepsR2ExactFarFromZero() {
    Metric.Tally tally = Metrics.R2.tally();
    tally.add(new float[] {1e7f, 1e7f + 1}, 1, new float[] {1e7f, 1e7f + 2}, 2);
    assertThat(tally.value()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void definesR2ForEqualTargets() {
    Metric.Tally perfect = Metrics.R2.tally();
    perfect.add(new float[] {5, 5}, 1, new float[] {5, 5}, 2);
    assertThat(perfect.value()).isEqualTo(1);
    Metric.Tally wrong = Metrics.R2.tally();
    wrong.add(new float[] {5, 6}, 1, new float[] {5, 5}, 2);
    assertThat(wrong.value()).isZero();
  }

  @Test
  void countsTheMostProbableClassOverSeveralBatches() {
    Metric.Tally tally = Metrics.ACCURACY.tally();
    tally.add(new float[] {0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f}, 3, new float[] {1, 2}, 2);
    tally.add(new float[] {0.4f, 0.4f, 0.2f}, 3, new float[] {0}, 1);
    assertThat(tally.value()).isCloseTo(2 / 3.0, within(1e-15));
  }

  @Test
  void takesClassOneFromOneHalfOn() {
    Metric.Tally tally = Metrics.ACCURACY.tally();
    tally.add(new float[] {0.5f, 0.49f, 0.9f, 0.1f}, 1, new float[] {1, 0, 0, 0}, 4);
    assertThat(tally.value()).isEqualTo(0.75);
  }

  @Test
  void hasNoValueWithoutRows() {
    for (Metric metric : Metrics.all()) {
      assertThat(metric.tally().value()).as(metric.name()).isNaN();
    }
  }

  @Test
  void knowsDirectionsAndLosses() {
    assertThat(Metrics.ACCURACY.higherIsBetter()).isTrue();
    assertThat(Metrics.R2.higherIsBetter()).isTrue();
    assertThat(Metrics.RMSE.higherIsBetter()).isFalse();
    assertThat(Metrics.ACCURACY.suits(Loss.BINARY_CROSSENTROPY)).isTrue();
    assertThat(Metrics.MAE.suits(Loss.BINARY_CROSSENTROPY)).isFalse();
    assertThat(Metrics.named("r2")).containsSame(Metrics.R2);
  }

  private static double value(Metric metric) {
    Metric.Tally tally = metric.tally();
    tally.add(PREDICTIONS, 1, TARGETS, PREDICTIONS.length);
    return tally.value();
  }
}
