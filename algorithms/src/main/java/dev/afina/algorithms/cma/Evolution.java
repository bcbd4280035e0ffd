package dev.afina.algorithms.cma;

import dev.afina.math.SymmetricEigen;
import org.jspecify.annotations.Nullable;

/**
 * The distribution N(m, σ²C) and how a ranked population changes it: equations 41 to 47 of <a
 * href="https://arxiv.org/abs/1604.00772">Hansen 2016</a>, with negative weights. Immutable.
 */
final class Evolution {

  private static final double LARGEST_SIGMA = 1e32;

  /** Keeps the length of a step of negative weight from 0. */
  private static final double EPSILON = 1e-8;

  private final Constants constants;
  private final double[] mean;
  private final double sigma;
  private final double[][] covariance;
  private final double[] scale;
  private final double[] pathSigma;
  private final double[] pathC;
  private final int generation;
  private final @Nullable LearningRates rates;
  private @Nullable SymmetricEigen eigen;

  private Evolution(
      Constants constants,
      double[] mean,
      double sigma,
      double[][] covariance,
      double[] scale,
      double[] pathSigma,
      double[] pathC,
      int generation,
      @Nullable LearningRates rates) {
    this.constants = constants;
    this.mean = mean;
    this.sigma = sigma;
    this.covariance = covariance;
    this.scale = scale;
    this.pathSigma = pathSigma;
    this.pathC = pathC;
    this.generation = generation;
    this.rates = rates;
  }

  /**
   * Before the first generation.
   *
   * @param adaptive whether learning rates are adapted
   */
  static Evolution start(Start start, int population, boolean adaptive) {
    int n = start.mean().length;
    double[] scale = new double[n];
    java.util.Arrays.fill(scale, 1);
    return new Evolution(
        Constants.of(n, population),
        start.mean(),
        start.sigma(),
        start.covariance(),
        scale,
        new double[n],
        new double[n],
        0,
        adaptive ? LearningRates.of(n) : null);
  }

  int dimension() {
    return mean.length;
  }

  int population() {
    return constants.weights().length;
  }

  double mean(int j) {
    return mean[j];
  }

  double sigma() {
    return sigma;
  }

  double covariance(int i, int j) {
    return covariance[i][j];
  }

  /** {@code σ·√C_jj}. */
  double deviation(int j) {
    return sigma * Math.sqrt(covariance[j][j]);
  }

  /** The factor that the margin gives a discrete parameter's deviations. */
  double scale(int j) {
    return scale[j];
  }

  double pathC(int j) {
    return pathC[j];
  }

  int generation() {
    return generation;
  }

  /** Of C. */
  SymmetricEigen eigen() {
    if (eigen == null) {
      eigen = SymmetricEigen.of(covariance);
    }
    return eigen;
  }

  /**
   * After one more generation.
   *
   * @param steps {@code (x − m)/σ}, {@code [λ][d]}, best first
   */
  Evolution after(double[][] steps) {
    int n = mean.length;
    double[] step = new double[n];
    for (int i = 0; i < constants.mu(); i++) {
      for (int j = 0; j < n; j++) {
        step[j] += constants.weights()[i] * steps[i][j];
      }
    }
    double[] white = eigen().whiten(step);
    double cSigma = constants.cSigma();
    double rate = Math.sqrt(cSigma * (2 - cSigma) * constants.muEff());
    double[] newMean = new double[n];
    double[] newPathSigma = new double[n];
    double length = 0;
    for (int j = 0; j < n; j++) {
      newMean[j] = mean[j] + sigma * step[j];
      newPathSigma[j] = (1 - cSigma) * pathSigma[j] + rate * white[j];
      length += newPathSigma[j] * newPathSigma[j];
    }
    double relative = Math.sqrt(length) / constants.chi();
    double newSigma = sigma * Math.exp(cSigma / constants.dSigma() * (relative - 1));
    newSigma = Math.min(LARGEST_SIGMA, newSigma);

    double begun = Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * (generation + 2)));
    boolean stalled = relative / begun >= 1.4 + 2 / (n + 1.0);
    double cc = constants.cc();
    double pathRate = stalled ? 0 : Math.sqrt(cc * (2 - cc) * constants.muEff());
    double[] newPathC = new double[n];
    for (int j = 0; j < n; j++) {
      newPathC[j] = (1 - cc) * pathC[j] + pathRate * step[j];
    }
    double[][] newCovariance = newCovariance(steps, newPathC, stalled ? cc * (2 - cc) : 0);
    Evolution next =
        new Evolution(
            constants,
            newMean,
            newSigma,
            newCovariance,
            scale.clone(),
            newPathSigma,
            newPathC,
            generation + 1,
            rates);
    return rates == null ? next : slowed(next, rates);
  }

  private double[][] newCovariance(double[][] steps, double[] path, double stalled) {
    int n = mean.length;
    double[] weights = constants.weights();
    double kept = 1 + constants.c1() * stalled - constants.c1();
    double[] scaled = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      kept -= constants.cMu() * weights[i];
      scaled[i] = constants.cMu() * weights[i];
      if (weights[i] < 0) {
        double squared = 0;
        for (double w : eigen().whiten(steps[i])) {
          squared += w * w;
        }
        scaled[i] *= n / (squared + EPSILON);
      }
    }
    double[][] next = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = kept * covariance[a][b] + constants.c1() * path[a] * path[b];
        for (int i = 0; i < weights.length; i++) {
          sum += scaled[i] * steps[i][a] * steps[i][b];
        }
        next[a][b] = sum;
        next[b][a] = sum;
      }
    }
    return next;
  }

  /** Takes as much of an update as the learning rates allow. */
  private Evolution slowed(Evolution full, LearningRates before) {
    int n = mean.length;
    double[] moved = new double[n];
    double[][] changed = new double[n][n];
    for (int i = 0; i < n; i++) {
      moved[i] = full.mean[i] - mean[i];
      for (int j = 0; j < n; j++) {
        changed[i][j] =
            full.sigma * full.sigma * full.covariance[i][j] - sigma * sigma * covariance[i][j];
      }
    }
    LearningRates now = before.after(moved, changed, eigen(), sigma);
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      moved[i] = mean[i] + now.mean() * moved[i];
      for (int j = 0; j < n; j++) {
        product[i][j] = sigma * sigma * covariance[i][j] + now.covariance() * changed[i][j];
      }
    }
    double newSigma = Math.exp(SymmetricEigen.of(product).logDeterminant() / (2 * n));
    for (double[] row : product) {
      for (int j = 0; j < n; j++) {
        row[j] /= newSigma * newSigma;
      }
    }
    return new Evolution(
        constants,
        moved,
        Math.min(LARGEST_SIGMA, newSigma * before.mean() / now.mean()),
        product,
        full.scale,
        full.pathSigma,
        full.pathC,
        full.generation,
        now);
  }

  /** With the {@link Margin} kept. */
  Evolution withMargin(Coordinate[] coordinates) {
    int n = mean.length;
    double[] deviations = new double[n];
    for (int j = 0; j < n; j++) {
      deviations[j] = deviation(j);
    }
    double[] moved = mean.clone();
    double[] scaled = scale.clone();
    Margin.correct(coordinates, moved, scaled, deviations, Margin.alpha(n, population()));
    Evolution corrected =
        new Evolution(
            constants, moved, sigma, covariance, scaled, pathSigma, pathC, generation, rates);
    corrected.eigen = eigen;
    return corrected;
  }
}
