package dev.afina.core.study;

import dev.afina.core.HopelessStudyException;
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

  private final Study study;
  private final MultiObjective objective;
  private final Budget budget;
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
    study.begin(budget.time());
    study.recoverLost();
    if (isTargetReached()) {
      return;
    }
    if (budget.parallel() == 1) {
      loop();
    } else {
      runInParallel();
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
      RuntimeException failure = null;
      for (Future<?> loop : loops) {
        failure = join(loop, failure);
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private @Nullable RuntimeException join(Future<?> loop, @Nullable RuntimeException failure) {
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
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          if (failure == null) {
            return (RuntimeException) e.getCause();
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
      while (!study.isStopped() && !study.isTimeUp()) {
        if (study.ledger().isExhausted(study.sampler())) {
          return;
        }
        Optional<LiveTrial> trial = study.next(budget.trials());
        if (trial.isEmpty()) {
          return;
        }
        evaluate(trial.get());
      }
    } catch (RuntimeException | Error e) {
      study.stop();
      throw e;
    }
  }

  private void evaluate(LiveTrial trial) {
    try {
      double[] values = objective.evaluate(trial);
      ended(study.complete(trial, values), null);
    } catch (TrialPrunedException e) {
      ended(study.prune(trial, String.valueOf(e.getMessage())), null);
    } catch (TrialInterruptedException e) {
      study.end(trial, TrialState.FAIL, List.of(), "the run was interrupted", true);
    } catch (InterruptedException e) {
      study.end(trial, TrialState.FAIL, List.of(), "the run was interrupted", true);
      Thread.currentThread().interrupt();
      study.stop();
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError e) {
      failed(trial, e);
    } catch (Error e) {
      study.end(trial, TrialState.FAIL, List.of(), reason(e), false);
      throw e;
    }
  }

  private void failed(LiveTrial trial, Throwable e) {
    RuntimeException breakdown = trial.breakdown();
    if (breakdown != null) {
      try {
        study.end(trial, TrialState.FAIL, List.of(), reason(breakdown), true);
      } catch (RuntimeException again) {
        breakdown.addSuppressed(again);
      }
      throw breakdown;
    }
    ended(study.end(trial, TrialState.FAIL, List.of(), reason(e), false), e);
  }

  private static String reason(Throwable e) {
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : name + ": " + e.getMessage();
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
