package dev.afina.neural.layer;

import java.util.List;

/**
 * The same values in another shape, row by row: {@code (28, 28)} as {@code (28, 28, 1)}.
 *
 * @param shape of a sample behind this layer
 */
public record Reshape(Shape shape) implements Layer {

  static final String TYPE = "reshape";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.count() != shape.count()) {
      throw new IllegalArgumentException(
          "reshape to %s takes %d values, given %s with %d"
              .formatted(shape, shape.count(), input, input.count()));
    }
    return shape;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
