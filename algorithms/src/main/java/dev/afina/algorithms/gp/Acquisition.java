package dev.afina.algorithms.gp;

import dev.afina.math.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a point promises: the {@link Merit} of the objective there, plus the logarithms of the
 * probabilities that it is feasible and that its trial succeeds, less that of its cost.
 *
 * <p>A probability is that of a latent function above 0: a Gaussian process fitted to labels of
 * either sign (<a href="https://gaussianprocess.org/gpml/">Rasmussen and Williams 2006</a>, section
 * 6.5). A cost is that of <a href="https://arxiv.org/abs/1206.2944">Snoek et al. 2012</a>, section
 * 3.2. What the user believes is added as well.
 *
 * <p>Not thread-safe.
 */
final class Acquisition {

  private final @Nullable Merit merit;
  private final List<GaussianProcess> conditions = new ArrayList<>();
  private final List<Double> offsets = new ArrayList<>();
  private final List<Double> powers = new ArrayList<>();
  private @Nullable GaussianProcess cost;
  private double costWeight;
  private @Nullable Beliefs beliefs;

  /**
   * An acquisition.
   *
   * @param merit of the objective; {@code null} where only conditions count
   */
  Acquisition(@Nullable Merit merit) {
    this.merit = merit;
  }

  /** That of {@link AcquisitionFunction#LOG_EI}. */
  Acquisition(GaussianProcess objective, double best) {
    this(new AnalyticMerit(objective, best, AcquisitionFunction.LOG_EI));
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
   * Subtracts what a trial costs.
   *
   * @param logarithms of the cost, of any mean
   * @param weight of a unit of them
   */
  void charge(GaussianProcess logarithms, double weight) {
    cost = logarithms;
    costWeight = weight;
  }

  /** Adds what the study's user believes. */
  void believe(Beliefs beliefs) {
    this.beliefs = beliefs.isEmpty() ? null : beliefs;
  }

  /**
   * Tells the objective of a trial that failed or went only a part of the way: as if it had been
   * what was expected, so that its neighbourhood no longer lures by being unknown.
   */
  void takeAsExpected(double[] point) {
    if (merit != null) {
      merit.takeAsExpected(point);
    }
  }

  /**
   * Tells the objective and all conditions of a trial whose end is not known: that it ends as
   * expected, and, if it is expected to meet the conditions, is what is to be improved on where
   * that is more than the best.
   */
  void expect(double[] point) {
    if (merit != null && meetsConditions(point)) {
      merit.expect(point);
    } else if (merit != null) {
      merit.takeAsExpected(point);
    }
    for (GaussianProcess labels : conditions) {
      labels.believe(point);
    }
  }

  private boolean meetsConditions(double[] point) {
    for (int c = 0; c < conditions.size(); c++) {
      conditions.get(c).ask(point);
      if (conditions.get(c).mean() + offsets.get(c) <= 0) {
        return false;
      }
    }
    return true;
  }

  private static double logProbability(double mean, double variance, double offset) {
    return Normal.logCdf((mean + offset) / Math.sqrt(variance));
  }

  /** The value at a point. */
  double at(double[] point) {
    double value = merit == null ? 0 : merit.at(point);
    for (int c = 0; c < conditions.size(); c++) {
      GaussianProcess labels = conditions.get(c);
      labels.ask(point);
      value +=
          powers.get(c)
              * logProbability(labels.mean(), labels.variance() + labels.noise(), offsets.get(c));
    }
    if (cost != null) {
      cost.ask(point);
      value -= costWeight * cost.mean();
    }
    return beliefs == null ? value : value + beliefs.at(point);
  }

  /** The values at many points, {@code [m][features]}. */
  double[] atAll(double[][] points) {
    return withConditions(points, merit == null ? new double[points.length] : merit.atAll(points));
  }

  /** The values at many points, nearly, for less; see {@link Merit#guessAll}. */
  double[] guessAll(double[][] points) {
    return withConditions(
        points, merit == null ? new double[points.length] : merit.guessAll(points));
  }

  private double[] withConditions(double[][] points, double[] values) {
    double[] means = new double[points.length];
    double[] variances = new double[points.length];
    for (int c = 0; c < conditions.size(); c++) {
      GaussianProcess labels = conditions.get(c);
      labels.askAll(points, means, variances);
      double offset = offsets.get(c);
      for (int i = 0; i < values.length; i++) {
        values[i] +=
            powers.get(c) * logProbability(means[i], variances[i] + labels.noise(), offset);
      }
    }
    if (cost != null) {
      cost.askAll(points, means, variances);
      Loops.add(values, -costWeight, means);
    }
    for (int i = 0; i < values.length && beliefs != null; i++) {
      values[i] += beliefs.at(points[i]);
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
    double value = merit == null ? 0 : merit.at(point, gradient);
    for (int c = 0; c < conditions.size(); c++) {
      GaussianProcess labels = conditions.get(c);
      labels.askWithGradient(point);
      double variance = labels.variance() + labels.noise();
      double z = (labels.mean() + offsets.get(c)) / Math.sqrt(variance);
      value += powers.get(c) * Normal.logCdf(z);
      double byZ = powers.get(c) * Normal.densityOverCdf(z);
      labels.addGradient(byZ / Math.sqrt(variance), -0.5 * byZ * z / variance, gradient);
    }
    if (cost != null) {
      cost.askWithGradient(point);
      value -= costWeight * cost.mean();
      cost.addGradient(-costWeight, 0, gradient);
    }
    return beliefs == null ? value : value + beliefs.at(point, gradient);
  }
}
