package dev.afina.core.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A choice from a list.
 *
 * <p>Choices are {@code null}, {@link Boolean}, {@link Long}, {@link Double} or {@link String};
 * smaller integer types and {@code float} are widened without loss, and nothing else is converted:
 * {@code 1}, {@code 1.0}, {@code "1"} and {@code true} are four different choices.
 *
 * @param choices at least one, no two the same
 */
public record CategoricalDistribution(List<@Nullable Object> choices) implements Distribution {

  /** Checks and copies the choices. */
  public CategoricalDistribution {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("the list of choices is empty, expected at least one");
    }
    List<@Nullable Object> copy = new ArrayList<>(choices.size());
    for (Object choice : choices) {
      Object canonical = canonical(choice);
      if (copy.contains(canonical)) {
        throw new IllegalArgumentException(
            "choice %s occurs twice in %s; drop one".formatted(choice, choices));
      }
      copy.add(canonical);
    }
    choices = Collections.unmodifiableList(copy);
  }

  /** Of the given choices. */
  public static CategoricalDistribution of(@Nullable Object... choices) {
    List<@Nullable Object> list = new ArrayList<>();
    Collections.addAll(list, choices);
    return new CategoricalDistribution(list);
  }

  /** The stored form of a choice; an enum constant is stored by its name. */
  static @Nullable Object canonical(@Nullable Object choice) {
    if (choice == null
        || choice instanceof Boolean
        || choice instanceof Long
        || choice instanceof Double
        || choice instanceof String) {
      return choice;
    }
    if (choice instanceof Integer || choice instanceof Short || choice instanceof Byte) {
      return ((Number) choice).longValue();
    }
    if (choice instanceof Float number) {
      return (double) number;
    }
    if (choice instanceof Enum<?> constant) {
      return constant.name();
    }
    throw new IllegalArgumentException(
        "choice %s is a %s; expected null, a boolean, a number, a string or an enum constant"
            .formatted(choice, choice.getClass().getName()));
  }

  @Override
  public double toInternal(@Nullable Object external) {
    int index = choices.indexOf(canonical(external));
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s is none of the choices %s".formatted(external, choices));
    }
    return index;
  }

  @Override
  public @Nullable Object toExternal(double internal) {
    return choices.get((int) internal);
  }

  @Override
  public boolean contains(double internal) {
    return internal >= 0 && internal < choices.size() && internal == Math.rint(internal);
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(choices.size());
  }

  @Override
  public double valueAt(long rank) {
    return Objects.checkIndex(rank, choices.size());
  }

  @Override
  public long rankOf(double internal) {
    return contains(internal) ? (long) internal : -1;
  }

  @Override
  public boolean isCompatibleWith(Distribution other) {
    return equals(other);
  }

  @Override
  public String toString() {
    return choices.toString();
  }
}
