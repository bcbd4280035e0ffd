package dev.afina.algorithms.tpe;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.Params;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program that measures suggestions over ten parameters: six floats, a logarithmic one, an
 * integer and two choices; its counterpart for Optuna is {@code tpe_speed.py}.
 */
final class TpeSpeed {

  private static final System.Logger LOG = System.getLogger("dev.afina.speed");

  private TpeSpeed() {}

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    for (int round = 0; round < rounds; round++) {
      Study study =
          Study.create().sampler(TpeSampler.create()).pruner(Pruner.none()).seed(round).create();
      int before = 0;
      for (int trials : new int[] {1000, 2000, 4000}) {
        long start = System.nanoTime();
        double cpu = processorSeconds();
        study.optimize(TpeSpeed::objective, Budget.trials(trials));
        String what = "trials %d to %d".formatted(before, trials);
        say(what, (trials - before) / seconds(start), "/s");
        say(what, (trials - before) / (processorSeconds() - cpu), "/s of processor time");
        before = trials;
      }
    }
    longHistory();
  }

  private static void longHistory() {
    Study study = Study.create().seed(1).create();
    study.optimize(TpeSpeed::objective, Budget.trials(20));
    SearchSpace space = study.trials().get(0).params().space();
    TrialTable table = new TrialTable(new double[] {1});
    SplittableRandom random = new SplittableRandom(1);
    TpeSampler sampler = TpeSampler.create();
    for (int index = 0; index < 100_020; index++) {
      double[] values = new double[space.size()];
      double value = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = Uniform.draw(space.distribution(i), random);
        value += i < 6 ? (values[i] - 1) * (values[i] - 1) : 0;
      }
      if (index >= 100_000) {
        table.put(
            FrozenTrial.builder(TrialState.RUNNING).id(index).number(index).index(index).build());
        long start = System.nanoTime();
        SearchSpace joint = sampler.jointSpace(table);
        double[] point =
            sampler.sampleJoint(new SamplingContext(table, index, Params::empty, 1), joint);
        say("suggestion %d".formatted(index), 1e3 * seconds(start), "ms, first " + point[0]);
      }
      table.put(
          FrozenTrial.builder(TrialState.COMPLETE)
              .id(index)
              .number(index)
              .index(index)
              .params(Params.of(space, values))
              .values(List.of(value))
              .build());
    }
  }

  private static double objective(Trial trial) {
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      double x = trial.suggestDouble("x" + i, -5, 5);
      sum += (x - 1) * (x - 1);
    }
    double lr = Math.log10(trial.suggestDouble("lr", 1e-5, 1e-1, Scale.LOG));
    long n = trial.suggestInt("n", 1, 16);
    List<Object> choices = new ArrayList<>();
    choices.add(trial.suggestCategorical("a", "p", "q", "r"));
    choices.add(trial.suggestCategorical("b", "u", "v", "w", "z"));
    return sum
        + (lr + 3) * (lr + 3)
        + (n - 5) * (n - 5) / 10.0
        + (choices.get(0).equals("q") ? 0 : 1)
        + (choices.get(1).equals("w") ? 0 : 1);
  }

  /** Of all threads, the compiler's too. */
  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void say(String what, double figure, String unit) {
    LOG.log(System.Logger.Level.INFO, "%s: %.1f %s".formatted(what, figure, unit));
  }
}
