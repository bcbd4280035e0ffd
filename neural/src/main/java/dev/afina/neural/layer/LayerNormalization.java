package dev.afina.neural.layer;

import java.util.List;

/**
 * Normalises the last axis of each sample to mean 0 and variance 1, then scales by γ and shifts by
 * β, both trained (<a href="https://arxiv.org/abs/1607.06450">Ba et al. 2016</a>, equation 4). The
 * same in training and outside of it.
 *
 * @param epsilon added to the variance, above 0; 1e-5 by default as in PyTorch, where Keras has
 *     1e-3
 */
public record LayerNormalization(double epsilon) implements Layer {

  static final String TYPE = "layer_normalization";

  /** Checks ε. */
  public LayerNormalization {
    if (!(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "layer normalization has epsilon %s, expected a finite number above 0"
              .formatted(epsilon));
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
    return List.of(
        WeightSpec.vector("weight", input.last(), Initializer.ONES),
        WeightSpec.vector("bias", input.last(), Initializer.ZEROS));
  }
}
