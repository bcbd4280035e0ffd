package dev.afina.examples;

import dev.afina.core.isolation.IsolatedObjective;
import dev.afina.core.isolation.Isolation;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import java.time.Duration;

/** An objective that crashes its process for some parameters, tuned in processes of its own. */
public final class SurviveCrashes {

  private SurviveCrashes() {}

  /** The time that a solver takes, whose native code aborts when its blocks are too large. */
  public static final class Solver implements Objective {

    @Override
    public double evaluate(Trial trial) {
      int block = trial.suggestInt("block", 1, 64);
      if (block > 48) {
        System.err.println("solver: no room for a block of " + block);
        Runtime.getRuntime().halt(134); // what abort() of native code comes to
      }
      return 1.0 / block + block / 1024.0;
    }
  }

  /** Runs the study and returns it. */
  public static Study run() {
    Isolation isolation =
        Isolation.standard()
            .children(2)
            .trialsPerChild(10)
            .timeLimit(Duration.ofMinutes(5))
            .jvmOptions("-Xmx64m");
    Study study = Study.create().minimize("time").seed(5).create();
    try (IsolatedObjective solver = IsolatedObjective.of(Solver.class, isolation)) {
      study.optimize(solver, Budget.trials(12));
    }
    return study;
  }

  /** Prints how the failed trials ended, and the best of the others. */
  public static void main(String[] args) {
    Study study = run();
    for (FrozenTrial trial : study.trials()) {
      if (trial.state() == TrialState.FAIL) {
        System.out.println(trial.reason().orElseThrow());
      }
    }
    System.out.println(study.bestTrial().orElseThrow());
  }
}
