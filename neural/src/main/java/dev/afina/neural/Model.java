package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.device.Device;
import dev.afina.neural.internal.Inference;
import dev.afina.neural.internal.Native;
import dev.afina.neural.internal.Network;
import dev.afina.neural.internal.Placement;
import dev.afina.neural.internal.UpdateRule;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Classes;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A network with weights, which live in native memory until {@link #close}. For one thread at a
 * time; any number of models train in parallel, each bit for bit as if it were alone.
 */
public final class Model implements AutoCloseable {

  private final Blueprint blueprint;
  private final long seed;
  private final Device device;
  private final Network network;
  private final UpdateRule rule;
  private int epoch;
  private long step;
  private boolean closed;

  private Model(Blueprint blueprint, long seed, Weights weights, int epoch, Device device) {
    this.blueprint = blueprint;
    this.seed = seed;
    this.device = device;
    this.epoch = epoch;
    network = new Network(blueprint.architecture(), weights);
    try {
      rule = UpdateRule.of(blueprint.optimizer(), network);
    } catch (Throwable e) {
      network.close();
      throw e;
    }
  }

  static Model of(Blueprint blueprint, long seed, Weights weights, int epoch, Device device) {
    Placement.check(device);
    return Native.call(
        "building",
        () -> Placement.on(device, () -> new Model(blueprint, seed, weights, epoch, device)));
  }

  /** Does something with PyTorch on the model's device. */
  private <T extends @Nullable Object> T call(String doing, Supplier<T> work) {
    checkOpen();
    return Native.call(doing, () -> Placement.on(device, work));
  }

  /** Where it computes. */
  public Device device() {
    return device;
  }

  /** What the model was built from. */
  public Blueprint blueprint() {
    return blueprint;
  }

  /** The seed it was built with. */
  public long seed() {
    return seed;
  }

  /** Number of epochs it has been trained for, over all fits. */
  public int epoch() {
    return epoch;
  }

  /**
   * Trains on data. A second fit continues the first: the optimizer keeps its state, and the epochs
   * go on counting, so that two fits of five epochs give the same weights as one of ten.
   *
   * <p>After an exception, also one thrown by a callback, the model has the weights of that moment.
   *
   * @throws IllegalArgumentException if data or settings do not fit the model
   * @throws dev.afina.neural.exception.NonFiniteLossException if the loss becomes NaN or infinite
   * @throws dev.afina.neural.exception.NativeMemoryException if PyTorch runs out of memory
   */
  public History fit(Dataset train, Fit fit) {
    return call(
        "training",
        () -> {
          FitRun run = new FitRun(this, network, rule, fit);
          return run.run(FitSources.of(train, fit, this));
        });
  }

  /**
   * Trains on data that need not fit into memory; otherwise as on a data set. Without shuffling it
   * gives the same bits.
   *
   * @throws IllegalArgumentException also for a validation split and for sample weights, which
   *     streams cannot have
   */
  public History fit(StreamedData train, Fit fit) {
    return call(
        "training",
        () -> {
          FitRun run = new FitRun(this, network, rule, fit);
          return run.run(FitSources.of(train, fit, this));
        });
  }

  void epochDone() {
    epoch++;
  }

  void stepDone() {
    step++;
  }

  long step() {
    return step;
  }

  /**
   * The loss and metrics on data.
   *
   * @throws IllegalArgumentException if the data do not fit the model or are empty
   */
  public Evaluation evaluate(Dataset data) {
    checkOpen();
    DataChecks.check(data, blueprint, "evaluation");
    return call("evaluation", () -> new Evaluation(evaluator().values(data)));
  }

  /**
   * The loss and metrics on data that need not fit into memory.
   *
   * @throws IllegalArgumentException if the data do not fit the model or are empty
   */
  public Evaluation evaluate(StreamedData data) {
    return call("evaluation", () -> new Evaluation(evaluator().values(data, "evaluation")));
  }

  Evaluator evaluator() {
    return new Evaluator(blueprint, network);
  }

  /** Predictions for a data set, whose targets do not matter; see {@link #predict(float[])}. */
  public float[][] predict(Dataset data) {
    DataChecks.checkShape(data.featureShape(), blueprint, "prediction");
    return predict(data.features());
  }

  /**
   * Predictions, one row a sample: probabilities of all classes, of class 1 alone for binary
   * cross-entropy, or the value, as the loss's {@link Loss#link} makes them.
   *
   * @param features row-major, a whole number of samples; NaN is refused
   */
  public float[][] predict(float[] features) {
    checkOpen();
    DataChecks.checkFeatures(features, 0, blueprint.architecture().inputShape(), "prediction");
    return call("prediction", () -> Inference.predict(network, blueprint.loss(), features));
  }

  /** The most probable class of every row, the first of equally probable ones. */
  public int[] predictClasses(Dataset data) {
    if (!blueprint.loss().classification()) {
      throw new IllegalStateException(
          "a model with loss %s predicts values, not classes".formatted(blueprint.loss()));
    }
    return Arrays.stream(predict(data))
        .mapToInt(row -> Classes.predicted(row, 0, row.length))
        .toArray();
  }

  /** A copy of the current weights. */
  public Weights weights() {
    return call("reading weights", network::read);
  }

  /**
   * Goes back to the given weights; the optimizer keeps its state.
   *
   * @throws IllegalArgumentException if they are of another network
   */
  public void restore(Weights weights) {
    call(
        "writing weights",
        () -> {
          network.write(weights);
          return this;
        });
  }

  /** All that is needed to continue this training in another model of the same seed. */
  public TrainingState trainingState() {
    return call(
        "reading state",
        () -> new TrainingState(epoch, step, network.read(), rule.read(), rule.learningRate()));
  }

  /**
   * Continues where a training paused, in a model of the same blueprint and seed.
   *
   * @throws IllegalArgumentException if the state is of another network or optimizer
   */
  public void resume(TrainingState state) {
    call(
        "writing state",
        () -> {
          network.write(state.weights());
          rule.write(state.optimizer());
          rule.learningRate(state.learningRate());
          epoch = state.epoch();
          step = state.step();
          return this;
        });
  }

  /** A table of the layers with their shapes and numbers of weights. */
  public String summary() {
    return blueprint.summary();
  }

  /**
   * Saves blueprint and weights into a folder, which is made if need be: {@code model.json} and
   * {@code weights.safetensors}. Other files in it stay. The optimizer's state is not saved.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be written; a model that was there
   *     before is then still whole
   */
  public void save(Path directory) {
    ModelFiles.save(this, directory);
  }

  /**
   * Loads a saved model. It predicts as the saved one did to the last bit.
   *
   * @param custom metrics of the model that are not in {@link dev.afina.neural.metric.Metrics}
   * @throws dev.afina.neural.exception.ModelFormatException if there is no whole model of this or
   *     an older format version
   */
  public static Model load(Path directory, Metric... custom) {
    return load(directory, Device.CPU, custom);
  }

  /**
   * Loads a saved model onto a device, whichever it was trained on.
   *
   * @param custom metrics of the model that are not in {@link dev.afina.neural.metric.Metrics}
   * @throws dev.afina.neural.exception.ModelFormatException if there is no whole model of this or
   *     an older format version
   * @throws IllegalArgumentException if the device cannot be used, saying what is missing
   */
  public static Model load(Path directory, Device device, Metric... custom) {
    Placement.check(device);
    return ModelFiles.load(directory, device, List.of(custom));
  }

  /**
   * A model of its own that goes on as this one would: with the same blueprint, seed, weights,
   * epochs and state of the optimizer, of which nothing is shared. Close it after use.
   */
  public Model copy() {
    Model copy = of(blueprint, seed, weights(), epoch, device);
    try {
      copy.resume(trainingState());
      return copy;
    } catch (Throwable e) {
      copy.close();
      throw e;
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  /** Releases the native memory; again does nothing. */
  @Override
  public void close() {
    closed = true;
    rule.close();
    network.close();
  }
}
