package dev.afina.algorithms.pruner;

import dev.afina.core.trial.TrialHistory;
import dev.afina.math.Normal;

/** A learning curve as a + b·t^−c: least squares for every c of a grid, weighed by likelihood. */
final class PowerLaw {

  private static final int EXPONENTS = 20;
  private static final double STEP = 0.1;

  private final int first;
  private final double[] times;
  private final double[] values;
  private final int size;

  private PowerLaw(int first, double[] times, double[] values, int size) {
    this.first = first;
    this.times = times;
    this.values = values;
    this.size = size;
  }

  /** Number of reports that are finite. */
  int size() {
    return size;
  }

  /** Of the reports of a trial that are finite; its first step is t = 1. */
  static PowerLaw of(TrialHistory history, int row) {
    int reports = history.reports(row);
    double[] times = new double[reports];
    double[] values = new double[reports];
    int first = history.step(row, 0);
    int size = 0;
    for (int i = 0; i < reports; i++) {
      if (Double.isFinite(history.reported(row, i))) {
        times[size] = history.step(row, i) - first + 1;
        values[size++] = history.reported(row, i);
      }
    }
    return new PowerLaw(first, times, values, size);
  }

  /** How likely the curve is below a limit at a step. */
  double chanceOfBelow(double limit, int step) {
    double[] logWeights = new double[EXPONENTS];
    double[] chances = new double[EXPONENTS];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < EXPONENTS; k++) {
      fit((k + 1) * STEP, step - first + 1.0, limit, k, logWeights, chances);
      most = Math.max(most, logWeights[k]);
    }
    double sum = 0;
    double weights = 0;
    for (int k = 0; k < EXPONENTS; k++) {
      double weight = Math.exp(logWeights[k] - most);
      weights += weight;
      sum += weight * chances[k];
    }
    return sum / weights;
  }

  private void fit(
      double exponent, double end, double limit, int k, double[] logWeights, double[] chances) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < size; i++) {
      meanX += Math.pow(times[i], -exponent) / size;
      meanY += values[i] / size;
    }
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int i = 0; i < size; i++) {
      double x = Math.pow(times[i], -exponent) - meanX;
      double y = values[i] - meanY;
      sxx += x * x;
      sxy += x * y;
      syy += y * y;
    }
    double slope = Math.max(0, sxy / sxx); // a loss does not rise in the long run
    double rest = syy - 2 * slope * sxy + slope * slope * sxx;
    double floor = 1e-12 * (syy + meanY * meanY) + Double.MIN_NORMAL;
    rest = Math.max(rest, floor);
    double x = Math.pow(end, -exponent) - meanX;
    double variance = rest / (size - 3) * (1 + 1.0 / size + x * x / sxx);
    logWeights[k] = -0.5 * (size - 2) * Math.log(rest);
    chances[k] = Normal.cdf((limit - (meanY + slope * x)) / Math.sqrt(variance));
  }
}
