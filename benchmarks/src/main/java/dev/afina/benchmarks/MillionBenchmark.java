package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.MillionWorker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a study of a million trials in memory takes, and how much memory. */
final class MillionBenchmark implements Benchmark {

  private static final int TRIALS = 1_000_000;
  private static final int ROUNDS = 3;

  @Override
  public Measurement run(Workplace workplace) {
    List<Double> seconds = new ArrayList<>();
    List<Double> peak = new ArrayList<>();
    List<Double> live = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (Contestant afina = workplace.afina(MillionWorker.class, List.of("-Xmx1g"))) {
        Answer answer = afina.turn(Integer.toString(TRIALS));
        System.err.println(answer);
        seconds.add(answer.get("seconds"));
        peak.add(answer.get("peak"));
        live.add(answer.get("live"));
      }
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("parameters", "six floats, one float on a log scale, one integer, two categories");
    settings.put("search", "random, without pruning, one thread, in memory; an empty objective");
    settings.put("Java", "a new process a round, -Xmx1g, the serial collector, no warm-up");
    settings.put(
        "heap", "peak: sum of the peaks of the heap's pools; live: after a collection at the end");
    return new Measurement(
        "million",
        "A million trials in memory",
        "seconds, or MiB of heap; less is better",
        settings,
        Map.of(),
        List.of(
            new Side("seconds", seconds),
            new Side("peak heap, MiB", peak),
            new Side("live heap, MiB", live)),
        List.of(),
        List.of(),
        Map.of());
  }
}
