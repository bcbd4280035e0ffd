package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import org.junit.jupiter.api.Test;

/** The built-in search space and its changes. */
class MlpSpaceTest {

  private static final MlpSpace STANDARD = MlpSpace.standard();

  private static IntDistribution whole(long low, long high) {
    return new IntDistribution(low, high, 1, Scale.LINEAR);
  }

  @Test
  void hasARangeForEveryName() {
    assertThat(MlpSpace.names())
        .contains("layers", "units", "activation", "dropout", "learning_rate", "batch_size")
        .allSatisfy(name -> assertThat(STANDARD.get(name)).isNotNull());
    assertThat(STANDARD.get("layers")).isEqualTo(whole(0, 4));
  }

  @Test
  void changesOneRangeAndLeavesTheOthersAndItself() {
    MlpSpace changed = STANDARD.with("layers", whole(1, 2));

    assertThat(changed.get("layers")).isEqualTo(whole(1, 2));
    assertThat(changed.get("units")).isEqualTo(STANDARD.get("units"));
    assertThat(STANDARD.get("layers")).isEqualTo(whole(0, 4));
    assertThat(changed.toString()).isNotEqualTo(STANDARD.toString());
    assertThat(changed.with("layers", whole(0, 4)).toString()).isEqualTo(STANDARD.toString());
  }

  @Test
  void refusesParametersItDoesNotKnowAndValuesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("depth", whole(1, 2)))
        .withMessageContainingAll("unknown parameter \"depth\"", "layers", "batch_size");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("layers", whole(0, 17)))
        .withMessageContainingAll("\"layers\"", "integers from 0 to 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("units", new DoubleDistribution(1, 2, Scale.LINEAR, null)))
        .withMessageContaining("\"units\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("activation", CategoricalDistribution.of("relu", "step")))
        .withMessageContaining("some of [relu");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> STANDARD.with("learning_rate", new DoubleDistribution(0, 1, Scale.LINEAR, null)))
        .withMessageContaining("0.0 (excluded)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.get("depth"))
        .withMessageContaining("depth");
  }

  @Test
  void startsWithWhatTheRangesContain() {
    assertThat(STANDARD.start(10))
        .containsKeys("layers", "units_1", "units_4", "learning_rate")
        .doesNotContainKeys("units", "units_5");
    MlpSpace narrow =
        STANDARD
            .with("layers", whole(3, 3))
            .with("units", whole(8, 9))
            .with("optimizer", CategoricalDistribution.of("sgd"));
    assertThat(narrow.start(10))
        .doesNotContainKeys("layers", "units_1", "optimizer")
        .containsKey("learning_rate");
  }

  @Test
  void everyStartIsInItsRange() {
    for (int features : new int[] {1, 10, 64, 784, 100_000}) {
      STANDARD
          .start(features)
          .forEach(
              (name, value) -> {
                var range = STANDARD.get(name.startsWith("units_") ? "units" : name);
                assertThat(range.contains(range.toInternal(value))).as(name).isTrue();
              });
    }
  }

  @Test
  void isFiniteWhereNothingThatMayBeAskedIsContinuous() {
    assertThat(STANDARD.isFinite()).isFalse();
    assertThat(STANDARD.continuous()).containsExactly("learning_rate", "weight_decay", "momentum");
    MlpSpace fixed =
        STANDARD
            .with("learning_rate", CategoricalDistribution.of(0.01, 0.001))
            .with("weight_decay", CategoricalDistribution.of(0.0));
    assertThat(fixed.continuous()).containsExactly("momentum");
    assertThat(fixed.with("optimizer", CategoricalDistribution.of("adam")).isFinite()).isTrue();
    MlpSpace dropout =
        fixed
            .with("optimizer", CategoricalDistribution.of("adam"))
            .with("dropout", new DoubleDistribution(0, 0.5, Scale.LINEAR, null));
    assertThat(dropout.continuous()).containsExactly("dropout");
    assertThat(dropout.with("layers", whole(0, 0)).isFinite()).isTrue();
  }
}
