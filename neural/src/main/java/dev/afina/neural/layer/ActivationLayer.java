package dev.afina.neural.layer;

import java.util.List;

/**
 * An activation as a layer of its own, for places such as behind a normalisation.
 *
 * @param activation what is applied
 */
public record ActivationLayer(Activation activation) implements Layer {

  static final String TYPE = "activation";

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

  @Override
  public Activation lastActivation() {
    return activation;
  }
}
