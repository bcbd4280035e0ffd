package dev.afina.algorithms.gp;

import dev.afina.math.Normal;

/**
 * What mean and variance at a point promise, by any {@link AcquisitionFunction} but {@link
 * AcquisitionFunction#LOG_NOISY_EI}.
 *
 * <p>The best is the greatest posterior mean among the observations, not the greatest observation,
 * which noise may have lifted (<a href="https://doi.org/10.1007/s00158-013-0919-4">Picheny et al.
 * 2013</a>); without noise both are the same. Trials whose end is not known are believed to end as
 * expected.
 */
final class AnalyticMerit implements Merit {

  /** Google Vizier's: <a href="https://arxiv.org/abs/2408.11527">Song et al. 2024</a>, β of UCB. */
  private static final double DEVIATIONS = 1.8;

  /** How far below the best a bound weighs almost nothing, in standard deviations of targets. */
  private static final double SOFTNESS = 0.1;

  /** scikit-optimize's ξ, of its probability of improvement too. */
  private static final double LEAST_IMPROVEMENT = 0.01;

  private final GaussianProcess objective;
  private final AcquisitionFunction function;
  private double best;

  /** Where {@link #score} leaves the derivatives. */
  private double byMean;

  private double byDeviation;

  /**
   * A merit.
   *
   * @param objective of targets, more is better; it is told of what {@link #expect} is told of
   * @param best what is to be improved on
   */
  AnalyticMerit(GaussianProcess objective, double best, AcquisitionFunction function) {
    this.objective = objective;
    this.best = best;
    this.function = function;
  }

  @Override
  public void takeAsExpected(double[] point) {
    objective.believe(point);
  }

  @Override
  public void expect(double[] point) {
    objective.believe(point);
    best = Math.max(best, objective.mean());
  }

  private double score(double mean, double variance, boolean withDerivatives) {
    double deviation = Math.sqrt(variance);
    boolean sure = function == AcquisitionFunction.PROBABILITY_OF_IMPROVEMENT;
    double z = (mean - best - (sure ? LEAST_IMPROVEMENT : 0)) / deviation;
    double bound = (mean + DEVIATIONS * deviation - best) / SOFTNESS;
    if (withDerivatives) {
      byMean =
          switch (function) {
            case UPPER_CONFIDENCE_BOUND -> slopeOfLogSoftplus(bound) / SOFTNESS;
            case PROBABILITY_OF_IMPROVEMENT -> Normal.densityOverCdf(z) / deviation;
            default -> Normal.cdfOverH(z) / deviation;
          };
      byDeviation =
          switch (function) {
            case UPPER_CONFIDENCE_BOUND -> DEVIATIONS * byMean;
            case PROBABILITY_OF_IMPROVEMENT -> -z * byMean;
            default -> 1 / deviation - z * byMean;
          };
    }
    return switch (function) {
      case UPPER_CONFIDENCE_BOUND -> logSoftplus(bound);
      case PROBABILITY_OF_IMPROVEMENT -> Normal.logCdf(z);
      default -> Math.log(deviation) + Normal.logH(z);
    };
  }

  /** {@code ln ln(1 + eˣ)}, which is x itself where eˣ is nothing beside 1. */
  private static double logSoftplus(double x) {
    return x < -30 ? x : Math.log(softplus(x));
  }

  private static double slopeOfLogSoftplus(double x) {
    return x < -30 ? 1 : 1 / ((1 + Math.exp(-x)) * softplus(x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Override
  public double at(double[] point) {
    objective.ask(point);
    return score(objective.mean(), objective.variance(), false);
  }

  @Override
  public double at(double[] point, double[] gradient) {
    objective.askWithGradient(point);
    double value = score(objective.mean(), objective.variance(), true);
    objective.addGradient(byMean, byDeviation / (2 * Math.sqrt(objective.variance())), gradient);
    return value;
  }

  @Override
  public double[] atAll(double[][] points) {
    double[] values = new double[points.length];
    double[] variances = new double[points.length];
    objective.askAll(points, values, variances);
    for (int i = 0; i < values.length; i++) {
      values[i] = score(values[i], variances[i], false);
    }
    return values;
  }
}
