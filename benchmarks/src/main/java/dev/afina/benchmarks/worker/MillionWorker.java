package dev.afina.benchmarks.worker;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Map;

/**
 * Runs one large study in memory and watches the heap. A request is a number of trials; a process
 * serves one only, because peaks are those of the whole process.
 */
public final class MillionWorker {

  private static final double MIB = 1 << 20;

  private MillionWorker() {}

  /** Serves a request. */
  public static void main(String[] arguments) throws IOException {
    Turns.serve(Map.of(), MillionWorker::turn);
  }

  private static Map<String, Double> turn(List<String> request) {
    int trials = Integer.parseInt(request.get(0));
    Study study =
        Study.create()
            .minimize("value")
            .sampler(new RandomSampler())
            .pruner(Pruner.none())
            .seed(7)
            .create();
    long start = System.nanoTime();
    study.optimize(EmptyObjective::evaluate, Budget.trials(trials));
    double seconds = Turns.secondsSince(start);
    double peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    System.gc();
    double live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    double best = study.bestTrial().orElseThrow().value().orElseThrow();
    return Map.of("seconds", seconds, "peak", peak / MIB, "live", live / MIB, "best", best);
  }
}
