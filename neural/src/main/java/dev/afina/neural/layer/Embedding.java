package dev.afina.neural.layer;

import java.util.List;

/**
 * A trained vector for each of so many tokens: whole numbers from 0 in the shape {@code (length)}
 * become {@code (length, width)}.
 *
 * @param tokens how many there are, at least 1
 * @param width of a vector, at least 1
 */
public record Embedding(int tokens, int width) implements Layer {

  static final String TYPE = "embedding";

  /** Checks the numbers. */
  public Embedding {
    if (tokens < 1 || width < 1) {
      throw new IllegalArgumentException(
          "embedding has %d tokens of width %d, expected at least 1 of each"
              .formatted(tokens, width));
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          "embedding takes samples of tokens (length), given %s".formatted(input));
    }
    return Shape.of(input.last(), width);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of(
        new WeightSpec(
            "weight", Shape.of(tokens, width), Initializer.RANDOM_UNIFORM, tokens, width, true));
  }
}
