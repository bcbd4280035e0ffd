package dev.afina.neural;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.optimizer.Optimizer;

/**
 * A network being put together, one layer behind the other. Mutable, so that layers can be added in
 * a loop; what {@link #compile} makes of it is not. {@link Node} makes networks with branches.
 *
 * <pre>{@code
 * var network = Sequential.input(28, 28).add(flatten());
 * for (int i = 0; i < layers; i++) {
 *   network.add(dense(128).activation(RELU));
 * }
 * var blueprint = network.add(dense(10)).compile(
 *     Adam.withLearningRate(1e-3), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
 * }</pre>
 *
 * <p>It may also begin with the layers of a trained model, and their weights:
 *
 * <pre>{@code
 * var blueprint = Sequential.of(trained).upTo("dense_1").freeze().add(dense(2)).compile(
 *     Adam.withLearningRate(1e-3), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
 * }</pre>
 */
public final class Sequential {

  private Node end;

  private Sequential(Node end) {
    this.end = end;
  }

  /**
   * A network without layers.
   *
   * @param shape of one sample, without the batch; each size at least 1
   */
  public static Sequential input(int... shape) {
    return new Sequential(Node.input(shape));
  }

  /**
   * The layers of a model, also one with branches. What is built starts with the weights that the
   * model has now; these are copies, so that neither of both changes the other.
   */
  public static Sequential of(Model model) {
    return new Sequential(Node.of(model));
  }

  /**
   * Adds a layer at the end of this network.
   *
   * @return this
   * @throws IllegalArgumentException if the layer cannot take what the one before gives
   */
  public Sequential add(Layer layer) {
    end = end.then(layer);
    return this;
  }

  /**
   * Adds layers whose output is added to what they take, as in residual networks.
   *
   * @return this
   * @throws IllegalArgumentException if the layers do not fit, or change the shape
   */
  public Sequential residual(Layer... block) {
    end =
        end.residual(
            node -> {
              Node last = node;
              for (Layer layer : block) {
                last = last.then(layer);
              }
              return last;
            });
    return this;
  }

  /**
   * Cuts off what stands behind a layer.
   *
   * @param name as in {@link Model#summary}: {@code dense_1}
   * @return this
   * @throws IllegalArgumentException if there is no such layer
   */
  public Sequential upTo(String name) {
    end = end.at(name);
    return this;
  }

  /**
   * Freezes layers: training leaves their weights as they are, and batch normalization among them
   * goes by its running mean and variance.
   *
   * @param names of layers; all so far where none is named
   * @return this
   * @throws IllegalArgumentException if there is no such layer
   */
  public Sequential freeze(String... names) {
    end = end.freeze(names);
    return this;
  }

  /**
   * Lets training change layers again.
   *
   * @param names of layers; all so far where none is named
   * @return this
   * @throws IllegalArgumentException if there is no such layer
   */
  public Sequential unfreeze(String... names) {
    end = end.unfreeze(names);
    return this;
  }

  /** The layers so far. */
  public Architecture architecture() {
    return end.architecture();
  }

  /**
   * Settles how the network is trained.
   *
   * @param metrics reported beside the loss
   * @throws IllegalArgumentException if the network's end, the loss and the metrics do not fit
   */
  public Blueprint compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    return end.compile(optimizer, loss, metrics);
  }
}
