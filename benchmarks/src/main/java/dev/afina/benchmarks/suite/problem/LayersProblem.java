package dev.afina.benchmarks.suite.problem;

import static dev.afina.benchmarks.suite.problem.ConditionalProblems.square;
import static java.lang.Math.log10;

import java.util.ArrayList;
import java.util.List;

/**
 * A made-up loss of a network with one to four layers, each with parameters of its own, and of an
 * optimizer with a parameter of its own.
 *
 * <p>The loss is the sum of
 *
 * <ul>
 *   <li>what the number of layers costs: 0.25, 0.02, 0 and 0.08 for one to four;
 *   <li>the mean over the layers of 0.03 (log2 units − u)² + a + (dropout − d)², where u is 7.5,
 *       6.5, 5.5, 5, where d is 0.15, 0.3, 0.4, 0.2, and a is 0 for the best activation, 0.04 for
 *       the second and 0.1 for the worst; the best one is gelu in the first layer and relu behind
 *       it;
 *   <li>0.08 times the square of the decimal logarithm's distance from the best rate, and what the
 *       optimizer's own parameter costs: with sgd the best effective rate, rate / (1 − momentum),
 *       is 0.3, and the best momentum 0.85, at 0.3 (momentum − 0.85)²; with adam the best rate is
 *       0.002, the best beta 0.92, at 0.5 (beta − 0.92)², and 0.015 more.
 * </ul>
 *
 * <p>Its minimum is taken with three layers and sgd, and is 0 but for the rounding of the units;
 * two layers and adam come close.
 */
final class LayersProblem {

  private static final int MOST_LAYERS = 4;
  private static final double[] DEPTH_COST = {0.25, 0.02, 0, 0.08};
  private static final double[] BEST_LOG_UNITS = {7.5, 6.5, 5.5, 5};
  private static final double[] BEST_DROPOUT = {0.15, 0.3, 0.4, 0.2};

  /** What rounding the best widths to integers leaves: mean over the three layers. */
  private static final double MINIMUM =
      0.03 * (unitsCost(0, 181) + unitsCost(1, 91) + unitsCost(2, 45)) / 3;

  private LayersProblem() {}

  static Problem problem() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.integer("layers", 1, MOST_LAYERS));
    for (int i = 1; i <= MOST_LAYERS; i++) {
      parameters.add(Parameter.logInteger("units_" + i, 16, 512).ofLayer("layers", i, MOST_LAYERS));
      parameters.add(
          Parameter.choice("activation_" + i, "relu", "tanh", "gelu")
              .ofLayer("layers", i, MOST_LAYERS));
      parameters.add(Parameter.real("dropout_" + i, 0, 0.6).ofLayer("layers", i, MOST_LAYERS));
    }
    parameters.add(Parameter.logReal("rate", 1e-5, 1));
    parameters.add(Parameter.choice("optimizer", "adam", "sgd"));
    parameters.add(Parameter.real("momentum", 0, 0.99).when("optimizer", "sgd"));
    parameters.add(Parameter.real("beta", 0.5, 0.999).when("optimizer", "adam"));
    return Problem.of(
        "layers", Group.CONDITIONAL, new Space(parameters), MINIMUM, LayersProblem::loss);
  }

  private static double unitsCost(int layer, int units) {
    return square(Math.log(units) / Math.log(2) - BEST_LOG_UNITS[layer]);
  }

  private static double loss(Point point) {
    int layers = point.integer("layers");
    double sum = 0;
    for (int i = 0; i < layers; i++) {
      int number = i + 1;
      sum += 0.03 * unitsCost(i, point.integer("units_" + number));
      sum += activationCost(i, point.text("activation_" + number));
      sum += square(point.number("dropout_" + number) - BEST_DROPOUT[i]);
    }
    return DEPTH_COST[layers - 1] + sum / layers + trainingCost(point);
  }

  private static double activationCost(int layer, String activation) {
    String best = layer == 0 ? "gelu" : "relu";
    return activation.equals(best) ? 0 : activation.equals("tanh") ? 0.1 : 0.04;
  }

  private static double trainingCost(Point point) {
    double rate = point.number("rate");
    if (point.text("optimizer").equals("sgd")) {
      double momentum = point.number("momentum");
      double effective = rate / (1 - momentum);
      return 0.08 * square(log10(effective / 0.3)) + 0.3 * square(momentum - 0.85);
    }
    return 0.015 + 0.08 * square(log10(rate / 0.002)) + 0.5 * square(point.number("beta") - 0.92);
  }
}
