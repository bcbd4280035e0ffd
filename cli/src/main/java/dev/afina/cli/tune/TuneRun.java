package dev.afina.cli.tune;

import dev.afina.cli.shell.ExitCode;
import dev.afina.cli.shell.StorageOption;
import dev.afina.core.AfinaException;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.neural.tune.BestModel;
import dev.afina.neural.tune.MlpHyperModel;
import dev.afina.neural.tune.MlpSpace;
import dev.afina.neural.tune.NetworkObjective;
import java.util.List;

/** One run of {@code tune}, from the study to its results. */
final class TuneRun {

  /** Failures in a row that show that no trial will ever succeed. */
  private static final int HOPELESS = 10;

  private final TuneStudy tuned;
  private final Source source;
  private final TuneMetric metric;
  private final MlpSpace space;
  private final TuneOptions options;
  private final OutputFolder folder;
  private final Console console;
  private final StorageOption storage;

  TuneRun(
      TuneStudy tuned,
      Source source,
      TuneMetric metric,
      MlpSpace space,
      TuneOptions options,
      OutputFolder folder,
      Console console,
      StorageOption storage) {
    this.tuned = tuned;
    this.source = source;
    this.metric = metric;
    this.space = space;
    this.options = options;
    this.folder = folder;
    this.console = console;
    this.storage = storage;
  }

  int run() {
    BestModel networks = new BestModel(folder.networks(), metric.direction());
    long before = tuned.counted();
    Study study;
    Problem problem;
    try (Progress progress = new Progress(console, metric, options.trials, before)) {
      study = tuned.begin(space, networks, progress);
      networks.resume(study);
      requireNetwork(study, networks);
      problem = source.prepare(TuneStudy.splitSeed(study));
      console.line("Split     %s, seed %d", problem.sizes(), study.seed());
      console.describe(space);
      if (before >= options.trials) {
        console.note(
            "afina: study \"%s\" has its %d trials already; --trials with more runs more",
            study.name(), before);
      } else {
        progress.begin(study);
        if (!optimize(study, problem, networks)) {
          return ExitCode.INTERRUPTED;
        }
      }
    }
    new Outcome(tuned, study, problem, metric, folder, networks, console, storage).show(options);
    return ExitCode.DONE;
  }

  /** Whether the run came to its end. */
  private boolean optimize(Study study, Problem problem, BestModel networks) {
    NetworkObjective objective =
        new NetworkObjective(
                new MlpHyperModel(
                    space,
                    problem.inputShape(),
                    problem.outputs(),
                    metric.loss(),
                    metric.metrics()),
                problem.train(),
                problem.validation(),
                metric.objective(),
                options.epochs)
            .patience(Math.max(5, options.epochs / 5))
            .keeping(networks);
    if (options.classWeights) {
      objective.classWeights(problem.balancedClassWeights());
    }
    Budget budget =
        Budget.trials(options.trials).inParallel(options.workers).givingUpAfter(HOPELESS);
    if (options.timeout != null) {
      budget = budget.within(options.timeout);
    }
    try (Interruption interruption = new Interruption(study, console)) {
      study.optimize(objective, budget);
      return !interruption.isInterrupted();
    }
  }

  /** A study that goes on elsewhere would lose its best network unnoticed. */
  private void requireNetwork(Study study, BestModel networks) {
    study
        .bestTrial()
        .filter(best -> networks.of(best).isEmpty())
        .ifPresent(
            best -> {
              throw new AfinaException(
                  "the network of the best trial (%d) of study \"%s\" is not in %s; give the folder of its first run with --out, or choose another name with --study"
                      .formatted(best.number(), study.name(), folder.networks()));
            });
  }

  /** Trials by how they ended, in words. */
  static String counts(List<FrozenTrial> trials) {
    long failed = TuneStudy.count(trials, TrialState.FAIL);
    return "%d trials: %d complete, %d pruned%s"
        .formatted(
            TuneStudy.counted(trials),
            TuneStudy.count(trials, TrialState.COMPLETE),
            TuneStudy.count(trials, TrialState.PRUNED),
            failed == 0 ? "" : ", " + failed + " failed");
  }
}
