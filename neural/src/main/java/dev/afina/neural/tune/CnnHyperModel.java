package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Layers;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.List;

/**
 * A network for images whose kind, shape and training are tuned over a {@link CnnSpace}.
 *
 * <p>A convolutional network is made of blocks: convolutions that keep height and width, each
 * normalised and activated as chosen, then a pooling that halves both. Behind the last block come a
 * hidden dense layer and the outputs, each behind the chosen dropout. The other kind is that of
 * {@link MlpHyperModel}.
 *
 * @param space what may be chosen
 * @param inputShape shape of one image: height and width, and channels where there are several
 * @param outputs number of outputs: classes, or 1
 * @param loss what is made small
 * @param metrics reported beside it
 */
public record CnnHyperModel(
    CnnSpace space, List<Integer> inputShape, int outputs, Loss loss, List<Metric> metrics)
    implements HyperModel {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the samples are no images
   */
  public CnnHyperModel {
    inputShape = List.copyOf(inputShape);
    metrics = List.copyOf(metrics);
    if (inputShape.size() != 2 && inputShape.size() != 3) {
      throw new IllegalArgumentException(
          "samples of shape %s are no images, expected height and width, and maybe channels"
              .formatted(inputShape));
    }
  }

  private MlpHyperModel perceptron() {
    return new MlpHyperModel(space.mlp(), inputShape, outputs, loss, metrics);
  }

  @Override
  public Blueprint build(HyperParameters hp) {
    MlpHyperModel perceptron = perceptron();
    Object architecture = hp.suggest(CnnSpace.ARCHITECTURE, space.get(CnnSpace.ARCHITECTURE));
    if (CnnSpace.MLP.equals(architecture)) {
      return perceptron.build(hp);
    }
    int blocks = integer(hp, CnnSpace.BLOCKS);
    int convolutions = integer(hp, CnnSpace.CONVOLUTIONS);
    int filters = integer(hp, CnnSpace.FILTERS);
    int kernel = integer(hp, CnnSpace.KERNEL);
    Activation activation = perceptron.activation(hp);
    boolean normalise = perceptron.normalises(hp);
    Sequential network = input();
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < convolutions; i++) {
        add(network, conv2d(filters << block, kernel).padding(Padding.SAME), activation, normalise);
      }
      network.add(maxPooling2d(2).padding(Padding.SAME));
    }
    double rate = perceptron.dropoutRate(hp);
    network.add(flatten());
    thinOut(network, rate);
    MlpHyperModel.addHidden(
        network, integer(hp, CnnSpace.DENSE_UNITS), activation, normalise, rate);
    return network
        .add(dense(outputs))
        .compile(perceptron.optimizer(hp), loss, metrics.toArray(Metric[]::new));
  }

  private Sequential input() {
    int height = inputShape.get(0);
    int width = inputShape.get(1);
    return inputShape.size() == 2
        ? Sequential.input(height, width).add(reshape(height, width, 1))
        : Sequential.input(height, width, inputShape.get(2));
  }

  private static void add(
      Sequential network, Conv2D convolution, Activation activation, boolean normalise) {
    if (normalise) {
      network
          .add(convolution.withoutBias().kernelInitializer(activation.defaultInitializer()))
          .add(batchNormalization())
          .add(Layers.activation(activation));
    } else {
      network.add(convolution.activation(activation));
    }
  }

  private static void thinOut(Sequential network, double rate) {
    if (rate > 0) {
      network.add(dropout(rate));
    }
  }

  @Override
  public Fit fit(HyperParameters hp, Fit fit) {
    return perceptron().fit(hp, fit);
  }

  private int integer(HyperParameters hp, String name) {
    return MlpHyperModel.integer(hp, name, space.get(name));
  }
}
