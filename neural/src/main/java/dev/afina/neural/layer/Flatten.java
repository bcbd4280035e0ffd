package dev.afina.neural.layer;

import java.util.List;

/** Lays a sample of any shape out as one row, {@code (28, 28)} as {@code (784)}. */
public record Flatten() implements Layer {

  static final String TYPE = "flatten";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.count());
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
