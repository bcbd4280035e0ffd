package dev.afina.algorithms.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Split, weights, bandwidths and densities are Optuna's. */
class TpeGoldenTest {

  private static final double TOLERANCE = 1e-9;

  static List<Golden> histories() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("histories")
  void splitsAsOptunaDoes(Golden golden) {
    Split split = Split.of(golden.history(), -1, false);

    assertThat(split.below()).isEqualTo(golden.rows("below"));
    assertThat(split.above()).isEqualTo(golden.rows("above"));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void estimatesAsOptunaDoes(Golden golden) {
    TrialTable history = golden.history();
    Split split = Split.of(history, -1, false);

    for (JsonNode expected : golden.json().get("estimators")) {
      SearchSpace space =
          golden.space(Golden.stream(expected.get("space")).map(JsonNode::asText).toList());
      double[][] points = points(golden, space);
      Estimators estimators = new Estimators(space, history.objectives() == 1, Map.of());
      estimators.update(history, space, split);

      assertSame(space, estimators.below, points, expected.get("below"));
      assertSame(space, estimators.above, points, expected.get("above"));
    }
  }

  private static double[][] points(Golden golden, SearchSpace space) {
    return Golden.stream(golden.json().get("points"))
        .map(p -> space.names().stream().mapToDouble(n -> p.get(n).asDouble()).toArray())
        .toArray(double[][]::new);
  }

  private static void assertSame(
      SearchSpace space, Mixture mixture, double[][] points, JsonNode expected) {
    double[] weights = Golden.doubles(expected.get("weights"));
    assertThat(mixture.size()).isEqualTo(weights.length - 1);
    for (int i = 0; i < weights.length; i++) {
      assertThat(mixture.weight(i)).as("weight %d", i).isEqualTo(weights[i], within(1e-12));
    }
    for (int j = 0; j < space.size(); j++) {
      if (mixture.kernels(j) instanceof NumericKernels kernels) {
        double[] means = Golden.doubles(expected.get("means").get(j));
        double[] widths = Golden.doubles(expected.get("widths").get(j));
        for (int i = 0; i < mixture.size(); i++) {
          assertThat(kernels.means[i]).as("mean").isEqualTo(means[i], within(TOLERANCE));
          assertThat(kernels.width(i))
              .as("width %d of %s", i, space.name(j))
              .isEqualTo(widths[i], within(TOLERANCE * widths[i]));
        }
      }
    }
    double[] densities = Golden.doubles(expected.get("logDensities"));
    double[] actual = mixture.logDensity(points);
    for (int i = 0; i < densities.length; i++) {
      assertThat(actual[i])
          .as("log density of %s at point %d", space.names(), i)
          .isEqualTo(densities[i], within(TOLERANCE * Math.max(1, Math.abs(densities[i]))));
    }
  }
}
