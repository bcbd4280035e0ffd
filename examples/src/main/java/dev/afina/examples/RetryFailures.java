package dev.afina.examples;

import dev.afina.core.study.Budget;
import dev.afina.core.study.RetryPolicy;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Evaluates trials again that failed by no fault of their own. */
public final class RetryFailures {

  private RetryFailures() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    System.out.println(run().bestTrial().orElseThrow());
  }

  /** Every third evaluation loses its connection. */
  static Study run() {
    RetryPolicy policy =
        RetryPolicy.standard()
            .lostWorkers(3)
            .failures(2)
            .causedBy(List.of(IOException.class, OutOfMemoryError.class))
            .after(Duration.ofMillis(50));
    Study study = Study.create().minimize("distance").seed(1).retry(policy).create();
    study.optimize(RetryFailures::objective, Budget.trials(10));
    return study;
  }

  private static double objective(Trial trial) throws IOException {
    double x = trial.suggestDouble("x", -5, 5);
    if (trial.number() % 3 == 2) {
      throw new IOException("the connection was lost");
    }
    return Math.abs(x);
  }
}
