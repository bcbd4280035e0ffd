package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.reshape;
import static dev.afina.neural.layer.Padding.SAME;

import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Node;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;

/** Convolutions that each add to what goes past them. */
public final class ResidualNetwork {

  private ResidualNetwork() {}

  private static Conv2D convolution(int filters) {
    return conv2d(filters, 3).padding(SAME).withoutBias();
  }

  /** A block that keeps the shape. */
  private static Node block(Node x) {
    int channels = x.shape().last();
    return x.residual(
            inner ->
                inner
                    .then(convolution(channels))
                    .then(batchNormalization())
                    .then(activation(RELU))
                    .then(convolution(channels))
                    .then(batchNormalization()))
        .then(activation(RELU));
  }

  /** A block that halves height and width; what goes past is brought to the same shape. */
  private static Node halving(Node x, int filters) {
    Node straight = x.then(conv2d(filters, 1).strides(2).withoutBias());
    Node inner = x.then(convolution(filters).strides(2)).then(batchNormalization());
    return Node.add(straight, inner).then(activation(RELU));
  }

  /**
   * Trains a small one.
   *
   * @param csv the digits
   * @return the share of unseen digits that it reads rightly
   */
  public static double run(Path csv) {
    Digits digits = Digits.read(csv);
    Node x = Node.input(Digits.SIDE, Digits.SIDE).then(reshape(Digits.SIDE, Digits.SIDE, 1));
    x = block(x.then(convolution(16)).then(batchNormalization()).then(activation(RELU)));
    x = block(halving(x, 32));
    Blueprint blueprint =
        x.then(globalAveragePooling())
            .then(dense(10))
            .compile(
                Adam.withLearningRate(3e-3),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);
    System.out.print(blueprint.summary());
    try (Model model = blueprint.build(1)) {
      model.fit(digits.train(), Fit.epochs(8));
      return model.evaluate(digits.test()).get("accuracy");
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    System.out.printf("accuracy on unseen digits: %.4f%n", run(Path.of("samples", "digits.csv")));
  }
}
