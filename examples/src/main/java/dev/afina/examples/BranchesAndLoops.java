package dev.afina.examples;

import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.space.Scale;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;

/**
 * A space that depends on itself, and trials that end early: some learner, made up, whose loss
 * falls with every epoch.
 */
public final class BranchesAndLoops {

  private static final int EPOCHS = 20;

  private BranchesAndLoops() {}

  private static double objective(Trial trial) {
    double rate = trial.suggestDouble("rate", 1e-5, 1e-1, Scale.LOG);
    int layers = trial.suggestInt("layers", 1, 3);
    double width = 0;
    for (int i = 1; i <= layers; i++) {
      width += trial.suggestInt("units_" + i, 16, 256, Scale.LOG);
    }
    boolean decay = trial.suggestBoolean("decay");
    double halfLife = decay ? trial.suggestDouble("half_life", 1, 20) : EPOCHS;

    double loss = 2;
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      loss = loss(rate, width, halfLife, epoch);
      trial.report(loss, epoch);
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    return loss;
  }

  private static double loss(double rate, double width, double halfLife, int epoch) {
    double speed = Math.exp(-Math.pow(Math.log10(rate) + 2.5, 2));
    return 2 * Math.exp(-speed * epoch / halfLife) + 10 / width;
  }

  /** Runs the study and returns it. */
  public static Study run() {
    Study study =
        Study.create().minimize("loss").pruner(MedianPruner.afterWarmup(3)).seed(5).create();
    study.optimize(BranchesAndLoops::objective, Budget.trials(100));
    return study;
  }

  /** Prints the best trial. */
  public static void main(String[] args) {
    System.out.println(run().bestTrial().orElseThrow().params());
  }
}
