package dev.afina.neural.layer;

import java.util.List;

/**
 * A part of the last axis: some columns of a row, some channels of an image.
 *
 * @param from first place, counted from 0
 * @param to place behind the last, above {@code from}
 */
public record Slice(int from, int to) implements Layer {

  static final String TYPE = "slice";

  /** Checks the places. */
  public Slice {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "slice goes from %d to %d, expected a first place of at least 0 and an end behind it"
              .formatted(from, to));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (to > input.last()) {
      throw new IllegalArgumentException(
          "slice takes the places %d to %d of the last axis, given %s with %d"
              .formatted(from, to - 1, input, input.last()));
    }
    return input.withLast(to - from);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
