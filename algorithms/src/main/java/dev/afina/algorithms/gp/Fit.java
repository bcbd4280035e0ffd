package dev.afina.algorithms.gp;

import dev.afina.math.BoundedLbfgs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The kernel, the noise and the warp that explain observations best: maximum a posteriori.
 *
 * <p>Starts are fixed, so that a fit depends on its observations alone.
 */
final class Fit {

  /** Twice the variance of standardised targets. */
  static final double MOST_NOISE = 2;

  private static final int ITERATIONS = 50;
  private static final int FURTHER_ITERATIONS = 8;
  private static final double TOLERANCE = 1e-2;

  private final Unknowns unknowns;
  private final double[] vector;
  private final double logPosterior;

  private Fit(Unknowns unknowns, double[] vector, double logPosterior) {
    this.unknowns = unknowns;
    this.vector = vector;
    this.logPosterior = logPosterior;
  }

  /** Over warped inputs. */
  Kernel kernel() {
    return unknowns.kernel(vector);
  }

  /** Variance of the observations around the function. */
  double noise() {
    return unknowns.noise(vector);
  }

  /** {@code null} if inputs are not warped. */
  @Nullable Warp warp() {
    return unknowns.warp(vector);
  }

  /** Without constants. */
  double logPosterior() {
    return logPosterior;
  }

  /** How observations are to be explained. */
  static final class Options {

    private final boolean[] hamming;
    private final int dimension;
    private final double mostNoise;
    private final boolean lone;
    private final boolean warped;
    private final boolean stepped;

    private Options(
        boolean[] hamming,
        int dimension,
        double mostNoise,
        boolean lone,
        boolean warped,
        boolean stepped) {
      this.hamming = hamming;
      this.dimension = dimension;
      this.mostNoise = mostNoise;
      this.lone = lone;
      this.warped = warped;
      this.stepped = stepped;
    }

    /**
     * With no bound of the noise but {@link Fit#MOST_NOISE}.
     *
     * @param hamming {@code [features]}, whether a coordinate is a category
     * @param dimension d of the priors
     * @param warped whether inputs are
     */
    static Options of(boolean[] hamming, int dimension, boolean warped) {
      return new Options(hamming, dimension, MOST_NOISE, true, warped, false);
    }

    /**
     * For labels on either side of a border: a function without parts alone.
     *
     * @param noise bound of the noise's variance
     */
    Options ofLabels(double noise) {
      return new Options(hamming, dimension, noise, false, false, false);
    }

    /** For a last coordinate that is how far trials were trained. */
    Options ofSteps() {
      return new Options(hamming, dimension, mostNoise, lone, warped, true);
    }

    boolean isSame(Options other) {
      return Arrays.equals(hamming, other.hamming)
          && dimension == other.dimension
          && mostNoise == other.mostNoise
          && lone == other.lone
          && warped == other.warped
          && stepped == other.stepped;
    }
  }

  /**
   * Fits from every start and keeps the best.
   *
   * @param points {@code [n][features]}
   * @param targets {@code [n]}, standardised
   */
  static Fit of(double[][] points, double[] targets, Options options) {
    Unknowns unknowns = new Unknowns(options.hamming, options.warped);
    double[][] starts = new Priors(unknowns, options.dimension).starts();
    return descend(unknowns, points, targets, options, starts, ITERATIONS);
  }

  /**
   * A few steps from this fit towards that of more observations, with the same options.
   *
   * @param points {@code [n][features]}
   * @param targets {@code [n]}, standardised
   */
  Fit refined(double[][] points, double[] targets, Options options) {
    double[][] starts = {vector};
    return descend(unknowns, points, targets, options, starts, FURTHER_ITERATIONS);
  }

  private static Fit descend(
      Unknowns unknowns,
      double[][] points,
      double[] targets,
      Options options,
      double[][] starts,
      int iterations) {
    Priors priors = new Priors(unknowns, options.dimension);
    LogPosterior posterior = new LogPosterior(unknowns, priors, points, targets);
    double[] lower = priors.lower(options.stepped);
    double[] upper = priors.upper(options.mostNoise);
    if (!options.lone) {
      upper[unknowns.loneScale()] = lower[unknowns.loneScale()];
    }
    double[] found = starts[0];
    double least = Double.POSITIVE_INFINITY;
    for (double[] start : starts) {
      BoundedLbfgs.Result result =
          BoundedLbfgs.minimize(posterior, start, lower, upper, iterations, TOLERANCE);
      if (result.value() < least) {
        least = result.value();
        found = result.point();
      }
    }
    return new Fit(unknowns, found, -least);
  }

  /** The process of observations that this fit is used for. */
  GaussianProcess process(double[][] points, double[] targets) {
    return new GaussianProcess(points, targets, kernel(), noise(), warp());
  }
}
