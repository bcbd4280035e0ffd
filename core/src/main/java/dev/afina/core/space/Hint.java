package dev.afina.core.space;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What whoever asks for a parameter says about it beside its distribution. Immutable.
 *
 * @param start external form of a value that is good to begin with; null for none
 * @param prior which values are likely to be good; null for no opinion
 * @see HyperParameters#withDefault
 * @see HyperParameters#withPrior
 */
public record Hint(@Nullable Object start, @Nullable Prior prior) {

  /** That says nothing. */
  public static final Hint NONE = new Hint(null, null);

  /** This hint with what it leaves open taken from another. */
  public Hint or(Hint other) {
    return new Hint(start == null ? other.start : start, prior == null ? other.prior : prior);
  }

  /**
   * The internal form of the start value, if there is one.
   *
   * @throws IllegalArgumentException if it is none of the distribution's values
   */
  public Optional<Double> startOf(String name, Distribution distribution) {
    if (start == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(distribution.toInternal(start));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "parameter \"%s\" has the default %s, expected a value of %s"
              .formatted(name, start, distribution),
          e);
    }
  }

  /**
   * Checks that all this can be said of a parameter.
   *
   * @throws IllegalArgumentException if the start value is none of the distribution's, or the prior
   *     does not fit it
   */
  public void check(String name, Distribution distribution) {
    startOf(name, distribution);
    if (prior != null) {
      prior.check(name, distribution);
    }
  }
}
