package dev.afina.examples;

import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;

/** A listener that ends a study when its best trial has been the best for long. */
public final class StopWhenStuck implements StudyListener {

  private final int patience;

  /**
   * A listener for one study.
   *
   * @param patience trials without a better one that end the study
   */
  public StopWhenStuck(int patience) {
    this.patience = patience;
  }

  @Override
  public void trialFinished(Study study, FrozenTrial trial) {
    int best = study.bestTrial().map(FrozenTrial::number).orElse(trial.number());
    if (trial.number() - best >= patience) {
      study.stop();
    }
  }

  /** Runs a study that is given 10,000 trials and returns it. */
  public static Study run() {
    Study study = Study.create().listener(new StopWhenStuck(30)).seed(8).create();
    study.optimize(trial -> Math.abs(trial.suggestDouble("x", -1, 1)), Budget.trials(10_000));
    return study;
  }

  /** Prints how many trials there were. */
  public static void main(String[] args) {
    System.out.printf("stopped after %d trials%n", run().trials().size());
  }
}
