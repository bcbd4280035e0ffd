package dev.afina.neural.tune;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The widest that a parameter of a network may be set to. */
sealed interface Domain {

  /** Whether a value may be given. */
  boolean takes(@Nullable Object value);

  /** Whether all values of a distribution may be given. */
  default boolean holds(Distribution distribution) {
    if (distribution instanceof CategoricalDistribution categorical) {
      return categorical.choices().stream().allMatch(this::takes);
    }
    if (distribution instanceof IntDistribution whole) {
      return takes(whole.low()) && takes(whole.high());
    }
    DoubleDistribution real = (DoubleDistribution) distribution;
    return this instanceof Real && takes(real.low()) && takes(real.high());
  }

  /** Integers of a closed range. */
  record Whole(long low, long high) implements Domain {

    @Override
    public boolean takes(@Nullable Object value) {
      return value instanceof Long number && number >= low && number <= high;
    }

    @Override
    public String toString() {
      return "integers from %d to %d".formatted(low, high);
    }
  }

  /** Numbers of a range whose high end is closed; its low end is, unless it is {@code open}. */
  record Real(double low, double high, boolean open) implements Domain {

    @Override
    public boolean takes(@Nullable Object value) {
      return value instanceof Number number
          && (open ? number.doubleValue() > low : number.doubleValue() >= low)
          && number.doubleValue() <= high;
    }

    @Override
    public String toString() {
      return "numbers from %s%s to %s".formatted(low, open ? " (excluded)" : "", high);
    }
  }

  /** Some of a list. */
  record OneOf(List<?> values) implements Domain {

    @Override
    public boolean takes(@Nullable Object value) {
      return value != null && values.contains(value);
    }

    @Override
    public String toString() {
      return "some of " + values;
    }
  }
}
