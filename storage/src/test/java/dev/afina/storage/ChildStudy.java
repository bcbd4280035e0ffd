package dev.afina.storage;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialPrunedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** A deterministic study that runs in a process of its own; started and killed by tests. */
final class ChildStudy {

  static final int WINDOW = 4;

  private static final SearchSpace JOINT =
      SearchSpace.builder().doubleRange("x", 0, 1).doubleRange("y", 0, 1).build();

  private ChildStudy() {}

  /** Goes half the way from a random point to the best one, and from there off the running ones. */
  private static final class NearTheBest implements Sampler {

    @Override
    public String name() {
      return "near-the-best";
    }

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      return JOINT;
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      return new double[] {
        sample(context, "x", space.distribution(0)), sample(context, "y", space.distribution(1))
      };
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      RandomGenerator random = context.random(name);
      TrialHistory history = context.history();
      double[] column = history.column(name);
      double value = random.nextDouble();
      double best = Double.POSITIVE_INFINITY;
      double sum = 0;
      for (int row = 0; column != null && row < history.size(); row++) {
        if (Double.isNaN(column[row])) {
          continue;
        }
        sum += column[row];
        if (history.loss(row, 0) < best) {
          best = history.loss(row, 0);
          value = 0.5 * value + 0.5 * column[row];
        }
      }
      return 0.9 * value + 0.1 * (sum - Math.floor(sum));
    }
  }

  static StudyBuilder study(Storage storage) {
    return Study.named("study")
        .minimize("loss")
        .sampler(new NearTheBest())
        .storage(storage)
        .seed(5)
        .deterministic(WINDOW);
  }

  static double objective(Trial trial) throws InterruptedException {
    double x = trial.suggestDouble("x", 0, 1);
    double y = trial.suggestDouble("y", 0, 1);
    double z = x > 0.4 ? trial.suggestDouble("z", 0, 1) : 0;
    double loss = Math.abs(x - 0.3) + Math.abs(y - 0.6) + 0.1 * z;
    for (int step = 0; step < 3; step++) {
      Thread.sleep(ThreadLocalRandom.current().nextInt(4));
      trial.report(loss * (4 - step), step);
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    if (x + y > 1.7) {
      throw new IllegalStateException("too far out");
    }
    return loss;
  }

  /** What must be the same, by index. */
  static Map<Integer, List<Object>> results(List<FrozenTrial> trials) {
    Map<Integer, List<Object>> results = new TreeMap<>();
    for (FrozenTrial trial : trials) {
      if (!trial.isLost() && trial.state().isFinished()) {
        results.put(
            trial.index(),
            List.of(trial.state(), trial.params(), trial.values(), trial.intermediateValues()));
      }
    }
    return results;
  }

  /** Starts one, which runs until the study has so many trials. */
  static Process start(Path database, int trials, int workers) {
    return start("sqlite:///" + database.toAbsolutePath(), trials, workers);
  }

  /** The same in the storage of a URL. */
  static Process start(String url, int trials, int workers) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              ChildStudy.class.getName(),
              url,
              Integer.toString(trials),
              Integer.toString(workers))
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the study. */
  public static void main(String[] arguments) {
    try (Storage storage = Storages.open(arguments[0])) {
      study(storage)
          .createOrLoad()
          .optimize(
              ChildStudy::objective,
              Budget.trials(Integer.parseInt(arguments[1]))
                  .inParallel(Integer.parseInt(arguments[2])));
    }
  }
}
