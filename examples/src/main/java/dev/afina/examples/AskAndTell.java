package dev.afina.examples;

import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * The caller owns the loop: it asks for a batch of trials, has all of them measured at once
 * elsewhere, and tells what came back, in any order.
 */
public final class AskAndTell {

  private static final int ROUNDS = 25;
  private static final int BATCH = 8;

  private AskAndTell() {}

  /** A mixture and its trial. */
  private record Sample(Trial trial, double sugar, double acid) {}

  /** Runs the study and returns it. */
  public static Study run() {
    Study study = Study.create().maximize("taste").seed(3).create();
    for (int round = 0; round < ROUNDS; round++) {
      List<Sample> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        Trial trial = study.ask();
        batch.add(
            new Sample(
                trial, trial.suggestDouble("sugar", 0, 1), trial.suggestDouble("acid", 0, 1)));
      }
      double[] tastes = batch.parallelStream().mapToDouble(AskAndTell::taste).toArray();
      for (int i = BATCH - 1; i >= 0; i--) {
        if (Double.isNaN(tastes[i])) {
          study.fail(batch.get(i).trial(), "too sour to drink");
        } else {
          study.tell(batch.get(i).trial(), tastes[i]);
        }
      }
    }
    return study;
  }

  /** Best, 1, with 0.3 of sugar and 0.2 of acid; nobody drinks more than 0.9 of acid. */
  private static double taste(Sample sample) {
    if (sample.acid() > 0.9) {
      return Double.NaN;
    }
    return 1 - Math.pow(sample.sugar() - 0.3, 2) - Math.pow(sample.acid() - 0.2, 2);
  }

  /** Prints the best mixture. */
  public static void main(String[] args) {
    FrozenTrial best = run().bestTrial().orElseThrow();
    System.out.printf("taste %.3f with %s%n", best.value().orElseThrow(), best.params());
  }
}
