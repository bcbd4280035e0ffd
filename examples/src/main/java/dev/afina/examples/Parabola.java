package dev.afina.examples;

import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;

/**
 * The smallest study there is: where is (x − 2)² least?
 *
 * <p>Random search meets an interval of width 0.1 in one of 20 with probability 1/200 a trial, so
 * that it takes 598 trials to be there with 95 % certainty; this example runs 1,000. A sampler that
 * learns from the trials needs far fewer.
 */
public final class Parabola {

  private Parabola() {}

  /** Runs the study and returns its best trial. */
  public static FrozenTrial run() {
    Study study = Study.create().minimize("square").seed(42).create();
    study.optimize(
        trial -> {
          double x = trial.suggestDouble("x", -10, 10);
          return (x - 2) * (x - 2);
        },
        Budget.trials(1000));
    return study.bestTrial().orElseThrow();
  }

  /** Prints the best x. */
  public static void main(String[] args) {
    FrozenTrial best = run();
    System.out.printf("x = %.4f after trial %d%n", best.params().getDouble("x"), best.number());
  }
}
