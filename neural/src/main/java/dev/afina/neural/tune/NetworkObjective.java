package dev.afina.neural.tune;

import dev.afina.core.study.Objective;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.callback.BestEpoch;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.callback.Training;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a hypermodel's network in a trial: reports the validation metric after every epoch, gives
 * up when the pruner says so, and is worth its best epoch. Steps are shortened when the metric
 * stays on a plateau.
 *
 * <p>Everything random in a trial comes from its seed, so the same trial has the same value
 * whatever runs beside it.
 */
public final class NetworkObjective implements Objective {

  private static final double SHORTENING = 0.3;

  private final HyperModel hyperModel;
  private final Dataset train;
  private final Dataset validation;
  private final String metric;
  private final int epochs;
  private int patience;
  private double @Nullable [] classWeights;
  private @Nullable BestModel best;

  /**
   * An objective.
   *
   * @param metric what each epoch reports, such as {@code val_accuracy}
   * @param epochs the most epochs that a trial is trained for
   */
  public NetworkObjective(
      HyperModel hyperModel, Dataset train, Dataset validation, String metric, int epochs) {
    this.hyperModel = hyperModel;
    this.train = train;
    this.validation = validation;
    this.metric = metric;
    this.epochs = epochs;
    patience = epochs;
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

  @Override
  public double evaluate(Trial trial) {
    Blueprint blueprint = hyperModel.build(trial);
    BestEpoch bestEpoch = BestEpoch.by(metric);
    Fit fit =
        Fit.epochs(epochs)
            .validation(validation)
            .callbacks(
                bestEpoch,
                ReduceOnPlateau.patience(Math.max(2, patience * 2 / 5))
                    .factor(SHORTENING)
                    .monitor(metric),
                EarlyStopping.patience(patience).monitor(metric),
                new Report(trial));
    if (classWeights != null) {
      fit = fit.classWeights(classWeights);
    }
    fit = hyperModel.fit(trial, fit);
    trial.setUserAttribute("weights", blueprint.architecture().weightCount(true));
    try (Model model = blueprint.build(trial.seed())) {
      model.fit(train, fit);
      trial.setUserAttribute("best_epoch", bestEpoch.epoch() + 1);
      trial.setUserAttribute("epochs", model.epoch());
      if (best != null) {
        model.restore(bestEpoch.weights());
        best.offer(model, trial, bestEpoch.value());
      }
      return bestEpoch.value();
    }
  }

  /** Tells the trial of every epoch, and lets it end there. */
  private final class Report implements Callback {

    private final Trial trial;

    private Report(Trial trial) {
      this.trial = trial;
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      Double value = values.get(metric);
      if (value == null) {
        throw new IllegalArgumentException(
            "no metric \"%s\" in an epoch's values, expected one of %s"
                .formatted(metric, values.keySet()));
      }
      trial.report(value, training.epoch() + 1);
      if (trial.shouldPrune()) {
        trial.setUserAttribute("epochs", training.epoch() + 1);
        throw new TrialPrunedException();
      }
    }
  }
}
