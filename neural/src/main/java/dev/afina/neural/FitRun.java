package dev.afina.neural;

import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.CallbackState;
import dev.afina.neural.callback.Training;
import dev.afina.neural.exception.NonFiniteLossException;
import dev.afina.neural.internal.Gradients;
import dev.afina.neural.internal.Inference;
import dev.afina.neural.internal.Network;
import dev.afina.neural.internal.Trainer;
import dev.afina.neural.internal.UpdateRule;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One fit of a model: epochs, callbacks, history, and where it can be resumed from. */
final class FitRun implements Training, Trainer.BatchListener {

  private static final System.Logger LOG = System.getLogger("dev.afina.neural");
  private static final String LEARNING_RATE = "learning_rate";

  private final Model model;
  private final Blueprint blueprint;
  private final Network network;
  private final UpdateRule rule;
  private final Fit fit;
  private final FitRate rate;
  private final List<Callback> callbacks;
  private final List<Map<String, Double>> history = new ArrayList<>();
  private Map<String, Double> values = new LinkedHashMap<>();
  private List<Metric.Tally> tallies = List.of();
  private @Nullable Trainer trainer;
  private @Nullable FitData train;
  private int firstEpoch;
  private int epoch;
  private boolean logging;
  private @Nullable String stopReason;

  FitRun(Model model, Network network, UpdateRule rule, Fit fit) {
    this.model = model;
    this.blueprint = model.blueprint();
    this.network = network;
    this.rule = rule;
    this.fit = fit;
    rate = new FitRate(fit, rule);
    firstEpoch = model.epoch();
    epoch = firstEpoch;
    callbacks = fit.callbacks().stream().map(Callback::forTraining).toList();
  }

  /** Runs the fit and closes the data. */
  History run(FitSources given) {
    try (FitSources sources = given) {
      train = sources.train();
      checkSettings(sources.train());
      FitResume resume = FitResume.of(fit, model, sources.train());
      resume.load().ifPresent(this::resume);
      return run(sources, resume);
    }
  }

  private void checkSettings(FitData data) {
    if (network.needsSeveralRows() && Math.min(fit.batchSize(), data.size()) == 1) {
      throw new IllegalArgumentException(
          "batch normalization needs batches of at least 2 rows, given batch size %d and %d rows"
              .formatted(fit.batchSize(), data.size()));
    }
    if (fit.batchSize() > data.size() && fit.batchSize() != Fit.DEFAULT_BATCH_SIZE) {
      LOG.log(
          System.Logger.Level.INFO,
          "batch size %d is larger than the training data, whose %d rows make one batch"
              .formatted(fit.batchSize(), data.size()));
    }
  }

  private void resume(Checkpoint checkpoint) {
    for (int i = 0; i < callbacks.size(); i++) {
      callbacks.get(i).resume(checkpoint.callbacks().get(i));
    }
    model.resume(checkpoint.state());
    firstEpoch = checkpoint.firstEpoch();
    epoch = model.epoch();
    history.addAll(checkpoint.history());
    stopReason = checkpoint.stopReason();
  }

  private History run(FitSources sources, FitResume resume) {
    try {
      callbacks.forEach(callback -> callback.trainBegin(this));
      boolean cut = false;
      while (!cut && epoch < endEpoch() && stopReason == null) {
        callbacks.forEach(callback -> callback.epochBegin(this));
        cut = !epoch(sources);
        if (!cut) {
          history.add(Collections.unmodifiableMap(values));
          epoch = model.epoch();
          resume.save(this::checkpoint);
        }
      }
      callbacks.forEach(callback -> callback.trainEnd(this));
    } catch (Throwable e) {
      failed(e);
      throw e;
    }
    resume.finish();
    return new History(history, epoch < endEpoch() ? stopReason : null);
  }

  /** Trains for an epoch; false if a loss that is not finite ended it, and training with it. */
  private boolean epoch(FitSources sources) {
    tallies = blueprint.metrics().stream().map(Metric::tally).toList();
    Trainer current =
        new Trainer(network, rule, blueprint.loss(), model.seed(), epoch, tallies, this);
    trainer = current;
    sources.train().epoch(epoch, (part, order) -> current.train(part, order, fit.batchSize()));
    if (current.wasCut()) {
      return false;
    }
    values = new LinkedHashMap<>(valuesSoFar());
    if (sources.validation() != null) {
      sources.validation().get().forEach((name, value) -> values.put("val_" + name, value));
    }
    if (rate.scheduled()) {
      values.put(LEARNING_RATE, rate.value());
    }
    model.epochDone();
    logging = true;
    Map<String, Double> view = Collections.unmodifiableMap(values);
    callbacks.forEach(callback -> callback.epochEnd(this, view));
    logging = false;
    return true;
  }

  private Checkpoint checkpoint(Map<String, String> settings) {
    List<CallbackState> states = callbacks.stream().map(Callback::state).toList();
    return new Checkpoint(settings, firstEpoch, model.trainingState(), history, stopReason, states);
  }

  private void failed(Throwable cause) {
    for (Callback callback : callbacks) {
      try {
        callback.trainFailed(this, cause);
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }

  @Override
  public void begin(int batch) {
    rate.follow(epoch, model.step());
    for (Callback callback : callbacks) {
      callback.batchBegin(this, batch);
    }
  }

  @Override
  public void end(int batch, double loss) {
    model.stepDone();
    for (Callback callback : callbacks) {
      callback.batchEnd(this, batch, loss);
    }
  }

  @Override
  public void nonFinite(int batch, double loss) {
    String before = stopReason;
    for (Callback callback : callbacks) {
      callback.nonFiniteLoss(this, batch, loss);
    }
    if (before != null || stopReason == null) {
      throw new NonFiniteLossException(epoch, batch, loss);
    }
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int endEpoch() {
    return firstEpoch + fit.epochs();
  }

  @Override
  public long step() {
    return model.step();
  }

  @Override
  public int batches() {
    long rows = data().size();
    long batches = (rows + fit.batchSize() - 1) / fit.batchSize();
    boolean joined = network.needsSeveralRows() && rows > 1 && rows % fit.batchSize() == 1;
    return Math.toIntExact(joined ? batches - 1 : batches);
  }

  private FitData data() {
    if (train == null) {
      throw new IllegalStateException("the training has not begun");
    }
    return train;
  }

  @Override
  public void stop(String reason) {
    stopReason = stopReason == null ? reason : stopReason;
  }

  @Override
  public double learningRate() {
    return rate.value();
  }

  @Override
  public void learningRate(double changed) {
    rate.change(changed);
  }

  @Override
  public void log(String name, double value) {
    if (!logging) {
      throw new IllegalStateException(
          "\"%s\" is logged outside of epochEnd, where there is no epoch to add it to"
              .formatted(name));
    }
    if (values.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException(
          "\"%s\" is logged twice in an epoch, expected different names".formatted(name));
    }
  }

  @Override
  public Map<String, Double> valuesSoFar() {
    if (trainer == null) {
      throw new IllegalStateException("there are no values yet: no epoch has begun");
    }
    return model.evaluator().values(trainer.meanLoss(), tallies);
  }

  @Override
  public List<Map<String, Double>> history() {
    return Collections.unmodifiableList(history);
  }

  @Override
  public Architecture architecture() {
    return blueprint.architecture();
  }

  @Override
  public Map<String, Double> gradientNorms() {
    return Gradients.norms(network);
  }

  @Override
  public Weights gradients() {
    return Gradients.read(network);
  }

  @Override
  public Map<String, Double> deadUnits() {
    Map<String, Double> shares = new LinkedHashMap<>();
    data()
        .sample(
            SAMPLE_ROWS, rows -> shares.putAll(Inference.deadUnits(network, rows, SAMPLE_ROWS)));
    return Collections.unmodifiableMap(shares);
  }

  @Override
  public Weights weights() {
    return network.read();
  }

  @Override
  public void restore(Weights weights) {
    network.write(weights);
  }

  @Override
  public void save(Path directory) {
    model.save(directory);
  }

  @Override
  public Optional<Boolean> higherIsBetter(String name) {
    String plain = name.startsWith("val_") ? name.substring("val_".length()) : name;
    if (plain.equals("loss")) {
      return Optional.of(false);
    }
    return blueprint.metrics().stream()
        .filter(metric -> metric.name().equals(plain))
        .map(Metric::higherIsBetter)
        .findFirst();
  }
}
