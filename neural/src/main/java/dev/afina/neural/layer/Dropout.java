package dev.afina.neural.layer;

import java.util.List;

/**
 * In training sets each value to 0 with probability {@code rate} and divides the others by 1 −
 * rate; otherwise does nothing (Srivastava et al. 2014, in the inverted form).
 *
 * <p>The rate takes effect rounded to a multiple of 1/65536, and the others are divided by exactly
 * the rounded rate's complement, so the expectation is exact.
 *
 * @param rate in [0, 1)
 */
public record Dropout(double rate) implements Layer {

  static final String TYPE = "dropout";

  /** Checks the rate. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "dropout has rate %s, expected a number in [0, 1)".formatted(rate));
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
