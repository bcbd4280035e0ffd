package dev.afina.neural;

import dev.afina.neural.device.Device;
import dev.afina.neural.exception.NativeMemoryException;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.Weights;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything about a model but its weights. Immutable and shared freely; any number of models are
 * built from it.
 *
 * @param architecture layers whose shapes meet, with at least one weight to train
 * @param optimizer how weights change
 * @param loss what is made small
 * @param metrics reported beside it, with different names
 * @param start weights that its models start with, by name, from a network trained before; all
 *     others are drawn. Not saved with a model, which has weights of its own
 */
public record Blueprint(
    Architecture architecture,
    Optimizer optimizer,
    Loss loss,
    List<Metric> metrics,
    Weights start) {

  /** Checks that the parts fit. */
  public Blueprint {
    metrics = List.copyOf(metrics);
    if (architecture.weightCount(true) == 0) {
      throw new IllegalArgumentException(
          architecture.weightCount(false) == 0
              ? "the network has no weights to train, expected at least one layer such as dense"
              : "the network has no weights to train, as every layer that has some is frozen;"
                  + " unfreeze one, or add one");
    }
    start.checkPartOf(architecture);
    List<Architecture.Place> places = architecture.places();
    loss.checkOutput(
        architecture.outputShape(), places.get(places.size() - 1).layer().lastActivation());
    Set<String> names = new HashSet<>(Set.of("loss"));
    for (Metric metric : metrics) {
      if (!metric.suits(loss)) {
        throw new IllegalArgumentException(
            "metric %s does not suit the loss %s; classes have accuracy, precision, recall, f1, auc,"
                    .formatted(metric.name(), loss)
                + " log_loss, values mae, mse, rmse, r2");
      }
      metric.checkClasses(loss.classes(architecture.outputShape().count()));
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException(
            "metric name \"%s\" appears twice, expected different names".formatted(metric.name()));
      }
    }
  }

  /** Whose models start with drawn weights only. */
  public Blueprint(
      Architecture architecture, Optimizer optimizer, Loss loss, List<Metric> metrics) {
    this(architecture, optimizer, loss, metrics, Weights.NONE);
  }

  /**
   * A model at its start; close it after use.
   *
   * @param seed decides the weights now, and shuffles and dropout masks later: the same seed trains
   *     the same model to the last bit, on the same build and type of processor
   */
  public Model build(long seed) {
    return build(seed, Device.CPU);
  }

  /**
   * A model at its start on a device; close it after use.
   *
   * @param seed as in {@link #build(long)}; the weights drawn do not depend on the device
   * @throws IllegalArgumentException if the device cannot be used, saying what is missing
   * @throws NativeMemoryException if there is not enough memory
   */
  public Model build(long seed, Device device) {
    return Model.of(this, seed, draw(seed).with(start), 0, device);
  }

  private Weights draw(long seed) {
    try {
      return InitialWeights.draw(architecture, seed);
    } catch (OutOfMemoryError e) {
      throw new NativeMemoryException(
          "the network's %d weights do not fit into the Java heap of %d MiB; give Java more with"
                  .formatted(
                      architecture.weightCount(true) + architecture.weightCount(false),
                      Runtime.getRuntime().maxMemory() >> 20)
              + " -Xmx, or take a smaller network",
          e);
    }
  }

  /** A table of the layers with their shapes and numbers of weights. */
  public String summary() {
    return Summary.of(architecture);
  }
}
