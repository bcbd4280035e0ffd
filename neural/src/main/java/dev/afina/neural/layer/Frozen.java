package dev.afina.neural.layer;

import java.util.List;

/**
 * A layer that training leaves as it is: no weight changes and no penalty counts, and batch
 * normalization goes by its running mean and variance, in training too, without following the
 * batches.
 *
 * @param layer which
 */
public record Frozen(Layer layer) implements Layer {

  static final String TYPE = "frozen";

  /** Checks that nothing is wrapped twice. */
  public Frozen {
    if (layer instanceof Frozen) {
      throw new IllegalArgumentException("%s is frozen already".formatted(layer.type()));
    }
  }

  /** A layer frozen, also if it is already. */
  public static Frozen of(Layer layer) {
    return layer instanceof Frozen frozen ? frozen : new Frozen(layer);
  }

  /** A layer as it was before it was frozen, if it was. */
  public static Layer thawed(Layer layer) {
    return layer instanceof Frozen frozen ? frozen.layer() : layer;
  }

  @Override
  public Layer plain() {
    return layer.plain();
  }

  @Override
  public Frozen kernelPenalty(Penalty penalty) {
    return new Frozen(layer.kernelPenalty(penalty));
  }

  @Override
  public Frozen biasPenalty(Penalty penalty) {
    return new Frozen(layer.biasPenalty(penalty));
  }

  @Override
  public String type() {
    return layer.type();
  }

  @Override
  public Shape outputShape(Shape input) {
    return layer.outputShape(input);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return layer.outputShape(inputs);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return layer.weights(input).stream().map(WeightSpec::frozen).toList();
  }

  @Override
  public Activation lastActivation() {
    return layer.lastActivation();
  }
}
