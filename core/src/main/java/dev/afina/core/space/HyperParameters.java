package dev.afina.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

  /**
   * The same, with something said about the parameter. A trial that was enqueued to {@linkplain
   * dev.afina.core.study.Study#enqueueDefaults begin with the defaults} takes the start value; the
   * prior counts where the study has none of this name, and the sampler can make use of it.
   *
   * @throws IllegalArgumentException if the start value is none of the distribution's
   */
  default @Nullable Object suggest(String name, Distribution distribution, Hint hint) {
    hint.check(name, distribution);
    return suggest(name, distribution);
  }

  /**
   * These parameters, with a value that is good to begin with for what is asked for through the
   * object returned: {@code hp.withDefault(12).suggestInt("units", 9, 27, 3)}.
   */
  default HyperParameters withDefault(Object value) {
    return new HintedParameters(this, new Hint(value, null));
  }

  /**
   * These parameters, with a belief about what is asked for through the object returned: {@code
   * hp.withPrior(Prior.reverseLog()).suggestDouble("momentum", 0.5, 0.99)}. It bears on what is
   * sampled alone; {@link dev.afina.core.study.StudyBuilder#prior} also on what is sampled jointly.
   */
  default HyperParameters withPrior(Prior prior) {
    return new HintedParameters(this, new Hint(null, prior));
  }

  /**
   * These parameters under names that begin with that of a scope: {@code units} of the scope {@code
   * encoder} is recorded as {@code encoder/units}.
   *
   * @param name not blank
   */
  default HyperParameters scope(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a scope's name is \"%s\", expected one".formatted(name));
    }
    return new ScopedParameters(this, name + "/");
  }

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

  /**
   * One of {@code low, low · factor, low · factor², …}, up to {@code high}, as a choice:
   * KerasTuner's {@code Int} with a step on a logarithmic scale.
   *
   * @param low at least 1
   * @param factor at least 2
   */
  default int suggestPower(String name, int low, int high, int factor) {
    List<Integer> powers =
        NamedParameter.check(name, () -> NamedParameter.powers(low, high, factor));
    return suggestCategorical(name, powers);
  }

  /**
   * A value that is not tuned, recorded beside those that are: null, a boolean, a number, a string
   * or an enum constant.
   */
  default <T extends @Nullable Object> T suggestFixed(String name, T value) {
    return suggestCategorical(name, Collections.singletonList(value));
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
