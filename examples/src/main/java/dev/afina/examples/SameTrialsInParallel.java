package dev.afina.examples;

import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import java.util.List;

/** A search whose trials do not depend on how many run at once. */
public final class SameTrialsInParallel {

  private SameTrialsInParallel() {}

  /** Runs 40 trials, so many at once. */
  public static List<FrozenTrial> run(int workers) {
    Study study =
        Study.named("brew")
            .minimize("bitterness")
            .sampler(TpeSampler.create())
            .seed(4)
            .deterministic(8)
            .create();
    study.optimize(SameTrialsInParallel::bitterness, Budget.trials(40).inParallel(workers));
    return study.trials();
  }

  private static double bitterness(Trial trial) throws InterruptedException {
    double minutes = trial.suggestDouble("minutes", 1, 10);
    double degrees = trial.suggestDouble("degrees", 60, 100);
    Thread.sleep((long) minutes); // trials take their time, each another
    return Math.abs(minutes - 3) + Math.abs(degrees - 82) / 10;
  }

  /** Compares one worker with eight. */
  public static void main(String[] args) {
    boolean same = true;
    List<FrozenTrial> alone = run(1);
    List<FrozenTrial> together = run(8);
    for (int i = 0; i < alone.size(); i++) {
      same &= alone.get(i).params().equals(together.get(i).params());
    }
    System.out.println(same ? "the same trials" : "other trials");
  }
}
