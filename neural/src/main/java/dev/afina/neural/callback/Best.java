package dev.afina.neural.callback;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The best value so far of what a callback watches. NaN is worse than any number. */
final class Best {

  private final @Nullable String monitor;
  private final double minDelta;
  private double value = Double.NaN;

  /**
   * Of one of the values of an epoch.
   *
   * @param monitor its name; null for {@code val_loss}, or {@code loss} where nothing is validated
   * @param minDelta how much better a value must be to count, at least 0
   */
  Best(@Nullable String monitor, double minDelta) {
    this.monitor = monitor;
    this.minDelta = minDelta;
  }

  static void checkMinDelta(double minDelta) {
    if (!(minDelta >= 0 && Double.isFinite(minDelta))) {
      throw new IllegalArgumentException(
          "minDelta is %s, expected a finite number of at least 0".formatted(minDelta));
    }
  }

  /** Whether this epoch is better than all before. */
  boolean improvedBy(Training training, Map<String, Double> values) {
    String name = name(values);
    Double candidate = values.get(name);
    if (candidate == null) {
      throw new IllegalArgumentException(
          "a callback watches \"%s\", but training reports %s; maybe give validation data"
              .formatted(name, values.keySet()));
    }
    boolean higher = training.higherIsBetter(name).orElse(false);
    double gain = higher ? candidate - value : value - candidate;
    if (!Double.isNaN(candidate) && (Double.isNaN(value) || gain > minDelta)) {
      value = candidate;
      return true;
    }
    return false;
  }

  /** What is watched. */
  String name(Map<String, Double> values) {
    if (monitor != null) {
      return monitor;
    }
    return values.containsKey("val_loss") ? "val_loss" : "loss";
  }

  /** What to remember of it. */
  CallbackState state() {
    return CallbackState.NONE.with("best", value);
  }

  /** Goes on from {@link #state}. */
  void resume(CallbackState state) {
    value = state.number("best");
  }

  /** The best value, NaN before the first. */
  double value() {
    return value;
  }
}
