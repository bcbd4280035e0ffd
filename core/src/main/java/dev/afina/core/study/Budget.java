package dev.afina.core.study;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * When a run of a study ends, and how many trials run at once. Immutable.
 *
 * <p>The number of trials is the whole study's, whichever processes ran them: complete, pruned, and
 * failed by their objective; a trial whose worker was lost does not count.
 */
public final class Budget {

  /** After so many failures in a row a study is given up, unless told otherwise. */
  public static final int DEFAULT_FAILURES_IN_A_ROW = 25;

  private final @Nullable Integer trials;
  private final @Nullable Duration time;
  private final @Nullable Double target;
  private final int parallel;
  private final int failuresInARow;

  private Budget(
      @Nullable Integer trials,
      @Nullable Duration time,
      @Nullable Double target,
      int parallel,
      int failuresInARow) {
    this.trials = trials;
    this.time = time;
    this.target = target;
    this.parallel = parallel;
    this.failuresInARow = failuresInARow;
  }

  /**
   * So many trials in the whole study.
   *
   * @param trials at least 1
   */
  public static Budget trials(int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials (%d) must be at least 1".formatted(trials));
    }
    return new Budget(trials, null, null, 1, DEFAULT_FAILURES_IN_A_ROW);
  }

  /** So much time, counted from the start of the run. */
  public static Budget time(Duration time) {
    return unlimited().within(time);
  }

  /** Until the sampler is exhausted or someone stops the study. */
  public static Budget unlimited() {
    return new Budget(null, null, null, 1, DEFAULT_FAILURES_IN_A_ROW);
  }

  /**
   * Ends the run after this time, counted from its start. Running trials are told to end the next
   * time they ask {@link dev.afina.core.trial.Trial#shouldPrune}, and count as pruned; those that
   * never ask end by themselves. In a deterministic study they count as lost, and a later run
   * evaluates them again, for a result that depends on the clock could not be repeated.
   */
  public Budget within(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the time limit (%s) must be above 0".formatted(limit));
    }
    return new Budget(trials, limit, target, parallel, failuresInARow);
  }

  /**
   * Ends the run when a feasible trial's value is at least as good as this; in a deterministic
   * study when the next trial would see that value.
   */
  public Budget untilValue(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("the target value must be a number, not NaN");
    }
    return new Budget(trials, time, value, parallel, failuresInARow);
  }

  /**
   * Runs so many trials at once, each in a thread; 1 by default.
   *
   * <p>With several, a further thread draws what the next trial begins with while they run, where
   * that takes more than a hundredth of a trial, so that a worker that becomes free does not wait
   * for the sampler. Such a trial does not know the result that came last. Where a suggestion takes
   * less, it is made when a worker is free, with all results; so it always is with one worker. In a
   * {@linkplain StudyBuilder#deterministic deterministic} study it is the same either way.
   *
   * @param count at least 1
   */
  public Budget inParallel(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of parallel trials (%d) must be at least 1".formatted(count));
    }
    return new Budget(trials, time, target, count, failuresInARow);
  }

  /**
   * Gives up after so many failures in a row; {@value #DEFAULT_FAILURES_IN_A_ROW} by default. In a
   * deterministic study the row is that of the indices, and its end is what the next trial would
   * see.
   *
   * @param count at least 1; {@link Integer#MAX_VALUE} for never
   */
  public Budget givingUpAfter(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of failures in a row (%d) must be at least 1".formatted(count));
    }
    return new Budget(trials, time, target, parallel, count);
  }

  /** Number of trials in the whole study, if limited. */
  public OptionalInt trials() {
    return trials == null ? OptionalInt.empty() : OptionalInt.of(trials);
  }

  /** Time from the start of the run, if limited. */
  public @Nullable Duration time() {
    return time;
  }

  /** The value that is good enough, if there is one. */
  public OptionalDouble target() {
    return target == null ? OptionalDouble.empty() : OptionalDouble.of(target);
  }

  /** Number of trials at once. */
  public int parallel() {
    return parallel;
  }

  /** Number of failures in a row that end the run. */
  public int failuresInARow() {
    return failuresInARow;
  }
}
