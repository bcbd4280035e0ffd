package dev.afina.examples;

import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.sampler.FixedSampler;
import dev.afina.core.space.Prior;
import dev.afina.core.space.Scale;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import java.util.Map;

/** Tells the search what experience says, and holds what is not to be tuned. */
public final class BeliefsAndFixedValues {

  private BeliefsAndFixedValues() {}

  /** Runs the study and returns it. */
  public static Study run() {
    Study study =
        Study.create()
            .minimize("loss")
            .prior("rate", Prior.logNormal(Math.log(1e-3), 1))
            .prior("units", Prior.normal(128, 48))
            .prior("optimizer", Prior.weights(Map.of("adam", 3, "sgd", 1)))
            .sampler(FixedSampler.fixing(Map.of("batch", 64), TpeSampler.create()))
            .seed(3)
            .create();
    study.optimize(BeliefsAndFixedValues::loss, Budget.trials(40));
    return study;
  }

  private static double loss(Trial trial) {
    double rate = trial.suggestDouble("rate", 1e-6, 1, Scale.LOG);
    int units = trial.suggestInt("units", 16, 512, 16);
    int batch = trial.suggestInt("batch", 16, 256, 16);
    boolean adam = trial.suggestCategorical("optimizer", "sgd", "adam").equals("adam");
    double ideal = (adam ? 2e-3 : 2e-2) * batch / 64;
    return Math.abs(Math.log(rate / ideal)) + Math.abs(units - 160) / 256.0 + (adam ? 0 : 0.2);
  }

  /** Prints the best trial. */
  public static void main(String[] args) {
    System.out.println(run().bestTrial().orElseThrow().params());
  }
}
