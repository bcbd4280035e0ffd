package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.neural.Node;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.List;

/**
 * What a network for images is to learn.
 *
 * @param inputShape shape of one image: height and width, and channels where there are several
 * @param outputs number of outputs: classes, or 1
 * @param loss what is made small
 * @param metrics reported beside it
 */
public record ImageProblem(List<Integer> inputShape, int outputs, Loss loss, List<Metric> metrics) {

  /** Checks the shape and copies the lists. */
  public ImageProblem {
    inputShape = List.copyOf(inputShape);
    metrics = List.copyOf(metrics);
    if (inputShape.size() != 2 && inputShape.size() != 3) {
      throw new IllegalArgumentException(
          "samples of shape %s are no images, expected height and width, and maybe channels"
              .formatted(inputShape));
    }
  }

  /** Classes by sparse categorical cross-entropy, with metrics beside it. */
  public static ImageProblem classes(List<Integer> inputShape, int classes, Metric... metrics) {
    return new ImageProblem(
        inputShape, classes, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, List.of(metrics));
  }

  /** The image with its channels as the last axis. */
  Node input() {
    int height = inputShape.get(0);
    int width = inputShape.get(1);
    return inputShape.size() == 2
        ? Node.input(height, width).then(reshape(height, width, 1))
        : Node.input(height, width, inputShape.get(2));
  }

  /** The shorter side in pixels. */
  int side() {
    return Math.min(inputShape.get(0), inputShape.get(1));
  }

  Metric[] metricArray() {
    return metrics.toArray(Metric[]::new);
  }

  /** Layers one behind the other. */
  static Node chain(Node node, Layer... layers) {
    Node end = node;
    for (Layer layer : layers) {
      end = end.then(layer);
    }
    return end;
  }
}
