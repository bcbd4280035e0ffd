package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.StorageWorker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How soon a large study is open, against Optuna. */
final class OpeningBenchmark implements Benchmark {

  private static final int TRIALS = 100_000;
  private static final int ROUNDS = 3;

  @Override
  public Measurement run(Workplace workplace) {
    String url =
        "sqlite:///%s/large.db".formatted(workplace.emptyFolder("opening").toAbsolutePath());
    System.err.printf("making a study of %,d trials%n", TRIALS);
    try (Contestant maker = afina(workplace)) {
      maker.turn("create %s large".formatted(url));
      maker.turn("run %s large %d".formatted(url, TRIALS));
    }
    Map<String, String> versions;
    List<Side> sides;
    try (Contestant optuna = workplace.peer("storage.py")) {
      versions = optuna.versions();
      sides =
          new Rounds()
              .side("Optuna", () -> open(optuna, url))
              .side("Afina", () -> openAnew(workplace, url))
              .run(0, ROUNDS);
    }
    workplace.emptyFolder("opening");
    Comparison times = Comparison.of(sides.get(0), sides.get(1));
    return new Measurement(
        "opening",
        "Opening a study of 100,000 trials on SQLite, Afina against Optuna",
        "seconds, less is better",
        settings(),
        versions,
        sides,
        List.of(times),
        List.of(
            Aim.below(3, sides.get(1).median(), "Afina: below 3 s"),
            Aim.atLeast(10, times.median(), "at least 10 times faster than Optuna")),
        Map.of());
  }

  private static Contestant afina(Workplace workplace) {
    return workplace.afina(StorageWorker.class, List.of("-Xmx1g"));
  }

  private static double open(Contestant contestant, String url) {
    Answer answer = contestant.turn("open %s large".formatted(url));
    if (answer.get("trials") != TRIALS) {
      throw new IllegalStateException("not all trials were read: " + answer);
    }
    return answer.get("seconds");
  }

  private static double openAnew(Workplace workplace, String url) {
    try (Contestant fresh = afina(workplace)) {
      return open(fresh, url);
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("study", "%,d trials of ten parameters, made by Afina".formatted(TRIALS));
    settings.put(
        "Afina",
        "opens the database and loads the study with all its trials, in a new process each time,"
            + " whose start is not timed");
    settings.put("Optuna", "load_study(...).trials");
    settings.put("rounds", "%d, no warm-up".formatted(ROUNDS));
    return settings;
  }
}
