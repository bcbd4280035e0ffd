package dev.afina.algorithms.gp;

import java.util.Arrays;

/**
 * Losses as a Gaussian process likes them: turned so that more is better, of mean 0 and variance 1,
 * warped (see {@link HalfRank}) or plain.
 *
 * <p>Losses that are not finite count as the worst or best finite one.
 */
final class Targets {

  private Targets() {}

  /**
   * Warped targets.
   *
   * @param losses {@code [n]}, not NaN
   * @return {@code [n]}, all 0 if the losses are all equal
   */
  static double[] warped(double[] losses) {
    return turned(HalfRank.warp(clip(losses)));
  }

  /**
   * Targets that keep the losses' distances.
   *
   * @param losses {@code [n]}, not NaN
   * @return {@code [n]}, all 0 if the losses are all equal
   */
  static double[] plain(double[] losses) {
    return turned(clip(losses));
  }

  private static double[] turned(double[] losses) {
    double[] targets = standardised(losses);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = -targets[i];
    }
    return targets;
  }

  /** Replaces infinities by the extremes, and scales down what could overflow. */
  private static double[] clip(double[] losses) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double loss : losses) {
      if (Double.isFinite(loss)) {
        low = Math.min(low, loss);
        high = Math.max(high, loss);
      }
    }
    if (low > high) {
      low = -1;
      high = 1;
    }
    double largest = Math.max(Math.abs(low), Math.abs(high));
    double scale = largest > 1e100 || (largest > 0 && largest < 1e-100) ? largest : 1;
    double[] clipped = new double[losses.length];
    for (int i = 0; i < clipped.length; i++) {
      clipped[i] = Math.min(high, Math.max(low, losses[i])) / scale;
    }
    return clipped;
  }

  /** Less the mean, by the standard deviation; all 0 where that is lost in rounding. */
  static double[] standardised(double[] values) {
    double[] result = values.clone();
    double mean = Arrays.stream(values).average().orElse(0);
    double deviation = deviation(values);
    for (int i = 0; i < result.length; i++) {
      result[i] = deviation < Double.POSITIVE_INFINITY ? (values[i] - mean) / deviation : 0;
    }
    return result;
  }

  /** The standard deviation; infinite where it is lost in rounding. */
  static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    double largest = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
      largest = Math.max(largest, Math.abs(value));
    }
    double deviation = Math.sqrt(squares / Math.max(1, values.length));
    return deviation > 1e-12 * largest ? deviation : Double.POSITIVE_INFINITY;
  }
}
