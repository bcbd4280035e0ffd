package dev.afina.core.study;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.HopelessStudyException;
import dev.afina.core.RunAbortedException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialInterruptedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One run of a study: as many loops of start, evaluate, end as trials may run at once. */
final class Runner {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");
  private static final long LONGEST_WAIT_MILLIS = 500;

  private final Study study;
  private final MultiObjective objective;
  private final Budget budget;
  private int active;
  private int done;
  private int failuresInARow;
  private @Nullable HopelessStudyException hopeless;

  Runner(Study study, MultiObjective objective, Budget budget) {
    this.study = study;
    this.objective = objective;
    this.budget = budget;
    if (budget.target().isPresent() && study.directions().size() > 1) {
      throw new IllegalArgumentException(
          "a target value (%s) needs a study with one objective, this one has %d"
              .formatted(budget.target().getAsDouble(), study.directions().size()));
    }
  }

  void run() {
    study.run().begin(study.name(), budget.time());
    try {
      study.recoverLost();
      if (isTargetReached()) {
        return;
      }
      if (budget.parallel() == 1) {
        loop();
      } else {
        runInParallel();
      }
    } finally {
      study.run().end();
    }
    if (hopeless != null) {
      throw hopeless;
    }
  }

  private boolean isTargetReached() {
    return budget.target().isPresent() && study.bestTrial().filter(this::reachesTarget).isPresent();
  }

  private void runInParallel() {
    AtomicInteger count = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            budget.parallel(), task -> new Thread(task, "afina-trials-" + count.incrementAndGet()));
    try {
      List<Future<?>> loops = new ArrayList<>();
      for (int i = 0; i < budget.parallel(); i++) {
        loops.add(threads.submit(this::loop));
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

  private void loop() {
    try {
      while (study.run().goesOn()) {
        int before = enter();
        boolean tried = false;
        try {
          Optional<LiveTrial> trial = study.next(budget.trials());
          tried = trial.isPresent();
          trial.ifPresent(this::evaluate);
        } finally {
          leave(tried);
        }
        if (!tried && !awaitAnother(before) && !study.recoverLost()) {
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

  private void evaluate(LiveTrial trial) {
    try {
      evaluateAndEnd(trial);
    } catch (TrialFinishedException e) {
      LOG.log(WARNING, "trial {0} was ended by someone else meanwhile", trial.number());
      study.ledger().disown(trial);
    }
  }

  private void evaluateAndEnd(LiveTrial trial) {
    double[] values;
    try {
      values = objective.evaluate(trial);
      study.checkCount("the objective returned", values.length);
    } catch (TrialPrunedException e) {
      ended(study.endings().prune(trial, String.valueOf(e.getMessage())), null);
      return;
    } catch (RunAbortedException e) {
      study.endings().loseBecauseOf(trial, e);
      throw e;
    } catch (TrialInterruptedException e) {
      study.endings().lose(trial, "the run was interrupted");
      return;
    } catch (InterruptedException e) {
      study.endings().lose(trial, "the run was interrupted");
      Thread.currentThread().interrupt();
      study.stop();
      return;
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError e) {
      failed(trial, e);
      return;
    } catch (Error e) {
      study.endings().fail(trial, Endings.reason(e));
      throw e;
    }
    ended(study.endings().complete(trial, values), null);
  }

  private void failed(LiveTrial trial, Throwable e) {
    RuntimeException breakdown = trial.breakdown();
    if (breakdown == null) {
      ended(study.endings().fail(trial, Endings.reason(e)), e);
      return;
    }
    if (!(breakdown instanceof TrialFinishedException)) {
      study.endings().loseBecauseOf(trial, breakdown);
    }
    throw breakdown;
  }

  private synchronized void ended(FrozenTrial trial, @Nullable Throwable failure) {
    if (trial.state() == TrialState.FAIL) {
      failuresInARow++;
      if (failuresInARow >= budget.failuresInARow() && hopeless == null) {
        hopeless =
            new HopelessStudyException(
                "study \"%s\" was given up: %d trials in a row failed, the last (trial %d) with: %s"
                    .formatted(
                        study.name(),
                        failuresInARow,
                        trial.number(),
                        trial.reason().orElse("no reason")),
                failure);
        study.stop();
      }
    } else {
      failuresInARow = 0;
    }
    if (reachesTarget(trial)) {
      study.stop();
    }
  }

  private boolean reachesTarget(FrozenTrial trial) {
    return budget.target().isPresent()
        && trial.state() == TrialState.COMPLETE
        && trial.isFeasible()
        && !study
            .directions()
            .get(0)
            .isBetter(budget.target().getAsDouble(), trial.values().get(0));
  }
}
