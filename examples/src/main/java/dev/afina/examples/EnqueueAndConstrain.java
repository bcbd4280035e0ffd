package dev.afina.examples;

import dev.afina.core.space.Scale;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import java.util.Map;

/**
 * Starts from what is known to work, and respects a limit: the fastest cache that fits into 64 MiB.
 */
public final class EnqueueAndConstrain {

  private static final double MEMORY_LIMIT_MIB = 64;

  private EnqueueAndConstrain() {}

  /** Runs the study and returns it. */
  public static Study run() {
    Study study = Study.create().minimize("latency").seed(11).create();
    study.enqueue(Map.of("entries", 1024, "entry_kib", 4, "policy", "lru"));
    study.optimize(EnqueueAndConstrain::latency, Budget.trials(200));
    return study;
  }

  private static double latency(Trial trial) {
    int entries = trial.suggestInt("entries", 64, 65_536, Scale.LOG);
    int size = trial.suggestInt("entry_kib", 1, 64, Scale.LOG);
    String policy = trial.suggestCategorical("policy", "lru", "lfu", "fifo");
    trial.constrain("memory", entries * size / 1024.0 - MEMORY_LIMIT_MIB);
    double misses = Math.exp(-entries * size / 32_768.0) + (policy.equals("fifo") ? 0.1 : 0);
    return 1 + 20 * misses;
  }

  /** Prints the first and the best trial. */
  public static void main(String[] args) {
    Study study = run();
    FrozenTrial first = study.trials().get(0);
    FrozenTrial best = study.bestTrial().orElseThrow();
    System.out.printf("known:  %.2f ms with %s%n", first.value().orElseThrow(), first.params());
    System.out.printf("better: %.2f ms with %s%n", best.value().orElseThrow(), best.params());
  }
}
