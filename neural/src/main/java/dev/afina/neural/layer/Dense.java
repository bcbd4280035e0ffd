package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer: activation(x·Wᵀ + b) along the last axis, W of shape {@code (units,
 * inputs)}.
 *
 * @param units width of the output, at least 1
 * @param activation applied to the sums, linear by default
 * @param bias whether b is there, true by default
 * @param kernelInitializer of W; null for the activation's {@link Activation#defaultInitializer}
 * @param biasInitializer of b, zeros by default
 */
public record Dense(
    int units,
    Activation activation,
    boolean bias,
    @Nullable Initializer kernelInitializer,
    Initializer biasInitializer)
    implements Layer {

  static final String TYPE = "dense";

  /** Checks the units. */
  public Dense {
    if (units < 1) {
      throw new IllegalArgumentException(
          "dense has %d units, expected at least 1".formatted(units));
    }
  }

  /** This layer with another activation. */
  public Dense activation(Activation changed) {
    return new Dense(units, changed, bias, kernelInitializer, biasInitializer);
  }

  /** This layer without b; fitting in front of batch normalization, which has its own. */
  public Dense withoutBias() {
    return new Dense(units, activation, false, kernelInitializer, biasInitializer);
  }

  /** This layer with W starting otherwise. */
  public Dense kernelInitializer(Initializer changed) {
    return new Dense(units, activation, bias, changed, biasInitializer);
  }

  /** This layer with b starting otherwise. */
  public Dense biasInitializer(Initializer changed) {
    return new Dense(units, activation, bias, kernelInitializer, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.withLast(units);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int inputs = input.last();
    Initializer kernel =
        kernelInitializer == null ? activation.defaultInitializer() : kernelInitializer;
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(new WeightSpec("weight", Shape.of(units, inputs), kernel, inputs, units, true));
    if (bias) {
      weights.add(new WeightSpec("bias", Shape.of(units), biasInitializer, inputs, units, true));
    }
    return weights;
  }

  @Override
  public Activation lastActivation() {
    return activation;
  }
}
