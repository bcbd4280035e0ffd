package dev.afina.neural.tune;

import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.CallbackState;
import dev.afina.neural.callback.Training;
import dev.afina.neural.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Watches one training of a trial: remembers its best epoch with the weights, tells the trial of
 * every epoch, and lets it end or be set aside there.
 */
final class TrialWatch implements Callback {

  private static final String EPOCH = "epoch";
  private static final String VALUE = "value/";
  private static final String BEST = "best";

  private final Trial trial;
  private final List<Goal> goals;
  private final boolean reports;
  private final Function<String, RuntimeException> missing;
  private final List<Map<String, Double>> epochs = new ArrayList<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private int epoch = -1;
  private @Nullable Weights weights;
  private @Nullable Runnable keeper;
  private @Nullable Runnable ended;
  private boolean pauses;
  private int bornAfter;

  /**
   * Of a trial.
   *
   * @param goals the first one tells which epoch is best
   * @param reports whether this training speaks for the trial
   * @param missing makes an exception of what is wrong where an epoch lacks a goal
   */
  TrialWatch(
      Trial trial, List<Goal> goals, boolean reports, Function<String, RuntimeException> missing) {
    this.trial = trial;
    this.goals = goals.stream().filter(goal -> !goal.isSize()).toList();
    this.reports = reports;
    this.missing = missing;
  }

  /**
   * From now on the trial may be set aside: the training is saved after every epoch.
   *
   * @param keep writes down what this object has seen; called before each report, since another
   *     worker may never come back to a trial that has reported all that is wanted of it
   * @param end called when the last epoch is saved, before the fit takes its checkpoint away
   */
  void pausable(Runnable keep, Runnable end) {
    keeper = keep;
    ended = end;
  }

  /** The epoch that a copy of another trial began after, so that it ends where the others do. */
  void bornAfter(int epochsOfParent) {
    bornAfter = epochsOfParent;
  }

  @Override
  public void trainBegin(Training training) {
    epochs.addAll(training.history());
  }

  /** Sets the trial aside only here, for now the epoch before is saved. */
  @Override
  public void epochBegin(Training training) {
    if (pauses) {
      throw new TrialPausedException();
    }
    if (keeper != null && !epochs.isEmpty()) {
      trial.checkpointed(training.epoch());
    }
  }

  @Override
  public void epochEnd(Training training, Map<String, Double> now) {
    epochs.add(now);
    double value = value(now, goals.get(0));
    if (!Double.isNaN(value) && isBetter(training, value)) {
      for (Goal goal : goals) {
        values.put(goal.name(), value(now, goal));
      }
      epoch = training.epoch();
      weights = training.weights();
    }
    if (bornAfter > 0 && training.epoch() + 1 >= training.endEpoch() - bornAfter) {
      training.stop("the trial it is a copy of had %d epochs before".formatted(bornAfter));
    }
    if (keeper != null) {
      keeper.run();
    }
    if (reports) {
      trial.report(value, training.epoch() + 1);
    }
    pauses = keeper != null && trial.shouldPause();
    if (!pauses && trial.shouldPrune()) {
      trial.setUserAttribute("epochs", training.epoch() + 1);
      throw new TrialPrunedException();
    }
    if (!pauses && isLastStep(training)) {
      training.stop("the scheduler wants no more of the trial than this");
    }
  }

  /** Whether the trial is to return its value now, where it is neither set aside nor ended. */
  private boolean isLastStep(Training training) {
    OptionalInt last = trial.maxStep();
    return last.isPresent() && training.epoch() + 1 >= last.getAsInt();
  }

  @Override
  public void trainEnd(Training training) {
    if (ended != null) {
      ended.run();
    }
  }

  private double value(Map<String, Double> now, Goal goal) {
    Double value = now.get(goal.name());
    if (value == null) {
      throw missing.apply(Goals.missing(goal.name(), now.keySet()));
    }
    return value;
  }

  private boolean isBetter(Training training, double value) {
    Double best = values.get(goals.get(0).name());
    return best == null || goals.get(0).direction(training).isBetter(value, best);
  }

  @Override
  public CallbackState state() {
    CallbackState state = CallbackState.NONE.with(EPOCH, epoch);
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      state = state.with(VALUE + entry.getKey(), entry.getValue());
    }
    return weights == null ? state : state.with(BEST, weights);
  }

  @Override
  public void resume(CallbackState state) {
    epoch = (int) state.number(EPOCH);
    weights = state.weights().get(BEST);
    for (Goal goal : goals) {
      Double value = state.numbers().get(VALUE + goal.name());
      if (value != null) {
        values.put(goal.name(), value);
      }
    }
  }

  /** The values of all epochs, of a resumed training those before it too. */
  List<Map<String, Double>> epochs() {
    return epochs;
  }

  /** Number of the best epoch, from 0; −1 where none had a number as its value. */
  int epoch() {
    return epoch;
  }

  /** The best epoch's values by goal. */
  Map<String, Double> values() {
    return values;
  }

  /**
   * The best epoch's weights.
   *
   * @throws IllegalStateException if there is none
   */
  Weights weights() {
    if (weights == null) {
      throw new IllegalStateException(
          epochs.isEmpty()
              ? "the hypermodel's fit has trained no epoch that the tuner has seen"
              : "%s was not a number after any of %d epochs"
                  .formatted(goals.get(0).name(), epochs.size()));
    }
    return weights;
  }
}
