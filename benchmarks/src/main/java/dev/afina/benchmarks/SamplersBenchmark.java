package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.SamplersWorker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a suggestion costs, against Optuna and Rustuna. */
final class SamplersBenchmark implements Benchmark {

  private static final int ROUNDS = 5;
  private static final int COLD_ROUNDS = 3;
  private static final int FIRST = 1000;
  private static final int LONG_HISTORY = 100_000;
  private static final int WINDOW_TRIALS = 50;
  private static final int PROCESS_HISTORY = 100;
  private static final int PROCESS_TRIALS = 20;
  private static final List<Integer> WINDOW = List.of(2000, 3000, 4000);
  private static final List<String> SPACES =
      List.of("network", "ackley", "ten", "branin", "rosenbrock");

  private final List<Side> sides = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<Aim> aims = new ArrayList<>();

  @Override
  public Measurement run(Workplace workplace) {
    Map<String, String> versions = new TreeMap<>();
    try (Contestant afina = workplace.afina(SamplersWorker.class, List.of("-Xmx2g"));
        Contestant optuna = workplace.peer("samplers.py", "optuna");
        Contestant rustuna = workplace.peer("samplers.py", "rustuna")) {
      List.of(afina, optuna, rustuna).forEach(one -> versions.putAll(one.versions()));
      estimators(afina, optuna, rustuna);
      processes(afina, optuna);
    }
    cold(workplace);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("samplers", "each with its defaults, in memory, in one thread");
    settings.put("figures", "processor time of the whole process for asking and telling a trial");
    settings.put(
        "TPE", "ten parameters: six floats, one float on a log scale, one integer, two categories");
    settings.put(
        "trials 2,000 to 4,000",
        "%d trials each after 2,000, 3,000 and 4,000 of random search".formatted(WINDOW_TRIALS));
    settings.put(
        "Gaussian process",
        "%d trials after %d of random search, fits included; network is LCBench's space of seven"
                .formatted(PROCESS_TRIALS, PROCESS_HISTORY)
            + " parameters, Ackley has ten, Branin two, Rosenbrock five");
    settings.put(
        "rounds", "%d after one for warm-up; a cold JVM: %d".formatted(ROUNDS, COLD_ROUNDS));
    return new Measurement(
        "samplers",
        "The cost of a suggestion, Afina against Optuna and Rustuna",
        "ms a trial, less is better",
        settings,
        versions,
        sides,
        comparisons,
        aims,
        Map.of());
  }

  private static double cost(Contestant contestant, String request, String figure) {
    return contestant.turn(request).get(figure);
  }

  private static double window(Contestant contestant) {
    return WINDOW.stream()
        .mapToDouble(
            before ->
                cost(contestant, "tpe ten %d %d".formatted(before, WINDOW_TRIALS), "milliseconds"))
        .average()
        .orElseThrow();
  }

  private void estimators(Contestant afina, Contestant optuna, Contestant rustuna) {
    String first = "tpe ten 0 " + FIRST;
    List<Side> beginning =
        new Rounds()
            .side("Afina TPE, trials 1 to 1,000", () -> cost(afina, first, "milliseconds"))
            .side("Optuna TPE, trials 1 to 1,000", () -> cost(optuna, first, "milliseconds"))
            .side("Rustuna TPE, trials 1 to 1,000", () -> cost(rustuna, first, "milliseconds"))
            .run(1, ROUNDS);
    against(beginning, 1, 20, "TPE's first 1,000 trials");
    against(beginning, 2, 1, "TPE's first 1,000 trials");
    List<Side> middle =
        new Rounds()
            .side("Afina TPE, trials 2,000 to 4,000", () -> window(afina))
            .side("Optuna TPE, trials 2,000 to 4,000", () -> window(optuna))
            .side("Rustuna TPE, trials 2,000 to 4,000", () -> window(rustuna))
            .run(1, ROUNDS);
    against(middle, 1, 50, "TPE's trials 2,000 to 4,000");
    against(middle, 2, 1, "TPE's trials 2,000 to 4,000");
    String late = "tpe ten %d 20".formatted(LONG_HISTORY);
    List<Side> end =
        new Rounds()
            .side("Afina TPE at 100,000 trials", () -> cost(afina, late, "later"))
            .side("the same, the first after them", () -> cost(afina, late, "first"))
            .run(1, COLD_ROUNDS);
    sides.addAll(end);
    aims.add(Aim.below(100, end.get(0).median(), "TPE at 100,000 trials below 100 ms"));
    aims.add(Aim.below(100, end.get(1).median(), "the first after 100,000 trials below 100 ms"));
  }

  private void processes(Contestant afina, Contestant optuna) {
    for (String space : SPACES) {
      String request = "gp %s %d %d".formatted(space, PROCESS_HISTORY, PROCESS_TRIALS);
      List<Side> pair =
          new Rounds()
              .side("Afina GP, " + space, () -> cost(afina, request, "milliseconds"))
              .side("Optuna GP, " + space, () -> cost(optuna, request, "milliseconds"))
              .run(1, ROUNDS);
      boolean isFirst = space.equals(SPACES.get(0));
      against(pair, 1, isFirst ? 5 : 1, "a Gaussian process at 100 trials, " + space);
      if (isFirst) {
        aims.add(
            Aim.below(50, pair.get(0).median(), "a Gaussian process at 100 trials below 50 ms"));
      }
    }
  }

  private void cold(Workplace workplace) {
    String first = "tpe ten 0 " + FIRST;
    try (Contestant optuna = workplace.peer("samplers.py", "optuna")) {
      List<Side> pair =
          new Rounds()
              .side("Afina TPE, trials 1 to 1,000 of a new JVM", () -> fresh(workplace, first))
              .side("Optuna TPE, the same", () -> cost(optuna, first, "milliseconds"))
              .run(0, COLD_ROUNDS);
      sides.addAll(pair);
      comparisons.add(Comparison.of(pair.get(1), pair.get(0)));
    }
  }

  private static double fresh(Workplace workplace, String request) {
    try (Contestant afina = workplace.afina(SamplersWorker.class, List.of("-Xmx2g"))) {
      return cost(afina, request, "milliseconds");
    }
  }

  /** Keeps what was measured, and aims at a ratio of the peer to Afina, which is the first. */
  private void against(List<Side> measured, int peer, double aim, String what) {
    measured.stream().filter(side -> !sides.contains(side)).forEach(sides::add);
    Side other = measured.get(peer);
    Comparison comparison = Comparison.of(other, measured.get(0));
    comparisons.add(comparison);
    String name = other.name().substring(0, other.name().indexOf(' '));
    String goal =
        aim == 1
            ? "no dearer than %s's".formatted(name)
            : "%.0f times cheaper than %s's".formatted(aim, name);
    aims.add(Aim.atLeast(aim, comparison.median(), what + " " + goal));
  }
}
