package dev.afina.core.isolation;

import dev.afina.core.study.MultiObjective;
import dev.afina.core.trial.Trial;

/**
 * An objective of several values that is evaluated in child processes, as an {@link
 * IsolatedObjective} is. Thread-safe.
 */
public final class IsolatedMultiObjective implements MultiObjective, AutoCloseable {

  private final Pool pool;

  private IsolatedMultiObjective(Pool pool) {
    this.pool = pool;
  }

  /** With the {@linkplain Isolation#standard standard} children; see the other method. */
  public static IsolatedMultiObjective of(Class<?> objective) {
    return of(objective, Isolation.standard());
  }

  /**
   * Starts the first child and waits until it has made the objective.
   *
   * @param objective a {@link MultiObjective}, or a {@link java.util.function.Supplier} of one,
   *     with a public constructor without arguments; each child makes one
   * @throws IllegalArgumentException if it is none
   * @throws dev.afina.core.AfinaException if the child does not start, or cannot make the objective
   */
  public static IsolatedMultiObjective of(Class<?> objective, Isolation isolation) {
    return new IsolatedMultiObjective(
        Pool.open(Made.by(objective, MultiObjective.class), isolation));
  }

  /**
   * Evaluates a trial in a child.
   *
   * @throws ChildDiedException if the child ended before the objective
   * @throws java.util.concurrent.TimeoutException if the trial took longer than it may
   * @throws Exception that the objective throws
   */
  @Override
  public double[] evaluate(Trial trial) throws Exception {
    return pool.evaluate(trial);
  }

  /** Ends all children; a study that still runs is aborted. */
  @Override
  public void close() {
    pool.close();
  }
}
