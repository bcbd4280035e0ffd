package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.globalMaxPooling;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.separableConv2d;
import static dev.afina.neural.tune.ImageProblem.chain;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Node;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.SeparableConv2D;
import dev.afina.neural.optimizer.Adam;
import org.jspecify.annotations.Nullable;

/**
 * Networks of separable convolutions with residual connections, after Xception (<a
 * href="https://arxiv.org/abs/1610.02357">Chollet 2017</a>, figure 5), with the parameters of
 * KerasTuner's hypermodel: {@code activation}, {@code conv2d_num_filters}, {@code kernel_size},
 * {@code initial_strides}, {@code sep_num_filters}, {@code num_residual_blocks}, {@code pooling},
 * {@code num_dense_layers}, {@code dropout_rate}, {@code dense_use_bn}, {@code learning_rate}, and
 * the width of the dense layers, {@code dense_units}, which there is the number of classes.
 *
 * @param problem what is to be learnt
 * @param share of the filters that are there for each of KerasTuner's, in (0, 1]; less for small
 *     data
 * @param augment changes of the images while training; null for none
 */
public record HyperXception(ImageProblem problem, double share, @Nullable HyperAugment augment)
    implements HyperModel {

  /** Checks the share. */
  public HyperXception {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of the filters is %s, expected a number in (0, 1]".formatted(share));
    }
  }

  /** With as many filters as in KerasTuner, and images as they are. */
  public static HyperXception of(ImageProblem problem) {
    return new HyperXception(problem, 1, null);
  }

  /** With fewer filters throughout. */
  public HyperXception share(double ofFilters) {
    return new HyperXception(problem, ofFilters, augment);
  }

  /** With images changed while training. */
  public HyperXception augmented(HyperAugment changes) {
    return new HyperXception(problem, share, changes);
  }

  @Override
  public Blueprint build(HyperParameters hp) {
    String name = hp.withDefault("relu").suggestCategorical("activation", "relu", "selu");
    Activation function = name.equals("relu") ? Activation.RELU : Activation.SELU;
    int first = hp.withDefault(64).suggestCategorical("conv2d_num_filters", 32, 64, 128);
    int kernel = hp.withDefault(3).suggestCategorical("kernel_size", 3, 5);
    int stride = hp.suggestFixed("initial_strides", 2);
    int separable = hp.withDefault(256).suggestInt("sep_num_filters", 128, 768, 128);
    int blocks = hp.withDefault(4).suggestInt("num_residual_blocks", 2, 8);
    Node images = problem.input();
    Node node =
        chain(
            augment == null ? images : augment.behind(images, hp),
            convolution(scaled(first), kernel, function).strides(stride),
            batchNormalization(),
            activation(function));
    for (int i = 0; i < blocks; i++) {
      node = block(node, scaled(separable), function, false);
    }
    node = block(node, 2 * scaled(separable), function, true);
    return head(pooled(node, hp), hp, function)
        .then(dense(problem.outputs()))
        .compile(
            Adam.withLearningRate(
                hp.withDefault(1e-3).suggestCategorical("learning_rate", 1e-3, 1e-4, 1e-5)),
            problem.loss(),
            problem.metricArray());
  }

  private int scaled(int filters) {
    return Math.max(1, (int) Math.round(share * filters));
  }

  private static Conv2D convolution(int filters, int kernel, Activation function) {
    return conv2d(filters, kernel)
        .padding(Padding.SAME)
        .withoutBias()
        .kernelInitializer(function.defaultInitializer());
  }

  private static SeparableConv2D separable(int filters, Activation function) {
    return separableConv2d(filters, 3)
        .padding(Padding.SAME)
        .withoutBias()
        .kernelInitializer(function.defaultInitializer());
  }

  /** Two separable convolutions beside a shortcut; pooling halves height and width of both. */
  private static Node block(Node input, int filters, Activation function, boolean pools) {
    Node block =
        chain(
            input,
            separable(filters, function),
            batchNormalization(),
            activation(function),
            separable(filters, function),
            batchNormalization());
    if (pools) {
      block = block.then(maxPooling2d(3).strides(2).padding(Padding.SAME));
    }
    Node shortcut =
        input.shape().equals(block.shape())
            ? input
            : chain(
                input,
                convolution(filters, 1, function).strides(pools ? 2 : 1),
                batchNormalization());
    return Node.add(shortcut, block).then(activation(function));
  }

  private static Node pooled(Node node, HyperParameters hp) {
    String pooling = hp.withDefault("avg").suggestCategorical("pooling", "avg", "flatten", "max");
    return switch (pooling) {
      case "avg" -> node.then(globalAveragePooling());
      case "max" -> node.then(globalMaxPooling());
      default -> node.then(flatten());
    };
  }

  private Node head(Node node, HyperParameters hp, Activation function) {
    int layers = hp.suggestInt("num_dense_layers", 1, 3);
    double rate = hp.withDefault(0.5).suggestDouble("dropout_rate", 0, 0.6, 0.1);
    boolean normalises = hp.withDefault(true).suggestBoolean("dense_use_bn");
    int units = hp.withDefault(128).suggestInt("dense_units", 64, 512, 64);
    Node end = node;
    for (int i = 0; i < layers; i++) {
      end = end.then(dense(scaled(units)).kernelInitializer(function.defaultInitializer()));
      end = normalises ? end.then(batchNormalization()) : end;
      end = end.then(activation(function));
      end = rate > 0 ? end.then(dropout(rate)) : end;
    }
    return end;
  }
}
