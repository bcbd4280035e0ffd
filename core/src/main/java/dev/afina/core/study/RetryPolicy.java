package dev.afina.core.study;

import java.time.Duration;
import java.util.List;

/**
 * Which trials are evaluated again, and how often. Immutable.
 *
 * <p>A retry is a trial of its own, with a number of its own, that takes the place of the one
 * before in the order of the search, and its enqueued values; the one before does not count to the
 * budget. Which trials it retries stands in Optuna's attribute {@code retry_history}. Trials that
 * end because the run is interrupted are always evaluated again.
 */
public final class RetryPolicy {

  /**
   * A trial whose worker died so often is taken for the cause, and fails, unless told otherwise.
   */
  public static final int DEFAULT_LOST = 10;

  private static final RetryPolicy STANDARD =
      new RetryPolicy(DEFAULT_LOST, 0, List.of(Throwable.class), Duration.ZERO);

  private final int lost;
  private final int failures;
  private final List<Class<? extends Throwable>> causes;
  private final Duration delay;

  private RetryPolicy(
      int lost, int failures, List<Class<? extends Throwable>> causes, Duration delay) {
    this.lost = lost;
    this.failures = failures;
    this.causes = causes;
    this.delay = delay;
  }

  /** Trials of lost workers up to {@value #DEFAULT_LOST} times, failures never. */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /**
   * How often a trial whose worker died is evaluated again.
   *
   * @param times at least 0; {@link Integer#MAX_VALUE} for ever
   */
  public RetryPolicy lostWorkers(int times) {
    return new RetryPolicy(checked(times), failures, causes, delay);
  }

  /**
   * How often a trial whose objective throws, or runs out of memory, is evaluated again with the
   * same parameters.
   *
   * @param times at least 0
   */
  public RetryPolicy failures(int times) {
    return new RetryPolicy(lost, checked(times), causes, delay);
  }

  /**
   * What a failure must be to be tried again, such as {@link java.io.IOException}; any by default.
   */
  public RetryPolicy causedBy(List<Class<? extends Throwable>> types) {
    if (types.isEmpty()) {
      throw new IllegalArgumentException("no cause is named; name one, such as IOException");
    }
    return new RetryPolicy(lost, failures, List.copyOf(types), delay);
  }

  /** How long a failure is waited after before it is tried again; not at all by default. */
  public RetryPolicy after(Duration pause) {
    if (pause.isNegative()) {
      throw new IllegalArgumentException("a pause of %s is negative".formatted(pause));
    }
    return new RetryPolicy(lost, failures, causes, pause);
  }

  private static int checked(int times) {
    if (times < 0) {
      throw new IllegalArgumentException(
          "the number of retries (%d) must be at least 0".formatted(times));
    }
    return times;
  }

  /** How often the trial of a lost worker is retried. */
  public int lostWorkers() {
    return lost;
  }

  Duration delay() {
    return delay;
  }

  /**
   * Whether a failure is to be tried again.
   *
   * @param retries how often it was already
   */
  boolean appliesTo(int retries, Throwable failure) {
    return retries < failures && causes.stream().anyMatch(type -> type.isInstance(failure));
  }
}
