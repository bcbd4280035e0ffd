package dev.afina.neural.layer;

/**
 * One array of weights that a layer asks for.
 *
 * @param name within the layer, in PyTorch's words: {@code weight}, {@code bias}, {@code
 *     running_mean}
 * @param shape its sizes
 * @param initializer how it starts
 * @param fanIn number of inputs of a unit
 * @param fanOut number of units an input feeds
 * @param trainable whether the optimizer changes it
 * @param penalty what its values cost, where they are trained
 */
public record WeightSpec(
    String name,
    Shape shape,
    Initializer initializer,
    int fanIn,
    int fanOut,
    boolean trainable,
    Penalty penalty) {

  WeightSpec(
      String name, Shape shape, Initializer initializer, int fanIn, int fanOut, boolean trainable) {
    this(name, shape, initializer, fanIn, fanOut, trainable, Penalty.NONE);
  }

  /** A trained vector that starts constant. */
  static WeightSpec vector(String name, int size, Initializer initializer) {
    return new WeightSpec(name, Shape.of(size), initializer, size, size, true);
  }

  /** A vector that training follows but no gradient changes. */
  static WeightSpec statistic(String name, int size, Initializer initializer) {
    return new WeightSpec(name, Shape.of(size), initializer, size, size, false);
  }

  WeightSpec penalized(Penalty changed) {
    return new WeightSpec(name, shape, initializer, fanIn, fanOut, trainable, changed);
  }

  WeightSpec frozen() {
    return new WeightSpec(name, shape, initializer, fanIn, fanOut, false, penalty);
  }
}
