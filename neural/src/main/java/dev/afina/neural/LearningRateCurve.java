package dev.afina.neural;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a {@link LearningRateRange} test saw.
 *
 * <p>Where plain gradient descent on a quadratic of curvature λ goes beyond its limit η = 2/λ,
 * every step multiplies the loss by (ηλ − 1)². So how fast the loss climbs tells the limit itself,
 * not only the rate at which the climb is seen, which comes several steps later: {@link #limit} is
 * the median over the climb of 2η / (1 + √(next loss / loss)). On quadratics of known curvature it
 * is within a factor 1.5 of the limit, with full and with small batches. Of optimizers that scale
 * their steps, such as Adam, no limit is known, and it is about the middle of the climb.
 *
 * @param rates growing
 * @param losses of the batch at each rate, before its step
 */
@SuppressWarnings("ArrayRecordComponent") // data of a plot, never compared
public record LearningRateCurve(double[] rates, double[] losses) {

  /** How much lower than the limit the suggested rate is; the lectures' "a bit lower". */
  public static final double SUGGESTION_DIVISOR = 10;

  /** The loss is smoothed over so many batches on both sides, in its logarithm. */
  private static final int SMOOTHING = 4;

  /** A climb is seen where the loss has become so many times the smallest smoothed one. */
  private static final double CLIMB = 4;

  /** And has won back this share of the way down, so that noise at the start is no climb. */
  private static final double WON_BACK = 0.25;

  /** The climb is looked at for so many batches from where it is seen. */
  private static final int CLIMB_LENGTH = 10;

  private static final double LEAST_LOSS = 1e-30;

  /** The rate at which training begins to diverge; none if the loss never shot up. */
  public OptionalDouble limit() {
    if (losses.length < 2) {
      return OptionalDouble.empty();
    }
    double[] logs =
        Arrays.stream(losses).map(loss -> Math.log(Math.max(loss, LEAST_LOSS))).toArray();
    double[] smooth = smoothed(logs);
    int lowest = 0;
    for (int i = 1; i < smooth.length; i++) {
      lowest = smooth[i] < smooth[lowest] ? i : lowest;
    }
    double height = Math.max(Math.log(CLIMB), WON_BACK * (smooth[0] - smooth[lowest]));
    int seen = lowest;
    while (seen < logs.length && logs[seen] <= smooth[lowest] + height) {
      seen++;
    }
    if (seen == logs.length) {
      return OptionalDouble.empty();
    }
    int length = Math.min(CLIMB_LENGTH, logs.length - 1 - seen);
    if (length == 0) {
      return OptionalDouble.of(rates[seen]);
    }
    double[] limits = new double[length];
    for (int i = 0; i < length; i++) {
      int at = seen + i;
      limits[i] = 2 * rates[at] / (1 + Math.exp((logs[at + 1] - logs[at]) / 2));
    }
    Arrays.sort(limits);
    return OptionalDouble.of((limits[(length - 1) / 2] + limits[length / 2]) / 2);
  }

  /** {@link #limit} divided by {@value #SUGGESTION_DIVISOR}: a rate to train at. */
  public OptionalDouble suggestion() {
    OptionalDouble limit = limit();
    return limit.isPresent() ? OptionalDouble.of(limit.getAsDouble() / SUGGESTION_DIVISOR) : limit;
  }

  /** Centred means, narrower at the ends, so that nothing is shifted. */
  private static double[] smoothed(double[] values) {
    double[] smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int reach = Math.min(SMOOTHING, Math.min(i, values.length - 1 - i));
      smooth[i] = Arrays.stream(values, i - reach, i + reach + 1).average().orElseThrow();
    }
    return smooth;
  }

  /** The curve as a picture, both axes logarithmic, with the limit and the suggestion marked. */
  public String svg() {
    return LearningRatePlot.svg(this);
  }
}
