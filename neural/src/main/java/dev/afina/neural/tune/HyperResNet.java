package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.globalMaxPooling;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.tune.ImageProblem.chain;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Node;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Sgd;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Residual networks with bottlenecks, of the first kind (<a
 * href="https://arxiv.org/abs/1512.03385">He et al. 2016a</a>, table 1) or of the second, which
 * normalises before each convolution (<a href="https://arxiv.org/abs/1603.05027">He et al.
 * 2016b</a>, figure 4 e), with the parameters of KerasTuner's hypermodel: {@code version}, the
 * depths {@code conv3_depth} and {@code conv4_depth}, {@code pooling}, {@code optimizer} and {@code
 * learning_rate}. With 64 filters and a 7 × 7 stem they have as many weights as Keras's.
 *
 * <p>Images with a side below {@value #SMALL} pixels have a stem of 3 × 3 without strides and
 * pooling, as in section 4.2 of the first paper.
 *
 * @param problem what is to be learnt
 * @param filters of the first stage, 64 in the papers; fewer for small data
 * @param augment changes of the images while training; null for none
 */
public record HyperResNet(ImageProblem problem, int filters, @Nullable HyperAugment augment)
    implements HyperModel {

  /** Images with fewer pixels a side are small. */
  public static final int SMALL = 64;

  private static final int FILTERS = 64;
  private static final int EXPANSION = 4;
  private static final int OUTER_DEPTH = 3;
  private static final double MOMENTUM = 0.9;

  /** Checks the filters. */
  public HyperResNet {
    if (filters < 1) {
      throw new IllegalArgumentException(
          "a residual network has %d filters in its first stage, expected at least 1"
              .formatted(filters));
    }
  }

  /** With the papers' 64 filters, and images as they are. */
  public static HyperResNet of(ImageProblem problem) {
    return new HyperResNet(problem, FILTERS, null);
  }

  /** With other numbers of filters throughout: so many in the first stage. */
  public HyperResNet filters(int ofFirstStage) {
    return new HyperResNet(problem, ofFirstStage, augment);
  }

  /** With images changed while training. */
  public HyperResNet augmented(HyperAugment changes) {
    return new HyperResNet(problem, filters, changes);
  }

  /**
   * The published networks by name, as values to enqueue: {@code resnet50}, {@code resnet101},
   * {@code resnet152}, and the same with {@code v2}.
   */
  public static Map<String, Map<String, Object>> presets() {
    Map<String, Map<String, Object>> presets = new LinkedHashMap<>();
    for (String version : new String[] {"v1", "v2"}) {
      String end = version.equals("v1") ? "" : version;
      presets.put("resnet50" + end, preset(version, 4, 6));
      presets.put("resnet101" + end, preset(version, 4, 23));
      presets.put("resnet152" + end, preset(version, 8, 36));
    }
    return presets;
  }

  private static Map<String, Object> preset(String version, int third, int fourth) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", version);
    values.put("conv3_depth", third);
    values.put("conv4_depth", fourth);
    values.put("pooling", "avg");
    values.put("optimizer", "sgd");
    values.put("learning_rate", 0.1);
    return values;
  }

  @Override
  public Blueprint build(HyperParameters hp) {
    boolean first = choice(hp, "version", "v2", "v1", "v2").equals("v1");
    int third = hp.withDefault(4).suggestCategorical("conv3_depth", 4, 8);
    int fourth = hp.withDefault(6).suggestCategorical("conv4_depth", 6, 23, 36);
    String pooling = choice(hp, "pooling", "avg", "avg", "max");
    Node images = problem.input();
    Node node = stem(augment == null ? images : augment.behind(images, hp), first);
    int[] depths = {OUTER_DEPTH, third, fourth, OUTER_DEPTH};
    for (int stage = 0; stage < depths.length; stage++) {
      for (int block = 0; block < depths[stage]; block++) {
        node =
            first
                ? plain(node, filters << stage, block == 0, block == 0 && stage > 0 ? 2 : 1)
                : normalisedBefore(
                    node,
                    filters << stage,
                    block == 0,
                    block == depths[stage] - 1 && stage < depths.length - 1 ? 2 : 1);
      }
    }
    if (!first) {
      node = chain(node, batchNormalization(), activation(Activation.RELU));
    }
    return node.then(pooling.equals("avg") ? globalAveragePooling() : globalMaxPooling())
        .then(dense(problem.outputs()))
        .compile(optimizer(hp), problem.loss(), problem.metricArray());
  }

  private static String choice(HyperParameters hp, String name, String start, String... choices) {
    return hp.withDefault(start).suggestCategorical(name, choices);
  }

  private Node stem(Node images, boolean normalises) {
    boolean small = problem.side() < SMALL;
    Node node = images.then(convolution(filters, small ? 3 : 7).strides(small ? 1 : 2));
    if (normalises) {
      node = chain(node, batchNormalization(), activation(Activation.RELU));
    }
    return small ? node : node.then(maxPooling2d(3).strides(2).padding(Padding.SAME));
  }

  private static Conv2D convolution(int filters, int kernel) {
    return conv2d(filters, kernel)
        .padding(Padding.SAME)
        .kernelInitializer(Activation.RELU.defaultInitializer());
  }

  /** Convolutions, each normalised behind it; the sum is activated. */
  private static Node plain(Node input, int filters, boolean changes, int stride) {
    Node shortcut =
        changes
            ? chain(
                input, convolution(EXPANSION * filters, 1).strides(stride), batchNormalization())
            : input;
    Node block =
        chain(
            input,
            convolution(filters, 1).strides(stride),
            batchNormalization(),
            activation(Activation.RELU),
            convolution(filters, 3),
            batchNormalization(),
            activation(Activation.RELU),
            convolution(EXPANSION * filters, 1),
            batchNormalization());
    return Node.add(shortcut, block).then(activation(Activation.RELU));
  }

  /** Convolutions, each normalised and activated before it. */
  private static Node normalisedBefore(Node input, int filters, boolean changes, int stride) {
    Node before = chain(input, batchNormalization(), activation(Activation.RELU));
    Node kept = stride > 1 ? input.then(maxPooling2d(1).strides(stride)) : input;
    Node shortcut =
        changes ? before.then(convolution(EXPANSION * filters, 1).strides(stride)) : kept;
    Node block =
        chain(
            before,
            convolution(filters, 1).withoutBias(),
            batchNormalization(),
            activation(Activation.RELU),
            convolution(filters, 3).strides(stride).withoutBias(),
            batchNormalization(),
            activation(Activation.RELU),
            convolution(EXPANSION * filters, 1));
    return Node.add(shortcut, block);
  }

  private static Optimizer optimizer(HyperParameters hp) {
    String name = choice(hp, "optimizer", "adam", "adam", "rmsprop", "sgd");
    double rate = hp.withDefault(0.01).suggestCategorical("learning_rate", 0.1, 0.01, 0.001);
    return switch (name) {
      case "adam" -> Adam.withLearningRate(rate);
      case "rmsprop" -> Rmsprop.withLearningRate(rate);
      default -> Sgd.withLearningRate(rate).momentum(MOMENTUM);
    };
  }
}
