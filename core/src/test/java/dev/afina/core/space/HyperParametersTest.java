package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HyperParametersTest {

  private enum Activation {
    RELU,
    TANH
  }

  private final List<Distribution> asked = new ArrayList<>();

  /** Gives the last value of every distribution. */
  private final HyperParameters last =
      new HyperParameters() {
        @Override
        public @Nullable Object suggest(String name, Distribution distribution) {
          asked.add(distribution);
          return distribution instanceof DoubleDistribution d
              ? (Object) d.high()
              : distribution.toExternal(
                  distribution.valueAt(distribution.cardinality().orElseThrow() - 1));
        }
      };

  @Test
  void asksForTheDistributionItsArgumentsDescribe() {
    assertThat(last.suggestDouble("a", 0, 1)).isEqualTo(1);
    assertThat(last.suggestDouble("b", 0.1, 1, Scale.LOG)).isEqualTo(1);
    assertThat(last.suggestDouble("c", 0, 1, 0.3)).isEqualTo(0.9);
    assertThat(last.suggestInt("d", 1, 8)).isEqualTo(8);
    assertThat(last.suggestInt("e", 1, 8, 3)).isEqualTo(7);
    assertThat(last.suggestInt("f", 1, 8, Scale.LOG)).isEqualTo(8);
    assertThat(last.suggestBoolean("g")).isTrue();
    assertThat(asked)
        .containsExactly(
            new DoubleDistribution(0, 1, Scale.LINEAR, null),
            new DoubleDistribution(0.1, 1, Scale.LOG, null),
            new DoubleDistribution(0, 0.9, Scale.LINEAR, 0.3),
            new IntDistribution(1, 8, 1, Scale.LINEAR),
            new IntDistribution(1, 7, 3, Scale.LINEAR),
            new IntDistribution(1, 8, 1, Scale.LOG),
            CategoricalDistribution.of(false, true));
  }

  @Test
  void handsBackTheChoiceItWasGiven() {
    assertThat(last.suggestCategorical("enum", Activation.values())).isEqualTo(Activation.TANH);
    assertThat(last.suggestCategorical("float", 0.1f, 0.2f)).isEqualTo(0.2f);
    assertThat(last.suggestCategorical("short", List.of((short) 1, (short) 2)))
        .isEqualTo((short) 2);
    assertThat(last.suggestCategorical("null", Arrays.asList("a", null))).isNull();
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertThatThrownBy(() -> last.suggestDouble("lr", 1, 0))
        .hasMessageStartingWith("parameter \"lr\": low (1.0)");
    assertThatThrownBy(() -> last.suggestDouble("lr", 0, 1, Scale.LOG))
        .hasMessageContaining("\"lr\": low (0.0)");
    assertThatThrownBy(() -> last.suggestDouble("lr", 0, 1, -1.0))
        .hasMessageContaining("\"lr\": step (-1.0)");
    assertThatThrownBy(() -> last.suggestDouble("lr", Double.NaN, 1))
        .hasMessageContaining("\"lr\": bounds NaN");
    assertThatThrownBy(() -> last.suggestInt("n", 2, 1)).hasMessageContaining("\"n\": low (2)");
    assertThatThrownBy(() -> last.suggestInt("n", 0, 1, Scale.LOG))
        .hasMessageContaining("\"n\": low (0)");
    assertThatThrownBy(() -> last.suggestCategorical("c", List.of()))
        .hasMessageContaining("\"c\": the list");
    assertThatThrownBy(() -> last.suggestCategorical("c", 1, 1))
        .hasMessageContaining("\"c\": choice 1 occurs twice");
  }
}
