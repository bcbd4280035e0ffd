package dev.afina.algorithms.gp;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Prior;
import org.jspecify.annotations.Nullable;

/**
 * What the study's user believes about parameters, as something to be added to the logarithm of an
 * acquisition: the prior's density to the power of {@value #STRENGTH}/n after n trials, so that
 * results outweigh it by and by (equation 6 of <a href="https://arxiv.org/abs/2204.11051">Hvarfner
 * et al. 2022</a>, πBO; β = 10 as there).
 */
final class Beliefs {

  private static final double STRENGTH = 10;

  /** For what is believed to be impossible, so that sums stay finite. */
  private static final double LEAST = -50;

  /** Half the width of a difference quotient, as a share of the parameter's range. */
  private static final double STEP = 1e-4;

  private final Encoding encoding;
  private final @Nullable Prior[] priors;
  private final double weight;
  private final boolean isEmpty;

  /**
   * Those of a trial's study.
   *
   * @param ended how many trials have ended
   */
  Beliefs(Encoding encoding, SamplingContext context, int ended) {
    this.encoding = encoding;
    priors = new Prior[encoding.parameters()];
    boolean none = true;
    for (int j = 0; j < priors.length; j++) {
      priors[j] =
          context.prior(encoding.space().name(j), encoding.space().distribution(j)).orElse(null);
      none &= priors[j] == null;
    }
    isEmpty = none;
    weight = STRENGTH / Math.max(1, ended);
  }

  /** Whether nothing was said. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** The point that uniform numbers stand for, if values are as likely as is believed. */
  double[] ofUniform(double[] uniform) {
    double[] point = Candidates.ofUniform(encoding, uniform);
    for (int j = 0; j < point.length; j++) {
      Prior prior = priors[j];
      if (prior != null) {
        double value = prior.quantile(encoding.space().distribution(j), uniform[j]);
        point[j] = encoding.axis(j).coordinate(value);
      }
    }
    return point;
  }

  /** What features add to the logarithm of an acquisition. */
  double at(double[] features) {
    double sum = 0;
    for (int j = 0; j < priors.length; j++) {
      sum += weight * logDensity(j, features[j]);
    }
    return sum;
  }

  /** The same, and its derivatives are added to a gradient. */
  double at(double[] features, double[] gradient) {
    for (int j = 0; j < priors.length; j++) {
      if (priors[j] != null && !encoding.axis(j).isCategorical()) {
        double high = Math.min(1, features[j] + STEP);
        double low = Math.max(0, features[j] - STEP);
        double rise = logDensity(j, high) - logDensity(j, low);
        gradient[j] += weight * rise / (high - low);
      }
    }
    return at(features);
  }

  private double logDensity(int parameter, double coordinate) {
    Prior prior = priors[parameter];
    if (prior == null || coordinate < 0) {
      return 0;
    }
    double internal = encoding.axis(parameter).internal(coordinate);
    double density = prior.logDensity(encoding.space().distribution(parameter), internal);
    return Math.max(LEAST, density);
  }
}
