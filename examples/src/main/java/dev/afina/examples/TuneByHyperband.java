package dev.afina.examples;

import dev.afina.algorithms.halving.HalvingPlan;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.neural.Fit;
import dev.afina.neural.tune.Hyperband;
import dev.afina.neural.tune.Tuner;
import java.nio.file.Path;

/** Tunes by Hyperband, twice through its brackets, and counts the epochs that were trained. */
public final class TuneByHyperband {

  private static final int EPOCHS = 4;
  private static final int FACTOR = 2;

  private TuneByHyperband() {}

  /**
   * What came out.
   *
   * @param plan what was going to be done
   * @param epochs that were trained
   * @param trials that were started
   * @param best the best trial
   */
  public record Outcome(HalvingPlan plan, long epochs, int trials, FrozenTrial best) {}

  /**
   * Searches.
   *
   * @param csv the table of digits
   */
  public static Outcome run(Path csv, Path folder) {
    Digits digits = Digits.read(csv);
    var hyperband =
        dev.afina.algorithms.halving.Hyperband.maxSteps(EPOCHS)
            .factor(FACTOR)
            .iterations(2)
            .asKerasTuner();
    try (Tuner tuner =
        Hyperband.of(TunePerceptron::build, hyperband, EPOCHS)
            .objective("val_accuracy")
            .seed(42)
            .directory(folder)
            .project("hyperband")
            .build()) {
      tuner.search(Digits.first(digits.train(), 400), digits.validation(), Fit.epochs(EPOCHS));
      long epochs =
          tuner.study().trials().stream()
              .mapToLong(trial -> trial.intermediateValues().size())
              .sum();
      return new Outcome(
          hyperband.halvingPlan(),
          epochs,
          tuner.study().trials().size(),
          tuner.bestTrial().orElseThrow());
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("samples", "digits.csv"), Path.of("target"));
    System.out.println(outcome.plan().table());
    System.out.printf("%d trials, %d epochs%n", outcome.trials(), outcome.epochs());
    System.out.println("best " + outcome.best().values() + " with " + outcome.best().params());
  }
}
