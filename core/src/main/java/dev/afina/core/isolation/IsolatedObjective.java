package dev.afina.core.isolation;

import dev.afina.core.study.Objective;
import dev.afina.core.trial.Trial;

/**
 * An objective that is evaluated in child processes, for one that crashes, leaks or runs out of
 * native memory: the death of a child is the failure of its trial, and the study goes on.
 *
 * <p>The trial in the child does what it does without isolation: it suggests the same values, hands
 * out the same seeds, reports, prunes and is set aside; what the objective throws arrives here as
 * it was. A study's trials are the same with and without isolation.
 *
 * <p>A child starts before it is needed, is used for one trial unless {@link
 * Isolation#trialsPerChild} says otherwise, and ends with this process, even if that is killed.
 * When the study is interrupted, the objective has five seconds to end at its next report, and then
 * its child is ended. Thread-safe.
 *
 * @see IsolatedMultiObjective
 */
public final class IsolatedObjective implements Objective, AutoCloseable {

  private final Pool pool;

  private IsolatedObjective(Pool pool) {
    this.pool = pool;
  }

  /** With the {@linkplain Isolation#standard standard} children; see the other method. */
  public static IsolatedObjective of(Class<?> objective) {
    return of(objective, Isolation.standard());
  }

  /**
   * Starts the first child and waits until it has made the objective.
   *
   * @param objective an {@link Objective}, or a {@link java.util.function.Supplier} of one, with a
   *     public constructor without arguments; each child makes one
   * @throws IllegalArgumentException if it is none
   * @throws dev.afina.core.AfinaException if the child does not start, or cannot make the objective
   */
  public static IsolatedObjective of(Class<?> objective, Isolation isolation) {
    return new IsolatedObjective(Pool.open(Made.by(objective, Objective.class), isolation));
  }

  /**
   * Evaluates a trial in a child.
   *
   * @throws ChildDiedException if the child ended before the objective
   * @throws java.util.concurrent.TimeoutException if the trial took longer than it may
   * @throws Exception that the objective throws
   */
  @Override
  public double evaluate(Trial trial) throws Exception {
    return pool.evaluate(trial)[0];
  }

  /** Ends all children; a study that still runs is aborted. */
  @Override
  public void close() {
    pool.close();
  }
}
