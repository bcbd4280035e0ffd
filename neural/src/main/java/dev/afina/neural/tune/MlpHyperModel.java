package dev.afina.neural.tune;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Dense;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import java.util.List;
import java.util.Locale;

/**
 * A multilayer perceptron whose shape and training are tuned over an {@link MlpSpace}.
 *
 * <p>Each hidden layer is dense, then, as chosen, normalised, activated and thinned out. A layer's
 * width is asked for only where the layer exists, momentum only where the optimizer has it.
 *
 * @param space what may be chosen
 * @param inputShape shape of one sample
 * @param outputs number of outputs: classes, or 1
 * @param loss what is made small
 * @param metrics reported beside it
 */
public record MlpHyperModel(
    MlpSpace space, List<Integer> inputShape, int outputs, Loss loss, List<Metric> metrics)
    implements HyperModel {

  /** Copies the lists. */
  public MlpHyperModel {
    inputShape = List.copyOf(inputShape);
    metrics = List.copyOf(metrics);
  }

  @Override
  public Blueprint build(HyperParameters hp) {
    Sequential network =
        Sequential.input(inputShape.stream().mapToInt(Integer::intValue).toArray());
    if (inputShape.size() > 1) {
      network.add(flatten());
    }
    int layers = integer(hp, MlpSpace.LAYERS, MlpSpace.LAYERS);
    if (layers > 0) {
      Activation activation = activation(hp);
      boolean normalise = normalises(hp);
      double rate = dropoutRate(hp);
      for (int i = 1; i <= layers; i++) {
        addHidden(
            network, integer(hp, MlpSpace.unitsOf(i), MlpSpace.UNITS), activation, normalise, rate);
      }
    }
    return network.add(dense(outputs)).compile(optimizer(hp), loss, metrics.toArray(Metric[]::new));
  }

  /** What follows each hidden layer. */
  Activation activation(HyperParameters hp) {
    return activation(text(hp, MlpSpace.ACTIVATION));
  }

  /** Whether each hidden layer is normalised over the batch. */
  boolean normalises(HyperParameters hp) {
    return (boolean) given(hp, MlpSpace.BATCH_NORMALIZATION);
  }

  /** The share of each hidden layer's outputs that is dropped. */
  double dropoutRate(HyperParameters hp) {
    return number(hp, MlpSpace.DROPOUT);
  }

  /** Adds a hidden layer. */
  static void addHidden(
      Sequential network, int units, Activation activation, boolean normalise, double rate) {
    Dense dense = dense(units);
    if (normalise) {
      network
          .add(dense.kernelInitializer(activation.defaultInitializer()))
          .add(batchNormalization())
          .add(dev.afina.neural.layer.Layers.activation(activation));
    } else {
      network.add(dense.activation(activation));
    }
    if (rate > 0) {
      network.add(dropout(rate));
    }
  }

  /** The rule by which weights change. */
  Optimizer optimizer(HyperParameters hp) {
    String name = text(hp, MlpSpace.OPTIMIZER);
    double rate = number(hp, MlpSpace.LEARNING_RATE);
    double decay = number(hp, MlpSpace.WEIGHT_DECAY);
    if (name.equals("adam")) {
      return Adam.withLearningRate(rate).weightDecay(decay);
    }
    Sgd sgd = Sgd.withLearningRate(rate).weightDecay(decay);
    double momentum = number(hp, MlpSpace.MOMENTUM);
    return momentum > 0 ? sgd.momentum(momentum).withNesterov() : sgd;
  }

  @Override
  public Fit fit(HyperParameters hp, Fit fit) {
    return fit.batchSize(integer(hp, MlpSpace.BATCH_SIZE, MlpSpace.BATCH_SIZE));
  }

  private static Activation activation(String name) {
    return new Activation(
        Activation.Kind.valueOf(name.toUpperCase(Locale.ROOT)), name.equals("elu") ? 1 : 0);
  }

  private Object given(HyperParameters hp, String name, String key) {
    return given(hp, name, space.get(key));
  }

  private static Object given(HyperParameters hp, String name, Distribution distribution) {
    Object value = hp.suggest(name, distribution);
    if (value == null) {
      throw new IllegalArgumentException("parameter \"%s\" was given null".formatted(name));
    }
    return value;
  }

  private Object given(HyperParameters hp, String name) {
    return given(hp, name, name);
  }

  private int integer(HyperParameters hp, String name, String key) {
    return integer(hp, name, space.get(key));
  }

  /** A parameter's whole number. */
  static int integer(HyperParameters hp, String name, Distribution distribution) {
    return ((Number) given(hp, name, distribution)).intValue();
  }

  private double number(HyperParameters hp, String name) {
    return ((Number) given(hp, name)).doubleValue();
  }

  private String text(HyperParameters hp, String name) {
    return given(hp, name).toString();
  }
}
