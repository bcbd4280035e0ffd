package dev.afina.examples;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.Distribution;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.random.RandomGenerator;

/**
 * A sampler of one's own: each parameter is the best trial's, or with the same probability drawn
 * anew.
 */
public final class NearTheBest implements Sampler {

  /** Without memory: all that it knows is in the history. */
  public NearTheBest() {}

  @Override
  public String name() {
    return "near-the-best";
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    RandomGenerator random = context.random(name);
    double drawn = Uniform.draw(distribution, random);
    double known = best(context.history(), name);
    return distribution.contains(known) && random.nextBoolean() ? known : drawn;
  }

  /** The best completed trial's value of a parameter, or NaN. */
  private static double best(TrialHistory history, String name) {
    double[] column = history.column(name);
    double value = Double.NaN;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; column != null && row < history.size(); row++) {
      if (history.state(row) == TrialState.COMPLETE && history.loss(row, 0) < least) {
        least = history.loss(row, 0);
        value = column[row];
      }
    }
    return value;
  }

  /** Runs a study with it and returns its best trial. */
  public static FrozenTrial run() {
    Study study = Study.create().sampler(new NearTheBest()).seed(4).create();
    study.optimize(
        trial -> {
          double sum = 0;
          for (int i = 0; i < 5; i++) {
            sum += Math.pow(trial.suggestDouble("x" + i, -5, 5), 2);
          }
          return sum;
        },
        Budget.trials(300));
    return study.bestTrial().orElseThrow();
  }

  /** Prints the best trial. */
  public static void main(String[] args) {
    System.out.println(run().params());
  }
}
