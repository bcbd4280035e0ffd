package dev.afina.examples;

import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import java.util.List;

/** Two values at once: a beam that is to be light and stiff. */
public final class TwoObjectives {

  private TwoObjectives() {}

  /** Runs the study and returns the trials that no other one beats in both. */
  public static List<FrozenTrial> run() {
    Study study = Study.create().minimize("weight").minimize("bending").seed(2).create();
    study.optimizeMultiple(
        trial -> {
          double width = trial.suggestDouble("width", 1, 10);
          double height = trial.suggestDouble("height", 1, 10);
          return new double[] {width * height, 1000 / (width * Math.pow(height, 3))};
        },
        Budget.trials(200));
    return study.bestTrials();
  }

  /** Prints the front. */
  public static void main(String[] args) {
    run().forEach(trial -> System.out.println(trial.values() + " with " + trial.params()));
  }
}
