package dev.afina.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The suggesting half of a trial: hands out the value of each parameter the first time it is asked
 * for, and the same value ever after.
 *
 * <p>A parameter exists because it was asked for (define by run), so branches and loops make a
 * conditional space by themselves. A name must keep its kind of distribution throughout a study;
 * its range may change.
 */
public interface HyperParameters {

  /**
   * A value of the given distribution, in its external form.
   *
   * @throws dev.afina.core.IncompatibleDistributionException if the study has recorded this name
   *     with another kind of distribution
   */
  @Nullable Object suggest(String name, Distribution distribution);

  /** A floating-point value of {@code [low, high]} on a linear scale. */
  default double suggestDouble(String name, double low, double high) {
    return suggestDouble(name, low, high, Scale.LINEAR);
  }

  /** A floating-point value of {@code [low, high]} on the given scale. */
  default double suggestDouble(String name, double low, double high, Scale scale) {
    return number(
            name, NamedParameter.check(name, () -> new DoubleDistribution(low, high, scale, null)))
        .doubleValue();
  }

  /**
   * One of {@code low, low + step, …}, up to {@code high}, exact in decimal arithmetic. Where the
   * range is no multiple of the step, a warning says so once.
   */
  default double suggestDouble(String name, double low, double high, double step) {
    return number(name, NamedParameter.grid(name, low, high, step)).doubleValue();
  }

  /** An integer of {@code [low, high]}. */
  default int suggestInt(String name, int low, int high) {
    return suggestInt(name, low, high, 1);
  }

  /**
   * One of {@code low, low + step, …}, up to {@code high}. Where the range is no multiple of the
   * step, a warning says so once.
   */
  default int suggestInt(String name, int low, int high, int step) {
    return number(name, NamedParameter.grid(name, (long) low, high, step)).intValue();
  }

  /** An integer of {@code [low, high]} on the given scale. */
  default int suggestInt(String name, int low, int high, Scale scale) {
    return number(name, NamedParameter.check(name, () -> new IntDistribution(low, high, 1, scale)))
        .intValue();
  }

  /** One of the given choices: null, booleans, numbers, strings or enum constants. */
  @SuppressWarnings("unchecked")
  default <T extends @Nullable Object> T suggestCategorical(String name, T... choices) {
    return suggestCategorical(name, Arrays.asList(choices));
  }

  /** One of the given choices: null, booleans, numbers, strings or enum constants. */
  default <T extends @Nullable Object> T suggestCategorical(String name, List<T> choices) {
    CategoricalDistribution distribution =
        NamedParameter.check(name, () -> new CategoricalDistribution(new ArrayList<>(choices)));
    return choices.get((int) distribution.toInternal(suggest(name, distribution)));
  }

  /** True or false. */
  default boolean suggestBoolean(String name) {
    return (boolean) suggestCategorical(name, false, true);
  }

  private Number number(String name, Distribution distribution) {
    if (suggest(name, distribution) instanceof Number number) {
      return number;
    }
    throw new IllegalStateException("\"%s\" was given no number".formatted(name));
  }
}
