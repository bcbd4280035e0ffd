package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ranges near the best. */
class ZoomTest {

  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .logUniform("rate", 1e-4, 1)
          .intRange("units", 8, 128, 8)
          .doubleRange("dropout", 0, 0.5)
          .categorical("f", "relu", "tanh", "elu")
          .build();

  private static Params best(double rate, int units, double dropout, int choice) {
    return Params.of(SPACE, new double[] {rate, units, dropout, choice});
  }

  @Test
  void shrinksAroundTheBestOnEachScale() {
    SearchSpace fine = Zoom.around(List.of(best(1e-2, 64, 0.25, 1))).share(0.5).of(SPACE);

    DoubleDistribution rate = (DoubleDistribution) fine.distribution(0);
    assertThat(rate.low()).isCloseTo(1e-3, within(1e-12));
    assertThat(rate.high()).isCloseTo(1e-1, within(1e-12));
    assertThat(rate.scale()).isEqualTo(Scale.LOG);
    assertThat(fine.distribution(1)).isEqualTo(new IntDistribution(40, 88, 8, Scale.LINEAR));
    assertThat(fine.distribution(2))
        .isEqualTo(new DoubleDistribution(0.125, 0.375, Scale.LINEAR, null));
    assertThat(fine.distribution(3)).isEqualTo(CategoricalDistribution.of("tanh"));
  }

  @Test
  void neverLeavesTheOldRangeAndHoldsAllTheBest() {
    Zoom zoom = Zoom.around(List.of(best(1, 8, 0, 0), best(0.5, 16, 0.01, 2))).share(0.1);
    SearchSpace fine = zoom.of(SPACE);

    assertThat(((DoubleDistribution) fine.distribution(0)).high()).isEqualTo(1);
    assertThat(fine.distribution(1)).isEqualTo(new IntDistribution(8, 16, 8, Scale.LINEAR));
    assertThat(((DoubleDistribution) fine.distribution(2)).low()).isZero();
    assertThat(fine.distribution(3)).isEqualTo(CategoricalDistribution.of("relu", "elu"));
  }

  @Test
  void beginsWithTheBestAndLeavesWhatNoneHas() {
    GivenParameters coarse = GivenParameters.defaults();
    HyperParameters hp = Zoom.around(List.of(best(1e-2, 64, 0.25, 1))).of(coarse);

    assertThat(hp.suggestInt("units", 8, 128, 8)).isEqualTo(64);
    assertThat(hp.withDefault(8).suggestInt("other", 8, 128, 8)).isEqualTo(8);
    assertThat(hp.<String>suggestCategorical("f", "relu", "tanh", "elu")).isEqualTo("tanh");
    assertThat(coarse.params().toMap()).isEqualTo(Map.of("units", 64L, "other", 8L, "f", "tanh"));
  }

  @Test
  void needsSomethingToZoomInOn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Zoom.around(List.of()))
        .withMessageContaining("no good trial");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Zoom.around(List.of(best(1, 8, 0, 0))).share(0));
  }
}
