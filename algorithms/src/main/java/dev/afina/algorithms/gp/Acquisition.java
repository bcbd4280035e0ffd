package dev.afina.algorithms.gp;

import dev.afina.math.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a point promises: the logarithm of its expected improvement, plus that of the probabilities
 * that it is feasible and that its trial succeeds.
 *
 * <p>ln EI after <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>. The improvement
 * is over the greatest posterior mean among the observations, not over the greatest observation,
 * which noise may have lifted (<a href="https://doi.org/10.1007/s00158-013-0919-4">Picheny et al.
 * 2013</a>); without noise both are the same. A probability is that of a latent function above 0: a
 * Gaussian process fitted to labels of either sign (<a
 * href="https://gaussianprocess.org/gpml/">Rasmussen and Williams 2006</a>, section 6.5).
 *
 * <p>Not thread-safe.
 */
final class Acquisition {

  private final @Nullable GaussianProcess objective;
  private double best;
  private final List<GaussianProcess> conditions = new ArrayList<>();
  private final List<Double> offsets = new ArrayList<>();
  private final List<Double> powers = new ArrayList<>();

  /**
   * An acquisition.
   *
   * @param objective of targets, more is better; {@code null} where only conditions count
   * @param best what is to be improved on
   */
  Acquisition(@Nullable GaussianProcess objective, double best) {
    this.objective = objective;
    this.best = best;
  }

  /**
   * Adds a condition: a process of labels is to be above 0.
   *
   * @param labels of the labels less the offset
   * @param power of the probability; above 1 is more cautious
   */
  void require(GaussianProcess labels, double offset, double power) {
    conditions.add(labels);
    offsets.add(offset);
    powers.add(power);
  }

  /**
   * Tells the objective of a trial that failed: as if it had been what was expected, so that its
   * neighbourhood no longer lures by being unknown.
   */
  void giveUp(double[] point) {
    if (objective != null) {
      objective.believe(point);
    }
  }

  /**
   * Tells all processes of a trial whose end is not known: that it ends as expected, and is what is
   * to be improved on if that is more than the best.
   */
  void expect(double[] point) {
    giveUp(point);
    if (objective != null) {
      best = Math.max(best, objective.mean());
    }
    for (GaussianProcess labels : conditions) {
      labels.believe(point);
    }
  }

  private static double logImprovement(double mean, double variance, double best) {
    double deviation = Math.sqrt(variance);
    return Math.log(deviation) + Normal.logH((mean - best) / deviation);
  }

  private static double logProbability(double mean, double variance, double offset) {
    return Normal.logCdf((mean + offset) / Math.sqrt(variance));
  }

  /** The value at a point. */
  double at(double[] point) {
    double value = 0;
    if (objective != null) {
      objective.ask(point);
      value = logImprovement(objective.mean(), objective.variance(), best);
    }
    for (int c = 0; c < conditions.size(); c++) {
      GaussianProcess labels = conditions.get(c);
      labels.ask(point);
      value +=
          powers.get(c)
              * logProbability(labels.mean(), labels.variance() + labels.noise(), offsets.get(c));
    }
    return value;
  }

  /** The values at many points, {@code [m][features]}. */
  double[] atAll(double[][] points) {
    double[] means = new double[points.length];
    double[] variances = new double[points.length];
    double[] values = new double[points.length];
    if (objective != null) {
      objective.askAll(points, means, variances);
      Arrays.setAll(values, i -> logImprovement(means[i], variances[i], best));
    }
    for (int c = 0; c < conditions.size(); c++) {
      GaussianProcess labels = conditions.get(c);
      labels.askAll(points, means, variances);
      double offset = offsets.get(c);
      for (int i = 0; i < values.length; i++) {
        values[i] +=
            powers.get(c) * logProbability(means[i], variances[i] + labels.noise(), offset);
      }
    }
    return values;
  }

  /**
   * The value at a point, and its derivatives.
   *
   * @param gradient receives {@code [features]}, 0 for categories
   */
  double at(double[] point, double[] gradient) {
    Arrays.fill(gradient, 0);
    double value = 0;
    if (objective != null) {
      objective.askWithGradient(point);
      double deviation = Math.sqrt(objective.variance());
      double z = (objective.mean() - best) / deviation;
      value = Math.log(deviation) + Normal.logH(z);
      double byMean = Normal.cdfOverH(z) / deviation;
      double byDeviation = 1 / deviation - z * byMean;
      add(objective, byMean, byDeviation / (2 * deviation), gradient);
    }
    for (int c = 0; c < conditions.size(); c++) {
      GaussianProcess labels = conditions.get(c);
      labels.askWithGradient(point);
      double variance = labels.variance() + labels.noise();
      double z = (labels.mean() + offsets.get(c)) / Math.sqrt(variance);
      value += powers.get(c) * Normal.logCdf(z);
      double byZ = powers.get(c) * Normal.densityOverCdf(z);
      add(labels, byZ / Math.sqrt(variance), -0.5 * byZ * z / variance, gradient);
    }
    return value;
  }

  private static void add(
      GaussianProcess process, double byMean, double byVariance, double[] gradient) {
    double[] mean = process.meanGradient();
    double[] variance = process.varianceGradient();
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] += byMean * mean[j] + byVariance * variance[j];
    }
  }
}
