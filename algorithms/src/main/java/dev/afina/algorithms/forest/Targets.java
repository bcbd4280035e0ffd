package dev.afina.algorithms.forest;

import dev.afina.math.Normal;
import java.util.Arrays;

/**
 * Losses as forests like them: of mean 0 and variance 1, after Google Vizier's warping (<a
 * href="https://arxiv.org/abs/2408.11527">Song et al. 2024</a>, appendix on output warping).
 *
 * <p>What is worse than the median becomes a rank, what is better keeps its distances and has them
 * stretched towards the best; so splits are not spent on telling bad from worse. Losses that are
 * not finite count as the worst or best finite one.
 */
final class Targets {

  /** The base of the logarithm that stretches; 1.5 in Vizier. */
  private static final double BASE = 1.5;

  private Targets() {}

  /**
   * The targets of losses, less is better.
   *
   * @param losses {@code [n]}, not NaN
   * @return {@code [n]}, all 0 if the losses are all equal
   */
  static double[] of(double[] losses) {
    return losses.length == 0
        ? new double[0]
        : standardised(stretched(ranked(standardised(clipped(losses)))));
  }

  /** Replaces infinities by the extremes, and scales down what could overflow. */
  private static double[] clipped(double[] losses) {
    double low = Arrays.stream(losses).filter(Double::isFinite).min().orElse(-1);
    double high = Arrays.stream(losses).filter(Double::isFinite).max().orElse(1);
    double largest = Math.max(Math.abs(low), Math.abs(high));
    double scale = largest > 0 ? largest : 1;
    return Arrays.stream(losses).map(loss -> Math.min(high, Math.max(low, loss)) / scale).toArray();
  }

  /** Puts what is worse than the median at the normal quantile of its rank. */
  private static double[] ranked(double[] losses) {
    int n = losses.length;
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double median = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    double squares = 0;
    int good = 0;
    while (good < n && sorted[good] <= median) {
      squares += (sorted[good] - median) * (sorted[good] - median);
      good++;
    }
    double deviation = Math.sqrt(squares / Math.max(1, good));
    return Arrays.stream(losses)
        .map(
            loss ->
                loss <= median
                    ? loss
                    : median + deviation * Normal.quantile((smaller(sorted, loss) + 0.5) / n))
        .toArray();
  }

  private static int smaller(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at > 0 && sorted[at - 1] == value) {
      at--;
    }
    return at;
  }

  /** {@code ln(1 + (b − 1)u)/ln b} of the share u of the range that lies above the best. */
  private static double[] stretched(double[] losses) {
    double low = Arrays.stream(losses).min().orElse(0);
    double range = Arrays.stream(losses).max().orElse(0) - low;
    return Arrays.stream(losses)
        .map(loss -> range > 0 ? Math.log1p((loss - low) / range * (BASE - 1)) / Math.log(BASE) : 0)
        .toArray();
  }

  /** Less the mean, by the standard deviation; all 0 where that is lost in rounding. */
  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return Arrays.stream(values)
        .map(v -> deviation > 1e-12 * largest ? (v - mean) / deviation : 0)
        .toArray();
  }
}
