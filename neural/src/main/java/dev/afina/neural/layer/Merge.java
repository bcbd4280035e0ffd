package dev.afina.neural.layer;

import java.util.List;
import java.util.Locale;

/**
 * Brings several samples together value by value, all of one shape; concatenation puts them one
 * behind the other along the last axis, where alone their shapes may differ.
 *
 * @param kind how
 */
public record Merge(Kind kind) implements Layer {

  static final String TYPE = "merge";

  /** What is made of the samples. */
  public enum Kind {
    /** Their sum. */
    ADD,
    /** Their product. */
    MULTIPLY,
    /** Their mean. */
    AVERAGE,
    /** The greatest. */
    MAXIMUM,
    /** One behind the other along the last axis. */
    CONCATENATE
  }

  /** The kind in lower case, such as {@code add}. */
  @Override
  public String type() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape outputShape(Shape input) {
    throw new IllegalArgumentException(
        "%s takes at least 2 inputs, given 1 of shape %s".formatted(type(), input));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    if (inputs.size() < 2) {
      return outputShape(inputs.get(0));
    }
    Shape first = inputs.get(0);
    if (kind != Kind.CONCATENATE) {
      if (!inputs.stream().allMatch(first::equals)) {
        throw new IllegalArgumentException(
            "%s takes inputs of one shape, given %s".formatted(type(), listed(inputs)));
      }
      return first;
    }
    if (!inputs.stream().allMatch(shape -> shape.withLast(1).equals(first.withLast(1)))) {
      throw new IllegalArgumentException(
          "concatenate takes inputs that differ in their last size only, given %s"
              .formatted(listed(inputs)));
    }
    return first.withLast(inputs.stream().mapToInt(Shape::last).reduce(0, Math::addExact));
  }

  private static String listed(List<Shape> shapes) {
    return String.join(" and ", shapes.stream().map(Shape::toString).toList());
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
