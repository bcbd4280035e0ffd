package dev.afina.core.study;

import static java.lang.System.Logger.Level.DEBUG;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws the parameters of the next trial while others are evaluated, so that a worker that becomes
 * free does not wait for the sampler. One thread of a run with several workers, which begins when
 * it is first needed.
 *
 * <p>What is drawn ahead does not know the result of the very trial whose end makes a worker free.
 * A result that comes later by one trial costs about one trial in all, for what delayed feedback
 * costs is added once, and not to each step (<a
 * href="https://proceedings.mlr.press/v28/joulani13.html">Joulani et al. 2013</a>, theorem 1). So a
 * suggestion that takes a hundredth of a trial is worth drawing ahead from a hundred trials on, and
 * a shorter one is drawn when a worker is free. In a deterministic study nothing is lost either
 * way.
 */
final class Ahead implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  /** The share of a trial that a suggestion may take before it is drawn ahead. */
  private static final double SHARE = 0.01;

  /** What is shorter than a thread needs to wake up is not worth another one. */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * The share of a trial that is waited for: what a trial has begun with but was not drawn together
   * it chooses first.
   */
  private static final double HEAD_START = 0.05;

  private final Study study;
  private final OptionalInt limit;
  private final StopRule rule;
  private final int parallel;
  private double trialNanos;
  private int trials;
  private @Nullable Thread thread;
  private @Nullable NextDraw drawn;
  private boolean wanted;
  private boolean closed;

  /** For a run of a study. */
  Ahead(Study study, Budget budget, StopRule rule) {
    this.study = study;
    this.limit = budget.trials();
    this.rule = rule;
    parallel = budget.parallel();
  }

  /** How many trials run at once. */
  int parallel() {
    return parallel;
  }

  /** What is there for the next trial; null if there is nothing. */
  synchronized @Nullable NextDraw drawn() {
    return drawn;
  }

  /** Learns how long a worker was busy with a trial. */
  synchronized void evaluated(long nanos) {
    trialNanos += nanos;
    trials++;
  }

  /** Draws for the next trial soon, now that one has started. */
  synchronized void started() {
    long nanos = study.ledger().drawNanos();
    if (closed || trials == 0 || nanos < LEAST_NANOS || nanos < SHARE * trialNanos / trials) {
      return;
    }
    wanted = true;
    if (thread == null) {
      thread = new Thread(this::drawAll, "afina-ahead");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  private void drawAll() {
    try {
      while (awaitWish()) {
        study.ledger().sampling().lock();
        try {
          draw();
        } finally {
          study.ledger().sampling().unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a trial has started, and has chosen what was not drawn together. */
  private synchronized boolean awaitWish() throws InterruptedException {
    while (!wanted && !closed) {
      wait();
    }
    wanted = false;
    long end = System.nanoTime() + (long) (HEAD_START * trialNanos / Math.max(1, trials));
    for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return !closed;
  }

  /** What goes wrong here goes wrong again where a worker draws, which ends the run. */
  private void draw() {
    NextDraw before = drawn();
    if ((before != null && !study.starts().isSpent(before)) || !study.run().goesOn()) {
      return;
    }
    try {
      NextDraw next = study.starts().upcoming(limit, rule);
      boolean isThere = next != null && next.draw(study.sampler(), study.ledger(), study.seed());
      keep(isThere ? next : null);
    } catch (RuntimeException | Error e) {
      keep(null);
      LOG.log(DEBUG, "nothing was drawn ahead", e);
    }
  }

  private synchronized void keep(@Nullable NextDraw next) {
    drawn = next;
  }

  /** Ends the thread; a suggestion that is being drawn is waited for. */
  @Override
  public void close() {
    Thread ended;
    synchronized (this) {
      closed = true;
      drawn = null;
      ended = thread;
      notifyAll();
    }
    boolean interrupted = false;
    while (ended != null && ended.isAlive()) {
      try {
        ended.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
