package dev.afina.benchmarks.worker;

import com.sun.management.OperatingSystemMXBean;
import dev.afina.algorithms.gp.GaussianProcessSampler;
import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialHistory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Times a sampler's trials of an objective that takes no time, in one thread and in memory. A
 * request is a sampler ({@code tpe} or {@code gp}), a space of {@link SamplerSpaces}, how many
 * trials of random search come first, and how many of the sampler are timed.
 */
public final class SamplersWorker {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private SamplersWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Turns.serve(Map.of("Java of Afina", System.getProperty("java.version")), SamplersWorker::turn);
  }

  private static Map<String, Double> turn(List<String> request) {
    Sampler timed =
        request.get(0).equals("tpe") ? TpeSampler.create() : GaussianProcessSampler.create();
    Objective objective = SamplerSpaces.named(request.get(1));
    int before = Integer.parseInt(request.get(2));
    int trials = Integer.parseInt(request.get(3));
    Study study =
        Study.named("timed")
            .minimize("value")
            .sampler(new After(before, timed))
            .pruner(Pruner.none())
            .seed(7)
            .create();
    if (before > 0) {
      study.optimize(objective, Budget.trials(before));
    }
    double[] milliseconds = new double[trials];
    for (int i = 0; i < trials; i++) {
      long start = SYSTEM.getProcessCpuTime();
      Trial trial = study.ask();
      study.tell(trial, value(objective, trial));
      milliseconds[i] = (SYSTEM.getProcessCpuTime() - start) / 1e6;
    }
    double[] later = Arrays.copyOfRange(milliseconds, Math.min(1, trials - 1), trials);
    return Map.of(
        "milliseconds",
        Arrays.stream(milliseconds).average().orElseThrow(),
        "first",
        milliseconds[0],
        "later",
        Arrays.stream(later).average().orElseThrow());
  }

  private static double value(Objective objective, Trial trial) {
    try {
      return objective.evaluate(trial);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Random search for some trials, and then another sampler. */
  private static final class After implements Sampler {

    private final int trials;
    private final Sampler then;
    private final RandomSampler first = new RandomSampler();

    After(int trials, Sampler then) {
      this.trials = trials;
      this.then = then;
    }

    @Override
    public String name() {
      return then.name();
    }

    @Override
    public SearchSpace jointSpace(TrialHistory history) {
      return history.size() <= trials ? SearchSpace.empty() : then.jointSpace(history);
    }

    @Override
    public double[] sampleJoint(SamplingContext context, SearchSpace space) {
      return then.sampleJoint(context, space);
    }

    @Override
    public double sample(SamplingContext context, String name, Distribution distribution) {
      return (context.index() < trials ? first : then).sample(context, name, distribution);
    }
  }
}
