package dev.afina.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a person believes about a parameter before any trial: which of its values are likely to be
 * good.
 *
 * <p>It is truncated to the parameter's range; without one, all values are as likely as their share
 * of the range, on the parameter's scale. Grid points, and integers among them, stand for the cells
 * around them, as wide as a step. Immutable; two that say the same are equal.
 *
 * <p>What Hyperopt calls {@code normal} and {@code lognormal} are {@link #normal} and {@link
 * #logNormal} here, but within a range; {@code qnormal} and {@code qlognormal} are the same on a
 * parameter with a step, {@code pchoice} is {@link #weights(Map)}. Its {@code uniform}, {@code
 * quniform}, {@code loguniform}, {@code uniformint}, {@code randint} and {@code choice} are
 * parameters without a prior.
 */
public sealed interface Prior permits NormalPrior, ReverseLogPrior, WeightsPrior {

  /**
   * Values that are normally distributed.
   *
   * @param mean in the parameter's unit; the likeliest value, also where the scale is logarithmic
   * @param sd standard deviation, in the parameter's unit, in (0, ∞)
   */
  static Prior normal(double mean, double sd) {
    return new NormalPrior(mean, sd, false);
  }

  /**
   * Values whose natural logarithm is normally distributed; for example {@code
   * logNormal(Math.log(1e-3), 1)} for two values of three between 0.00037 and 0.0027.
   *
   * @param mean of the logarithm
   * @param sd standard deviation of the logarithm, in (0, ∞)
   */
  static Prior logNormal(double mean, double sd) {
    return new NormalPrior(mean, sd, true);
  }

  /**
   * Values that are the denser the nearer they lie to the high end, for what matters by its
   * distance from there, such as a momentum below 1: {@code low + high − value} is uniform on a
   * logarithmic scale. The range is linear and above 0. KerasTuner's {@code reverse_log}.
   */
  static Prior reverseLog() {
    return new ReverseLogPrior();
  }

  /**
   * Choices that are as likely as their weights.
   *
   * @param weights one a choice, in the order of the choices; each at least 0, their sum above 0. A
   *     choice of weight 0 is not drawn at random unless nothing else is left
   */
  static Prior weights(double... weights) {
    return new WeightsPrior(null, Arrays.stream(weights).boxed().toList());
  }

  /** Choices that are as likely as their weights, each of which has one; see the other method. */
  static Prior weights(Map<?, ? extends Number> weights) {
    return WeightsPrior.of(weights);
  }

  /**
   * Checks that this can be said of a parameter. A range of one point takes any prior of numbers.
   *
   * @throws IllegalArgumentException if it is of another kind, if a weight is missing or belongs to
   *     no choice, or if less than 1e−300 of the mass lies within the range
   */
  void check(String name, Distribution distribution);

  /**
   * The internal value below which a share of the mass lies; choices count in their order.
   *
   * @param distribution that this {@linkplain #check can be said of}
   * @param share in [0, 1]
   * @return a value that the distribution contains
   */
  double quantile(Distribution distribution, double share);

  /** A draw of an internal value. */
  default double draw(Distribution distribution, RandomGenerator random) {
    return quantile(distribution, random.nextDouble());
  }

  /**
   * The logarithm of how many times as likely as without this prior an internal value is: of the
   * ratio of densities, or of a grid point's probabilities, to those of {@code Uniform}. 0 means no
   * opinion; over uniform draws the mean of its exponential is 1.
   *
   * @param distribution that this {@linkplain #check can be said of}
   * @return −∞ for what is impossible: a choice of weight 0, a number of at most 0 whose logarithm
   *     is normal
   */
  double logDensity(Distribution distribution, double internal);

  /** What is stored: strings, numbers and lists by name. */
  Map<String, Object> toAttribute();

  /**
   * The inverse of {@link #toAttribute}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Prior ofAttribute(@Nullable Object stored) {
    if (stored instanceof Map<?, ?> map) {
      if (ReverseLogPrior.REVERSE_LOG.equals(map.get(NormalPrior.KIND))) {
        return reverseLog();
      }
      if (map.get(NormalPrior.MEAN) instanceof Number mean
          && map.get(NormalPrior.SD) instanceof Number sd) {
        if (NormalPrior.NORMAL.equals(map.get(NormalPrior.KIND))) {
          return normal(mean.doubleValue(), sd.doubleValue());
        }
        if (NormalPrior.LOG_NORMAL.equals(map.get(NormalPrior.KIND))) {
          return logNormal(mean.doubleValue(), sd.doubleValue());
        }
      }
      if (map.get(WeightsPrior.WEIGHTS) instanceof List<?> weights
          && weights.stream().allMatch(Number.class::isInstance)) {
        List<@Nullable Object> choices =
            map.get(WeightsPrior.CHOICES) instanceof List<?> list ? new ArrayList<>(list) : null;
        return new WeightsPrior(
            choices, weights.stream().map(weight -> ((Number) weight).doubleValue()).toList());
      }
    }
    throw new IllegalArgumentException(
        "%s is no prior, expected one of normal, log-normal, reverse-log and weights"
            .formatted(stored));
  }
}
