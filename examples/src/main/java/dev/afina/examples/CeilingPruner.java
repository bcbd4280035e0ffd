package dev.afina.examples;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialPrunedException;

/**
 * A pruner of one's own: ends trials whose latest report is above a ceiling, or NaN.
 *
 * @param ceiling in the values of a study that minimises; a study that maximises turns the sign
 */
public record CeilingPruner(double ceiling) implements Pruner {

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int last = history.reports(row) - 1;
    double value = history.reported(row, last);
    return value <= ceiling
        ? PruneDecision.goOn()
        : PruneDecision.prune(
            "its report of %s at step %d is not below the ceiling of %s"
                .formatted(value, history.step(row, last), ceiling));
  }

  /** Runs a study with it and returns that study. */
  public static Study run() {
    Study study = Study.create().pruner(new CeilingPruner(10)).seed(6).create();
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", -5, 5);
          trial.report(x * x, 0);
          if (trial.shouldPrune()) {
            throw new TrialPrunedException();
          }
          return x * x;
        },
        Budget.trials(50));
    return study;
  }

  /** Prints why the first pruned trial was ended. */
  public static void main(String[] args) {
    run().trials().stream()
        .flatMap(trial -> trial.reason().stream())
        .findFirst()
        .ifPresent(System.out::println);
  }
}
