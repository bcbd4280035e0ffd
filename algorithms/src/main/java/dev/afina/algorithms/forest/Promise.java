package dev.afina.algorithms.forest;

import dev.afina.math.Normal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What points promise: the logarithm of the expected improvement, plus those of the probabilities
 * that conditions are met.
 *
 * <p>ln EI after <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, of a normal
 * distribution with the forest's mean and variance, as in <a
 * href="https://doi.org/10.1007/978-3-642-25566-3_40">Hutter et al. 2011</a>.
 */
final class Promise {

  /** What the variance is increased by, of targets whose own is 1: nothing is known for sure. */
  private static final double LEAST_VARIANCE = 1e-6;

  private final @Nullable Forest objective;
  private final double best;
  private final List<Forest> conditions = new ArrayList<>();
  private final List<Double> powers = new ArrayList<>();

  private Promise(@Nullable Forest objective, double best) {
    this.objective = objective;
    this.best = best;
  }

  /**
   * Of an objective.
   *
   * @param objective of targets, less is better
   * @param best what is to be improved on
   */
  static Promise of(Forest objective, double best) {
    return new Promise(objective, best);
  }

  /** Of nothing but the conditions that are added. */
  static Promise ofConditions() {
    return new Promise(null, 0);
  }

  /**
   * Adds a condition.
   *
   * @param labels predicts the probability that it is met
   * @param power of that probability; above 1 is more cautious
   */
  void require(Forest labels, double power) {
    conditions.add(labels);
    powers.add(power);
  }

  /** The values at points that are pruned, {@code [m][parameters]}. */
  double[] at(double[][] points) {
    double[] means = new double[points.length];
    double[] variances = new double[points.length];
    double[] values = new double[points.length];
    if (objective != null) {
      objective.predict(points, means, variances);
      for (int i = 0; i < values.length; i++) {
        double deviation = Math.sqrt(variances[i] + LEAST_VARIANCE);
        values[i] = Math.log(deviation) + Normal.logH((best - means[i]) / deviation);
      }
    }
    for (int c = 0; c < conditions.size(); c++) {
      conditions.get(c).predict(points, means, variances);
      for (int i = 0; i < values.length; i++) {
        values[i] += powers.get(c) * Math.log(Math.max(Double.MIN_NORMAL, means[i]));
      }
    }
    return values;
  }
}
