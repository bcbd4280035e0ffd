package dev.afina.neural.layer;

import java.util.List;

/**
 * A layer whose weights cost; see {@link Layer#kernelPenalty} and {@link Layer#biasPenalty}.
 *
 * @param layer which
 * @param kernel on its matrices: the kernel, both kernels of a recurrent or separable layer, the
 *     vectors of an embedding
 * @param bias on its bias
 */
public record Penalized(Layer layer, Penalty kernel, Penalty bias) implements Layer {

  static final String TYPE = "penalized";

  /** Checks that nothing is wrapped twice. */
  public Penalized {
    if (layer instanceof Penalized || layer instanceof Frozen) {
      throw new IllegalArgumentException(
          "a penalty lies on %s, expected a plain layer".formatted(layer));
    }
  }

  @Override
  public Layer plain() {
    return layer;
  }

  @Override
  public Penalized kernelPenalty(Penalty penalty) {
    return new Penalized(layer, penalty, bias);
  }

  @Override
  public Penalized biasPenalty(Penalty penalty) {
    return new Penalized(layer, kernel, penalty);
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
    List<WeightSpec> weights = layer.weights(input);
    check(kernel, weights.stream().anyMatch(Penalized::isKernel), "kernel");
    check(bias, weights.stream().anyMatch(Penalized::isBias), "bias");
    return weights.stream()
        .map(
            spec ->
                isKernel(spec)
                    ? spec.penalized(kernel)
                    : isBias(spec) ? spec.penalized(bias) : spec)
        .toList();
  }

  private void check(Penalty penalty, boolean there, String what) {
    if (!there && !penalty.equals(Penalty.NONE)) {
      throw new IllegalArgumentException(
          "%s has no %s to penalise, expected a layer with one, such as dense"
              .formatted(layer.type(), what));
    }
  }

  private static boolean isKernel(WeightSpec spec) {
    return spec.trainable() && spec.shape().rank() > 1;
  }

  private static boolean isBias(WeightSpec spec) {
    return spec.trainable() && spec.name().startsWith("bias");
  }

  @Override
  public Activation lastActivation() {
    return layer.lastActivation();
  }
}
