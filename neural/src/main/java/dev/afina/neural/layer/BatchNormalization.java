package dev.afina.neural.layer;

import java.util.List;

/**
 * Normalises every feature, or every channel of images and sequences, to mean 0 and variance 1 over
 * the batch, then scales by γ and shifts by β, both trained; Ioffe and Szegedy 2015, algorithm 1.
 * Outside of training the running mean and variance stand in for the batch's.
 *
 * <p>Deviations from Keras's defaults, towards PyTorch's, because trials are short: momentum 0.9
 * instead of 0.99, ε 1e-5 instead of 1e-3, and the running variance is the unbiased one.
 *
 * @param momentum the part of the running values that a batch leaves, in [0, 1)
 * @param epsilon added to the variance, above 0
 */
public record BatchNormalization(double momentum, double epsilon) implements Layer {

  static final String TYPE = "batch_normalization";

  /** Default of {@link #momentum}. */
  public static final double DEFAULT_MOMENTUM = 0.9;

  /** Default of {@link #epsilon}. */
  public static final double DEFAULT_EPSILON = 1e-5;

  /** Checks the numbers. */
  public BatchNormalization {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "batch normalization has momentum %s, expected a number in [0, 1)".formatted(momentum));
    }
    if (!(epsilon > 0 && Double.isFinite(epsilon))) {
      throw new IllegalArgumentException(
          "batch normalization has epsilon %s, expected a finite number above 0"
              .formatted(epsilon));
    }
  }

  /** This layer with another momentum. */
  public BatchNormalization momentum(double changed) {
    return new BatchNormalization(changed, epsilon);
  }

  /** This layer with another ε. */
  public BatchNormalization epsilon(double changed) {
    return new BatchNormalization(momentum, changed);
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
    int size = input.last();
    return List.of(
        WeightSpec.vector("weight", size, Initializer.ONES),
        WeightSpec.vector("bias", size, Initializer.ZEROS),
        WeightSpec.statistic("running_mean", size, Initializer.ZEROS),
        WeightSpec.statistic("running_var", size, Initializer.ONES));
  }
}
