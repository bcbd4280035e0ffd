package dev.afina.core.study;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.RunAbortedException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.TrialInterruptedException;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run of a study: as many loops of start, evaluate, end as trials may run at once. */
final class Runner {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");
  private static final long LONGEST_WAIT_MILLIS = 500;

  /** Between two looks for the end of a trial that another process runs. */
  private static final long LOOK_MILLIS = 100;

  private final Study study;
  private final MultiObjective objective;
  private final Budget budget;
  private int active;
  private int done;
  private volatile boolean waited;

  Runner(Study study, MultiObjective objective, Budget budget) {
    this.study = study;
    this.objective = objective;
    this.budget = budget;
    if (budget.target().isPresent() && study.directions().size() > 1) {
      throw new IllegalArgumentException(
          "a target value (%s) needs a study with one objective, this one has %d"
              .formatted(budget.target().getAsDouble(), study.directions().size()));
    }
    if (budget.parallel() > study.window().orElse(Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%d trials were to run at once, but study \"%s\" is deterministic with a window of %d; run at most %d, or create a study with a wider window"
              .formatted(
                  budget.parallel(),
                  study.name(),
                  study.window().getAsInt(),
                  study.window().getAsInt()));
    }
  }

  void run() {
    RunEnd end;
    study.run().begin(study.name(), budget.time());
    try {
      study.recoverLost();
      end = new RunEnd(study, budget);
      if (end.isReached()) {
        return;
      }
      if (study.pruner() instanceof Scheduler scheduler && !scheduler.plan().isEmpty()) {
        LOG.log(INFO, "{0}", scheduler.plan());
      }
      if (budget.parallel() == 1) {
        loop(end, null);
      } else {
        runInParallel(end);
      }
    } finally {
      study.run().end();
      study.leases().rest();
    }
    end.throwIfHopeless();
  }

  private void runInParallel(RunEnd end) {
    AtomicInteger count = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            budget.parallel(), task -> new Thread(task, "afina-trials-" + count.incrementAndGet()));
    try (Ahead ahead = new Ahead(study, budget, end.rule())) {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < budget.parallel(); i++) {
        loops.add(threads.submit(() -> loop(end, ahead)));
      }
      Throwable failure = null;
      for (Future<?> loop : loops) {
        failure = join(loop, failure);
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (RuntimeException) failure;
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Waits for a loop; returns the first failure of all, the later ones suppressed by it. */
  private @Nullable Throwable join(Future<?> loop, @Nullable Throwable failure) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          loop.get();
          return failure;
        } catch (InterruptedException e) {
          interrupted = true;
          study.interrupt();
        } catch (ExecutionException e) {
          if (failure == null || failure == e.getCause()) {
            return e.getCause();
          }
          failure.addSuppressed(e.getCause());
          return failure;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The loop of a worker; the parameters of its trials may be drawn ahead. */
  private void loop(RunEnd end, @Nullable Ahead ahead) {
    try {
      while (study.run().goesOn()) {
        int before = enter();
        boolean tried = false;
        Next next;
        try {
          next = study.next(budget.trials(), end.rule(), ahead);
          LiveTrial trial = next.trial();
          tried = trial != null;
          if (trial != null) {
            evaluate(trial, end, ahead);
          }
        } finally {
          leave(tried);
        }
        if (next.isLater()) {
          awaitResult(before, next.awaited());
        } else if (!tried && !awaitAnother(before) && !study.recoverLost()) {
          return;
        }
      }
    } catch (RuntimeException | Error e) {
      study.stop();
      throw e;
    }
  }

  /** Returns how many trials this run has ended. */
  private synchronized int enter() {
    active++;
    return done;
  }

  private synchronized void leave(boolean tried) {
    active--;
    if (tried) {
      done++;
    }
    notifyAll();
  }

  /**
   * Waits for another loop's trial to end where nothing was left to start, for its end may leave
   * something: a finite space shows its next parameters, or the trial is lost.
   *
   * @return false if none runs
   */
  private synchronized boolean awaitAnother(int before) {
    try {
      while (active > 0 && done == before && study.run().goesOn()) {
        wait(LONGEST_WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      study.interrupt();
    }
    return done != before;
  }

  /** Waits until a trial may have ended whose result the next one must see. */
  private void awaitResult(int before, int index) {
    boolean here = study.ledger().isOwn(index);
    if (!here) {
      study.recoverLost();
    }
    try {
      rest(before, here ? LONGEST_WAIT_MILLIS : LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      study.interrupt();
    }
    if (!here) {
      noteForeign(index);
    }
  }

  private synchronized void rest(int before, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (done == before && left > 0 && study.run().goesOn()) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  private void noteForeign(int index) {
    if (!waited && study.ledger().frontier() == index && !study.ledger().isOwn(index)) {
      waited = true;
      LOG.log(
          INFO,
          "waiting for the trial of index {0}, which another process of study \"{1}\" runs",
          index,
          study.name());
    }
  }

  private void evaluate(LiveTrial trial, RunEnd end, @Nullable Ahead ahead) {
    if (ahead == null) {
      evaluate(trial, end);
      return;
    }
    ahead.started();
    long begin = System.nanoTime();
    evaluate(trial, end);
    ahead.evaluated(System.nanoTime() - begin);
  }

  private void evaluate(LiveTrial trial, RunEnd end) {
    try {
      evaluateAndEnd(trial, end);
    } catch (TrialFinishedException e) {
      LOG.log(WARNING, "trial {0} was ended by someone else meanwhile", trial.number());
      study.ledger().disown(trial);
    }
  }

  private void evaluateAndEnd(LiveTrial trial, RunEnd end) {
    double[] values;
    try {
      values = objective.evaluate(trial);
      study.checkCount("the objective returned", values.length);
    } catch (TrialPrunedException e) {
      end.ended(study.endings().prune(trial, String.valueOf(e.getMessage())), null);
      return;
    } catch (TrialPausedException e) {
      if (trial.pausing().isOrdered()) {
        study.endings().pause(trial);
      } else {
        failed(
            trial,
            new IllegalStateException(
                "it set itself aside, but was not to; do so only where shouldPause() says it"),
            end);
      }
      return;
    } catch (RunAbortedException e) {
      study.endings().loseBecauseOf(trial, e);
      throw e;
    } catch (TrialInterruptedException e) {
      study
          .endings()
          .lose(
              trial,
              study.window().isPresent() && study.run().isTimeUp()
                  ? "the time limit of the run was reached"
                  : "the run was interrupted");
      return;
    } catch (InterruptedException e) {
      study.endings().lose(trial, "the run was interrupted");
      Thread.currentThread().interrupt();
      study.stop();
      return;
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError e) {
      failed(trial, e, end);
      return;
    } catch (Error e) {
      study.endings().fail(trial, Endings.reason(e));
      throw e;
    }
    end.ended(study.endings().complete(trial, values), null);
  }

  /** Waits, for no longer than the run goes on. */
  private void pause(Duration delay) {
    long end = System.nanoTime() + delay.toNanos();
    try {
      for (long left = delay.toNanos();
          left > 0 && study.run().goesOn();
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      study.interrupt();
    }
  }

  private void failed(LiveTrial trial, Throwable e, RunEnd end) {
    RuntimeException breakdown = trial.breakdown();
    if (breakdown == null && study.retries().appliesTo(trial.retries(), e)) {
      pause(study.retries().delay());
      study.endings().retry(trial, Endings.reason(e));
      return;
    }
    if (breakdown == null) {
      end.ended(study.endings().fail(trial, Endings.reason(e)), e);
      return;
    }
    if (!(breakdown instanceof TrialFinishedException)) {
      study.endings().loseBecauseOf(trial, breakdown);
    }
    throw breakdown;
  }
}
