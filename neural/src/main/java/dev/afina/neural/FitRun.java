package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.internal.Network;
import dev.afina.neural.internal.TensorData;
import dev.afina.neural.internal.Trainer;
import dev.afina.neural.internal.UpdateRule;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.weights.Seeds;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One fit of a model: data, epochs, callbacks, history. */
final class FitRun implements Training, Trainer.BatchListener {

  private final Model model;
  private final Blueprint blueprint;
  private final Network network;
  private final UpdateRule rule;
  private final Fit fit;
  private final int endEpoch;
  private final List<Callback> callbacks;
  private final List<Map<String, Double>> history = new ArrayList<>();
  private @Nullable String stopReason;

  FitRun(Model model, Network network, UpdateRule rule, Fit fit) {
    this.model = model;
    this.blueprint = model.blueprint();
    this.network = network;
    this.rule = rule;
    this.fit = fit;
    endEpoch = model.epoch() + fit.epochs();
    callbacks = fit.callbacks().stream().map(Callback::forTraining).toList();
  }

  History run(Dataset given) {
    Dataset train = given;
    Dataset validation = fit.validation();
    float[] sampleWeights = fit.sampleWeights();
    if (sampleWeights != null && sampleWeights.length != given.size()) {
      throw new IllegalArgumentException(
          "%d sample weights are given, expected %d, one a row of the training data"
              .formatted(sampleWeights.length, given.size()));
    }
    if (fit.validationSplit() > 0) {
      DataChecks.checkShape(given, blueprint, "training");
      int held = (int) Math.round(given.size() * fit.validationSplit());
      int[] order =
          Arrays.stream(
                  Seeds.permutation(
                      given.size(), Seeds.generator(model.seed(), Seeds.Purpose.SPLIT, 0, 0)))
              .mapToInt(row -> (int) row)
              .toArray();
      validation = given.select(Arrays.copyOf(order, held));
      int[] kept = Arrays.copyOfRange(order, held, order.length);
      train = given.select(kept);
      sampleWeights = sampleWeights == null ? null : RowWeights.select(sampleWeights, kept);
    }
    DataChecks.check(train, blueprint, "training");
    if (validation != null) {
      DataChecks.check(validation, blueprint, "validation");
    }
    checkSettings(train);
    try (TensorData trainData =
            new TensorData(
                train,
                blueprint.architecture().inputShape(),
                blueprint.loss(),
                RowWeights.of(train, fit.classWeights(), sampleWeights, blueprint));
        TensorData validationData = validation == null ? null : model.upload(validation)) {
      return run(trainData, validationData);
    }
  }

  private void checkSettings(Dataset train) {
    if (network.needsSeveralRows() && Math.min(fit.batchSize(), train.size()) == 1) {
      throw new IllegalArgumentException(
          "batch normalization needs batches of at least 2 rows, given batch size %d and %d rows"
              .formatted(fit.batchSize(), train.size()));
    }
  }

  private History run(TensorData train, @Nullable TensorData validation) {
    try {
      callbacks.forEach(callback -> callback.trainBegin(this));
      Trainer trainer = new Trainer(network, rule, blueprint.loss(), model.seed());
      while (model.epoch() < endEpoch && stopReason == null) {
        callbacks.forEach(callback -> callback.epochBegin(this));
        Map<String, Double> values = epoch(trainer, train, validation);
        history.add(values);
        callbacks.forEach(callback -> callback.epochEnd(this, values));
        model.epochDone();
      }
      callbacks.forEach(callback -> callback.trainEnd(this));
    } catch (Throwable e) {
      failed(e);
      throw e;
    }
    return new History(history, model.epoch() < endEpoch ? stopReason : null);
  }

  private Map<String, Double> epoch(
      Trainer trainer, TensorData train, @Nullable TensorData validation) {
    List<Metric.Tally> tallies = blueprint.metrics().stream().map(Metric::tally).toList();
    double loss =
        trainer.epoch(train, model.epoch(), fit.batchSize(), fit.shuffles(), tallies, this);
    Map<String, Double> values = new LinkedHashMap<>(model.values(loss, tallies));
    if (validation != null) {
      Map<String, Double> validated = model.evaluate(validation);
      validated.forEach((name, value) -> values.put("val_" + name, value));
    }
    return Collections.unmodifiableMap(values);
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
    for (Callback callback : callbacks) {
      callback.batchBegin(this, batch);
    }
  }

  @Override
  public void end(int batch, double loss) {
    for (Callback callback : callbacks) {
      callback.batchEnd(this, batch, loss);
    }
  }

  @Override
  public int epoch() {
    return model.epoch();
  }

  @Override
  public int endEpoch() {
    return endEpoch;
  }

  @Override
  public void stop(String reason) {
    stopReason = stopReason == null ? reason : stopReason;
  }

  @Override
  public double learningRate() {
    return rule.learningRate();
  }

  @Override
  public void learningRate(double rate) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException(
          "learning rate is %s, expected a finite number above 0".formatted(rate));
    }
    rule.learningRate(rate);
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
