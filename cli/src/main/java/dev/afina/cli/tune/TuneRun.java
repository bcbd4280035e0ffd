package dev.afina.cli.tune;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.AfinaException;
import dev.afina.core.HopelessStudyException;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.neural.tune.BestModel;
import dev.afina.neural.tune.NetworkObjective;
import dev.afina.neural.tune.NetworkSpace;
import dev.afina.neural.tune.TrialBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of {@code tune}, from the study to its results. */
final class TuneRun {

  /** Failures in a row that show that no trial will ever succeed. */
  private static final int HOPELESS = 10;

  private final TuneStudy tuned;
  private final Source source;
  private final TuneMetric metric;
  private final NetworkSpace space;
  private final TuneOptions options;
  private final OutputFolder folder;
  private final @Nullable Board board;
  private final Console console;
  private final StorageOption storage;

  TuneRun(
      TuneStudy tuned,
      Source source,
      TuneMetric metric,
      NetworkSpace space,
      TuneOptions options,
      OutputFolder folder,
      @Nullable Board board,
      Console console,
      StorageOption storage) {
    this.tuned = tuned;
    this.source = source;
    this.metric = metric;
    this.space = space;
    this.options = options;
    this.folder = folder;
    this.board = board;
    this.console = console;
    this.storage = storage;
  }

  int run() {
    BestModel networks = new BestModel(folder.networks(), metric.direction());
    long before = tuned.counted();
    requireNetwork(networks);
    Problem problem = source.prepare(tuned.splitSeed());
    folder.make(tuned.name());
    TrialBoard curves = board == null ? null : board.open(tuned.name(), metric, space);
    Study study;
    HopelessStudyException hopeless = null;
    try (Progress progress = new Progress(console, metric, options.trials, before)) {
      List<StudyListener> listeners = new ArrayList<>(List.of(networks, progress));
      if (curves != null) {
        listeners.add(curves);
      }
      study = tuned.begin(space.start(problem.inputShape()), listeners);
      networks.resume(study);
      if (curves != null) {
        curves.catchUp(study);
      }
      console.line("Split     %s, seed %d", problem.sizes(), study.seed());
      console.describe(space);
      if (study.pruner() instanceof Scheduler scheduler) {
        console.plan(scheduler);
      }
      if (before >= options.trials) {
        console.note(
            "afina: study \"%s\" has its %d trials already; --trials with more runs more",
            study.name(), before);
      } else {
        progress.begin(study);
        try {
          if (!optimize(study, problem, networks, curves, progress)) {
            return ExitCode.INTERRUPTED;
          }
        } catch (HopelessStudyException e) {
          hopeless = e;
        }
      }
    }
    networks.deleteOvertaken(study);
    folder.tidy();
    if (curves != null) {
      curves.catchUp(study);
    }
    new Outcome(tuned, study, problem, metric, folder, networks, console, storage).show();
    if (hopeless != null) {
      throw hopeless;
    }
    requireHope(study);
    return ExitCode.DONE;
  }

  private static void requireHope(Study study) {
    List<FrozenTrial> trials = study.trials();
    long failed = TuneStudy.count(trials, TrialState.FAIL);
    if (failed > 0 && failed == TuneStudy.counted(trials)) {
      String reason =
          trials.stream()
              .filter(trial -> !trial.isLost())
              .reduce((first, second) -> second)
              .flatMap(FrozenTrial::reason)
              .orElse("no reason");
      throw new HopelessStudyException(
          "every trial of study \"%s\" failed, the last with: %s".formatted(study.name(), reason),
          null);
    }
  }

  /** Whether the run came to its end. */
  private boolean optimize(
      Study study,
      Problem problem,
      BestModel networks,
      @Nullable TrialBoard curves,
      Progress progress) {
    int epochs = options.epochs(source);
    NetworkObjective objective =
        new NetworkObjective(
                space.model(
                    problem.inputShape(), problem.outputs(), metric.loss(), metric.metrics()),
                problem.train(),
                problem.validation(),
                metric.objective(),
                epochs)
            .patience(Math.max(5, epochs / 5))
            .keeping(networks);
    if (curves != null) {
      objective.watchedBy(curves::curves);
    }
    if (options.classWeights) {
      objective.classWeights(problem.balancedClassWeights());
    }
    Budget budget =
        Budget.trials(options.trials)
            .inParallel(options.workers(study.window()))
            .givingUpAfter(HOPELESS);
    if (options.timeout != null) {
      budget = budget.within(options.timeout);
    }
    Instant begin = Instant.now();
    try (Interruption interruption = new Interruption(study, console, progress)) {
      study.optimize(objective, budget);
      if (interruption.isInterrupted()) {
        return false;
      }
    }
    noteEarlyEnd(study, Duration.between(begin, Instant.now()));
    return true;
  }

  private void noteEarlyEnd(Study study, Duration taken) {
    long counted = tuned.counted();
    if (counted >= options.trials) {
      return;
    }
    if (options.timeout != null && taken.compareTo(options.timeout) >= 0) {
      long waiting = tuned.trials().stream().filter(FrozenTrial::isPaused).count();
      console.note(
          "afina: the time was up after %d of %d trials%s; repeat the command to go on",
          counted,
          options.trials,
          waiting == 0
              ? ""
              : ", and %d more %s set aside".formatted(waiting, waiting == 1 ? "is" : "are"));
    } else if (study.pruner() instanceof Scheduler scheduler && !Choices.isOpenEnded(scheduler)) {
      console.note(
          "afina: the search ended after %d of %d trials: the plan of %s is carried out",
          counted, options.trials, scheduler.name());
    } else if (TuneStudy.count(tuned.trials(), TrialState.RUNNING) > 0) {
      console.note(
          "afina: %d of %d trials are done, and another process runs the rest",
          counted, options.trials);
    } else {
      console.note(
          "afina: the search ended after %d of %d trials: every configuration of the space was"
              + " tried",
          counted, options.trials);
    }
  }

  /** A study that goes on elsewhere would lose its best network unnoticed. */
  private void requireNetwork(BestModel networks) {
    tuned
        .best()
        .filter(best -> networks.of(best).isEmpty())
        .ifPresent(
            best -> {
              throw new AfinaException(
                  "the network of the best trial (%d) of study \"%s\" is not in %s; give the folder of its first run with --out, or choose another name with --study"
                      .formatted(best.number(), tuned.name(), folder.networks()));
            });
  }

  /** Trials by how they ended, in words. */
  static String counts(List<FrozenTrial> trials) {
    long failed = TuneStudy.count(trials, TrialState.FAIL);
    return "%d %s: %d complete, %d pruned%s"
        .formatted(
            TuneStudy.counted(trials),
            TuneStudy.counted(trials) == 1 ? "trial" : "trials",
            TuneStudy.count(trials, TrialState.COMPLETE),
            TuneStudy.count(trials, TrialState.PRUNED),
            failed == 0 ? "" : ", " + failed + " failed");
  }
}
