package dev.afina.neural.layer;

import java.util.List;

/**
 * scale · x + offset, such as pixels of 0 to 255 to [0, 1].
 *
 * @param scale finite
 * @param offset finite
 */
public record Rescaling(double scale, double offset) implements Layer {

  static final String TYPE = "rescaling";

  /** Checks the numbers. */
  public Rescaling {
    if (!Double.isFinite(scale) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "rescaling has scale %s and offset %s, expected finite numbers".formatted(scale, offset));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
