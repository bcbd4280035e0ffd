package dev.afina.neural.tune;

import dev.afina.core.RunAbortedException;
import dev.afina.core.study.Objective;
import dev.afina.core.trial.Trial;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.ReduceOnPlateau;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Trains a hypermodel's network in a trial: reports the validation metric after every epoch, gives
 * up when the pruner says so, and is worth its best epoch. Steps are shortened when the metric
 * stays on a plateau.
 *
 * <p>Everything random in a trial comes from its seed, so the same trial has the same value
 * whatever runs beside it. Where a scheduler sets trials aside, the training is saved after every
 * epoch, and another worker continues it to the same bits as if it had never stopped; a checkpoint
 * that is missing or broken begins the trial again, and says so.
 */
public final class NetworkObjective implements Objective {

  private static final double SHORTENING = 0.3;

  private final HyperModel hyperModel;
  private final TuningData given;
  private final List<Goal> goals;
  private final boolean isTuner;
  private int patience;
  private double @Nullable [] classWeights;
  private @Nullable BestModel best;
  private @Nullable ExecutionFiles files;
  private @Nullable BiFunction<Trial, Integer, Callback> watcher;
  private int executions = 1;
  private long largest = Long.MAX_VALUE;

  /**
   * An objective.
   *
   * @param metric what each epoch reports, such as {@code val_accuracy}
   * @param epochs the most epochs that a trial is trained for
   */
  public NetworkObjective(
      HyperModel hyperModel, Dataset train, Dataset validation, String metric, int epochs) {
    this.hyperModel = hyperModel;
    given = TuningData.of(train, validation, Fit.epochs(epochs));
    goals = List.of(new Goal(metric, null));
    isTuner = false;
    patience = epochs;
  }

  /** That of a tuner: with the callbacks of its fit, and no others. */
  NetworkObjective(HyperModel hyperModel, TuningData data, List<Goal> goals) {
    this.hyperModel = hyperModel;
    this.goals = List.copyOf(goals);
    given = data;
    isTuner = true;
  }

  /**
   * Ends a training whose metric has not become better for so many epochs. After two fifths of
   * them, but at least 2, steps are shortened to 0.3 of their size.
   *
   * @param epochsWithoutGain at least 1; by default all epochs, so that no training ends early
   */
  public NetworkObjective patience(int epochsWithoutGain) {
    patience = epochsWithoutGain;
    return this;
  }

  /** Weights the training loss by class. */
  public NetworkObjective classWeights(double... weights) {
    classWeights = weights.clone();
    return this;
  }

  /** Keeps the best trial's network, with the weights of its best epoch. */
  public NetworkObjective keeping(BestModel place) {
    best = place;
    return this;
  }

  /** Keeps the epochs of all trainings. */
  NetworkObjective keeping(ExecutionFiles place) {
    files = place;
    return this;
  }

  /**
   * Trains every network so often, each time from other weights; the trial is worth the mean. Only
   * the first training reports its epochs. 1 by default.
   *
   * @param times at least 1
   */
  public NetworkObjective executions(int times) {
    if (times < 1) {
      throw new IllegalArgumentException(
          "%d executions a trial are asked for, expected at least 1".formatted(times));
    }
    executions = times;
    return this;
  }

  /**
   * Fails a trial whose network has more weights, before it is trained; no limit by default.
   *
   * @param weights at least 1, those that are not trained counted
   */
  public NetworkObjective largestModel(long weights) {
    if (weights < 1) {
      throw new IllegalArgumentException(
          "the largest model has %d weights, expected at least 1".formatted(weights));
    }
    largest = weights;
    return this;
  }

  /**
   * Watches every training by a callback of its own, made before it begins.
   *
   * @param callback for a trial and the number of its execution, counted from 0; called by the
   *     thread that trains
   */
  public NetworkObjective watchedBy(BiFunction<Trial, Integer, Callback> callback) {
    watcher = callback;
    return this;
  }

  /** The value of a study's only objective. */
  @Override
  public double evaluate(Trial trial) {
    return evaluateAll(trial)[0];
  }

  /** The values of all objectives, for {@code Study.optimizeMultiple}. */
  double[] evaluateAll(Trial trial) {
    return new TrialTraining(this, trial).run();
  }

  TuningData data() {
    if (isTuner) {
      return given;
    }
    String metric = goals.get(0).name();
    Fit fit =
        given
            .fit()
            .callbacks(
                ReduceOnPlateau.patience(Math.max(2, patience * 2 / 5))
                    .factor(SHORTENING)
                    .monitor(metric),
                EarlyStopping.patience(patience).monitor(metric));
    return given.with(classWeights == null ? fit : fit.classWeights(classWeights));
  }

  /** What one training of a trial gets. */
  TuningData data(Trial trial, int execution) {
    return watcher == null ? data() : data().callbacks(watcher.apply(trial, execution));
  }

  HyperModel hyperModel() {
    return hyperModel;
  }

  List<Goal> goals() {
    return goals;
  }

  int executions() {
    return executions;
  }

  long largest() {
    return largest;
  }

  @Nullable BestModel networks() {
    return best;
  }

  void keep(Trial trial, List<Execution> trainings) {
    if (files != null) {
      files.write(trial.number(), trainings);
    }
  }

  /** A tuner's search ends where no trial could ever have a value. */
  RuntimeException missingMetric(String message) {
    return isTuner ? new RunAbortedException(message, null) : new IllegalArgumentException(message);
  }
}
