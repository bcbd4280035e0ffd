package dev.afina.algorithms.cma;

/**
 * Weights and rates of a dimension and a population: table 1 of <a
 * href="https://arxiv.org/abs/1604.00772">Hansen 2016</a>, with the letters there.
 */
final class Constants {

  private static final double ALPHA_COV = 2;

  /** Leaves something of the old covariance where the population is large. */
  private static final double ALMOST_NONE = 1e-8;

  private final double[] weights;
  private final int mu;
  private final Rates rates;

  /** The numbers that depend on the weights. */
  private record Rates(
      double muEff, double cSigma, double dSigma, double cc, double c1, double cMu, double chi) {}

  private Constants(double[] weights, int mu, Rates rates) {
    this.weights = weights;
    this.mu = mu;
    this.rates = rates;
  }

  /** Equation 48: λ = 4 + ⌊3 ln d⌋. */
  static int defaultPopulation(int dimension) {
    return 4 + (int) Math.floor(3 * Math.log(dimension));
  }

  /** Equations 49 to 58. */
  static Constants of(int dimension, int population) {
    double n = dimension;
    int mu = population / 2;
    double[] weights = new double[population];
    double[] sum = new double[2];
    double[] squares = new double[2];
    double positive = 0;
    double negative = 0;
    for (int i = 0; i < population; i++) {
      weights[i] = Math.log((population + 1) / 2.0) - Math.log(i + 1);
      int part = i < mu ? 0 : 1;
      sum[part] += weights[i];
      squares[part] += weights[i] * weights[i];
      positive += Math.max(0, weights[i]);
      negative += Math.max(0, -weights[i]);
    }
    double muEff = sum[0] * sum[0] / squares[0];
    double muEffMinus = sum[1] * sum[1] / squares[1];
    double c1 = ALPHA_COV / ((n + 1.3) * (n + 1.3) + muEff);
    double cMu =
        Math.min(
            1 - c1 - ALMOST_NONE,
            ALPHA_COV * (muEff - 2 + 1 / muEff) / ((n + 2) * (n + 2) + ALPHA_COV * muEff / 2));
    double least =
        Math.min(
            Math.min(1 + c1 / cMu, 1 + 2 * muEffMinus / (muEff + 2)), (1 - c1 - cMu) / (n * cMu));
    for (int i = 0; i < population; i++) {
      weights[i] *= weights[i] >= 0 ? 1 / positive : least / negative;
    }
    double cSigma = (muEff + 2) / (n + muEff + 5);
    double dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
    double cc = (4 + muEff / n) / (n + 4 + 2 * muEff / n);
    double chi = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    return new Constants(weights, mu, new Rates(muEff, cSigma, dSigma, cc, c1, cMu, chi));
  }

  /**
   * Of the ranks, best first, {@code [λ]}: the first μ add up to 1, the last are negative; not to
   * be written to.
   */
  double[] weights() {
    return weights;
  }

  /** How many of them move the mean. */
  int mu() {
    return mu;
  }

  /** How many equally weighted ones would be worth as much. */
  double muEff() {
    return rates.muEff;
  }

  /** The rate of the path of the step size. */
  double cSigma() {
    return rates.cSigma;
  }

  /** The damping of the step size. */
  double dSigma() {
    return rates.dSigma;
  }

  /** The rate of the path of the covariance. */
  double cc() {
    return rates.cc;
  }

  /** The rate of the update by the path. */
  double c1() {
    return rates.c1;
  }

  /** The rate of the update by the population. */
  double cMu() {
    return rates.cMu;
  }

  /** The expected length of d independent normal numbers. */
  double chi() {
    return rates.chi;
  }
}
