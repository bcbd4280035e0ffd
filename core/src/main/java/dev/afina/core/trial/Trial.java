package dev.afina.core.trial;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Params;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
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
  default RandomGenerator random(String purpose) {
    return Seeds.generator(seed(), "trial:" + purpose);
  }

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
   * Whether the trial should be set aside now: saved under {@link #checkpointDirectory()}, then
   * ended by {@link TrialPausedException}, to be continued when the scheduler finds it worth it, by
   * any worker.
   *
   * <p>Only an objective that has asked {@link #resume()} before its first report is set aside;
   * where another one would be, {@link #shouldPrune()} says so instead, unless it may just go on.
   *
   * @throws TrialInterruptedException if the study was interrupted
   */
  boolean shouldPause();

  /**
   * Does nothing, unless the study was interrupted: for an objective that reports nothing for long.
   *
   * @throws TrialInterruptedException if it was
   */
  void checkInterrupted();

  /**
   * Where to go on, if this trial was set aside before; empty if it is to begin. Asking says that
   * the objective can be set aside.
   */
  Optional<Resume> resume();

  /**
   * The folder of this trial's own checkpoint; it exists. The same one for as long as the trial
   * lasts, whichever worker runs it. It is removed with what is in it when the trial ends, unless
   * it is complete.
   *
   * @throws dev.afina.core.AfinaException if the folder cannot be made
   */
  Path checkpointDirectory();

  /**
   * Says that all that is needed to continue after a step lies under {@link
   * #checkpointDirectory()}, so that no more than the steps after it are done again if the worker
   * is lost. Costs a commit. Setting the trial aside says so for its last step by itself.
   *
   * @param step at least 0
   */
  void checkpointed(int step);

  /**
   * Begins again from the first step, because the checkpoint of {@link #resume()} is missing or
   * broken; the folder is emptied. It is logged, and kept as an attribute of the trial. Reports
   * that were made before stand.
   *
   * @param reason one sentence for people
   */
  void restart(String reason);

  /**
   * The step that the scheduler wants this trial trained up to now, counted from the trial's
   * beginning; {@link #shouldPause} answers after its report. Empty where nothing limits the steps.
   */
  OptionalInt maxStep();

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
