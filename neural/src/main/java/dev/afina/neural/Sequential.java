package dev.afina.neural;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.optimizer.Optimizer;
import java.util.List;

/**
 * A network being put together, one layer behind the other. Mutable, so that layers can be added in
 * a loop; what {@link #compile} makes of it is not.
 *
 * <pre>{@code
 * var network = Sequential.input(28, 28).add(flatten());
 * for (int i = 0; i < layers; i++) {
 *   network.add(dense(128).activation(RELU));
 * }
 * var blueprint = network.add(dense(10)).compile(
 *     Adam.withLearningRate(1e-3), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
 * }</pre>
 */
public final class Sequential {

  private Architecture architecture;

  private Sequential(Architecture architecture) {
    this.architecture = architecture;
  }

  /**
   * A network without layers.
   *
   * @param shape of one sample, without the batch; each size at least 1
   */
  public static Sequential input(int... shape) {
    return new Sequential(new Architecture(Shape.of(shape), List.of()));
  }

  /**
   * Adds a layer at the end of this network.
   *
   * @return this
   * @throws IllegalArgumentException if the layer cannot take what the one before gives
   */
  public Sequential add(Layer layer) {
    architecture = architecture.with(layer);
    return this;
  }

  /** The layers so far. */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Settles how the network is trained.
   *
   * @param metrics reported beside the loss
   * @throws IllegalArgumentException if the network's end, the loss and the metrics do not fit
   */
  public Blueprint compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    return new Blueprint(architecture, optimizer, loss, List.of(metrics));
  }
}
