package dev.afina.core.trial;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Params;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of an objective, as that objective sees it.
 *
 * <p>Used by one thread at a time; different trials of a study may run at once.
 */
public interface Trial extends HyperParameters {

  /** This trial's number in its study, from 0, without gaps. */
  int number();

  /**
   * The trial's place in the order of the search, from 0. It equals the number, except that the
   * retry of a lost trial takes the index of the one that it replaces.
   */
  int index();

  /** What was suggested so far. */
  Params params();

  /**
   * A seed of this trial's own, derived from the study's seed and {@link #index()}: the same
   * whichever worker runs the trial, and after a resume.
   */
  long seed();

  /** A generator derived from {@link #seed()} and a purpose; each call returns a fresh one. */
  RandomGenerator random(String purpose);

  /**
   * Reports the objective's value after a step, such as an epoch.
   *
   * <p>The first report of a step stands; further ones of the same step are ignored, as in Optuna.
   *
   * @param value any double; NaN is kept and makes a pruner end the trial
   * @param step at least 0
   * @throws TrialInterruptedException if the study was interrupted
   */
  void report(double value, int step);

  /**
   * Whether the trial should end now, by {@link TrialPrunedException}: because the pruner says so,
   * or because the study's time is up.
   *
   * @throws TrialInterruptedException if the study was interrupted, or it is deterministic and its
   *     time is up
   */
  boolean shouldPrune();

  /**
   * Keeps something beside the trial, for people and programs that read the study.
   *
   * @param value null, a boolean, a number, a string, or lists and string-keyed maps of these
   */
  void setUserAttribute(String key, @Nullable Object value);

  /**
   * States how far a constraint is violated; the trial is feasible if all are at most 0.
   *
   * @param value any double but NaN
   * @throws IllegalStateException if this constraint was stated before
   */
  void constrain(String name, double value);
}
