package dev.afina.algorithms.gp;

import java.util.Arrays;

/**
 * What is believed of {@link Unknowns} before anything was observed.
 *
 * <p>A length-scale is {@code LogNormal(√2 + ½ + ln(d)/2, √3)} in d dimensions, so that distances
 * stay comparable as d grows; it is that of <a href="https://arxiv.org/abs/2402.02229">Hvarfner et
 * al. 2024</a> but for the half. A reach alone is {@code LogNormal(√2, √3)}. Unlike there, the
 * noise's variance is {@code LogNormal(−5, √2)} and not {@code (−4, 1)}, and the function's
 * variance is fitted too: {@code LogNormal(0, 1)} together, {@code (−1, 1)} alone. Exponents of a
 * warp are {@code LogNormal(0, 0.75)} (<a href="https://arxiv.org/abs/2012.03826">Cowen-Rivers et
 * al. 2022</a>).
 *
 * <p>Less noise than at the mode of its density is as likely as that: else a search of a function
 * without noise comes no nearer to its minimum than the noise that is believed in.
 *
 * <p>A density of length-scales ℓ is multiplied by {@code exp(−0.02/ℓ²)} as well: of few noisy
 * observations, short length-scales and no noise are otherwise the likeliest explanation, and a
 * search goes on around whatever chance made look good. On 33 problems, with and without noise, it
 * and the wider prior of the noise lowered the mean regret after 25 and 50 trials by a tenth, and
 * left it as it was after 100.
 */
final class Priors {

  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double LENGTH_LOG_MEAN = ROOT_TWO + 0.5;
  private static final double REACH_LOG_MEAN = ROOT_TWO;
  private static final double LENGTH_VARIANCE = 3;
  private static final double NOISE_LOG_MEAN = -5;
  private static final double NOISE_VARIANCE = 2;
  private static final double SHORTNESS = 0.02;
  private static final double LONE_LOG_MEAN = -1;
  private static final double EXPONENT_VARIANCE = 0.75 * 0.75;
  private static final double LEAST_NOISE = 1e-8;

  /** A shorter length-scale, in one coordinate even, explains noise: no two points are near. */
  private static final double LEAST_LENGTH = 0.05;

  /**
   * The same of the coordinate that is how far trials were trained, from 0 to 1: a training's end
   * is like its beginning. If it may be shorter, what was seen early can mean nothing for the end,
   * and one trial after the other is begun where others were set aside.
   */
  private static final double LEAST_LENGTH_OF_STEPS = 4;

  /** The bounds of an exponent's logarithm, some 2.7 standard deviations. */
  private static final double MOST_BENT = 2;

  private final Unknowns unknowns;
  private final double dimension;
  private final double lengthLogMean;

  /**
   * Priors.
   *
   * @param dimension d
   */
  Priors(Unknowns unknowns, int dimension) {
    this.unknowns = unknowns;
    this.dimension = dimension;
    lengthLogMean = LENGTH_LOG_MEAN + 0.5 * Math.log(dimension);
  }

  /**
   * Lower bounds.
   *
   * @param stepped whether the last coordinate is how far trials were trained
   */
  double[] lower(boolean stepped) {
    double[] lower = filled(Math.log(LEAST_LENGTH), -MOST_BENT);
    if (stepped) {
      lower[unknowns.features() - 1] = Math.log(LEAST_LENGTH_OF_STEPS);
    }
    lower[unknowns.noise()] = Math.log(LEAST_NOISE);
    lower[unknowns.scale()] = Math.log(1e-2);
    lower[unknowns.loneScale()] = Math.log(1e-3);
    return lower;
  }

  /**
   * Upper bounds.
   *
   * @param mostNoise that of the noise's variance
   */
  double[] upper(double mostNoise) {
    double[] upper = filled(Math.log(1e3) + 0.5 * Math.log(dimension), MOST_BENT);
    upper[unknowns.noise()] = Math.log(mostNoise);
    upper[unknowns.scale()] = Math.log(1e2);
    upper[unknowns.loneScale()] = Math.log(1e2);
    return upper;
  }

  private double[] filled(double lengths, double exponents) {
    double[] vector = new double[unknowns.count()];
    Arrays.fill(vector, lengths);
    for (int j = 0; j < unknowns.features() && unknowns.warped(); j++) {
      vector[unknowns.exponents(j)] = exponents;
      vector[unknowns.exponents(j) + 1] = exponents;
    }
    return vector;
  }

  /** One start of noise and short length-scales, and one of little noise and longer ones. */
  double[][] starts() {
    double[] rough = filled(lengthLogMean - LENGTH_VARIANCE, 0);
    rough[unknowns.noise()] = Math.log(0.05);
    rough[unknowns.scale()] = 0;
    rough[unknowns.loneScale()] = LONE_LOG_MEAN;
    double[] smooth = rough.clone();
    smooth[unknowns.noise()] = Math.log(1e-5);
    for (int j = 0; j < unknowns.features(); j++) {
      rough[unknowns.reach(j)] = REACH_LOG_MEAN - 2;
      smooth[unknowns.reach(j)] = REACH_LOG_MEAN - 2;
      smooth[j] = lengthLogMean - 0.5 * LENGTH_VARIANCE;
    }
    return new double[][] {rough, smooth};
  }

  /** Minus the log densities, without constants; adds their derivatives. */
  double evaluate(double[] vector, double[] gradient) {
    double sum = noise(vector, gradient, unknowns.noise());
    sum += logNormal(vector, gradient, unknowns.scale(), 0, 1);
    sum += logNormal(vector, gradient, unknowns.loneScale(), LONE_LOG_MEAN, 1);
    for (int j = 0; j < unknowns.features(); j++) {
      sum += logNormal(vector, gradient, j, lengthLogMean, LENGTH_VARIANCE);
      sum += shortness(vector, gradient, j);
      sum += logNormal(vector, gradient, unknowns.reach(j), REACH_LOG_MEAN, LENGTH_VARIANCE);
      if (unknowns.warped()) {
        sum += normal(vector, gradient, unknowns.exponents(j));
        sum += normal(vector, gradient, unknowns.exponents(j) + 1);
      }
    }
    return sum;
  }

  private static double noise(double[] vector, double[] gradient, int at) {
    double mode = NOISE_LOG_MEAN - NOISE_VARIANCE;
    return vector[at] < mode
        ? NOISE_LOG_MEAN - 0.5 * NOISE_VARIANCE
        : logNormal(vector, gradient, at, NOISE_LOG_MEAN, NOISE_VARIANCE);
  }

  private static double logNormal(
      double[] vector, double[] gradient, int at, double mean, double variance) {
    double d = vector[at] - mean;
    gradient[at] += 1 + d / variance;
    return vector[at] + 0.5 * d * d / variance;
  }

  private static double shortness(double[] vector, double[] gradient, int at) {
    double penalty = SHORTNESS * Math.exp(-2 * vector[at]);
    gradient[at] -= 2 * penalty;
    return penalty;
  }

  /** Of an exponent's logarithm, so that not to warp is what is most likely. */
  private static double normal(double[] vector, double[] gradient, int at) {
    gradient[at] += vector[at] / EXPONENT_VARIANCE;
    return 0.5 * vector[at] * vector[at] / EXPONENT_VARIANCE;
  }
}
