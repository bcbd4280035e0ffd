package dev.afina.algorithms.cma;

import dev.afina.math.SymmetricEigen;

/**
 * Learning rates of mean and covariance that follow the signal-to-noise ratio of their updates:
 * small on noisy and multimodal objectives, which a default population then solves.
 *
 * <p><a href="https://arxiv.org/abs/2304.03473">Nomura, Akimoto and Ono 2023</a>, with the
 * constants there.
 */
final class LearningRates {

  private static final double ALPHA = 1.4;
  private static final double GAMMA = 0.1;
  private static final double BETA_MEAN = 0.1;
  private static final double BETA_COVARIANCE = 0.03;

  private final Rate mean;
  private final Rate covariance;

  private LearningRates(Rate mean, Rate covariance) {
    this.mean = mean;
    this.covariance = covariance;
  }

  /** Rates of 1, before any update. */
  static LearningRates of(int dimension) {
    return new LearningRates(
        new Rate(BETA_MEAN, new double[dimension], 0, 1),
        new Rate(BETA_COVARIANCE, new double[dimension * dimension], 0, 1));
  }

  /** One rate, with moving averages of the update and of its squared length. */
  private static final class Rate {

    private final double beta;
    private final double[] average;
    private final double square;
    private final double eta;

    Rate(double beta, double[] average, double square, double eta) {
      this.beta = beta;
      this.average = average;
      this.square = square;
      this.eta = eta;
    }

    Rate after(double[] update) {
      double[] next = new double[average.length];
      double length = 0;
      double ofAverage = 0;
      for (int i = 0; i < next.length; i++) {
        next[i] = (1 - beta) * average[i] + beta * update[i];
        length += update[i] * update[i];
        ofAverage += next[i] * next[i];
      }
      double nextSquare = (1 - beta) * square + beta * length;
      double noise = nextSquare - ofAverage;
      if (!(noise > 0)) {
        return new Rate(beta, next, nextSquare, eta);
      }
      double ratio = (ofAverage - beta / (2 - beta) * nextSquare) / noise;
      double relative = Math.min(1, Math.max(-1, ratio / ALPHA / eta - 1));
      double nextEta = eta * Math.exp(Math.min(GAMMA * eta, beta) * relative);
      return new Rate(beta, next, nextSquare, Math.min(1, nextEta));
    }
  }

  double mean() {
    return mean.eta;
  }

  double covariance() {
    return covariance.eta;
  }

  /**
   * The rates after an update.
   *
   * @param moved the change of the mean, {@code [d]}
   * @param changed the change of σ²C, {@code [d][d]}
   * @param eigen of C before it
   * @param sigma before it
   */
  LearningRates after(double[] moved, double[][] changed, SymmetricEigen eigen, double sigma) {
    int n = moved.length;
    double[] local = eigen.whiten(moved);
    for (int i = 0; i < n; i++) {
      local[i] /= sigma;
    }
    double[][] half = new double[n][];
    for (int i = 0; i < n; i++) {
      half[i] = eigen.whiten(changed[i]); // both are symmetric
    }
    double[] flat = new double[n * n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        column[i] = half[i][j];
      }
      double[] whole = eigen.whiten(column);
      for (int i = 0; i < n; i++) {
        flat[i * n + j] = whole[i] / (sigma * sigma) / Math.sqrt(2);
      }
    }
    return new LearningRates(mean.after(local), covariance.after(flat));
  }
}
