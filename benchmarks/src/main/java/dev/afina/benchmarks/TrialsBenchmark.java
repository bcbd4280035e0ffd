package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.TrialsWorker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** How many trials of an empty objective a second are run and stored, against Optuna. */
final class TrialsBenchmark implements Benchmark {

  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 9;
  private static final int AFINA_SQLITE = 3_000;
  private static final int AFINA_MEMORY = 100_000;
  private static final int OPTUNA_SQLITE = 300;
  private static final int OPTUNA_MEMORY = 2_000;
  private static final double AIM = 20;

  private final AtomicInteger files = new AtomicInteger();

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder("trials");
    Map<String, String> versions = new TreeMap<>();
    List<Side> sides;
    try (Contestant afina = workplace.afina(TrialsWorker.class, List.of());
        Contestant optuna = workplace.peer("trials.py")) {
      versions.putAll(afina.versions());
      versions.putAll(optuna.versions());
      sides =
          new Rounds()
              .side("Afina, SQLite NORMAL", turn(afina, "NORMAL", AFINA_SQLITE, folder))
              .side("Optuna, SQLite", turn(optuna, "sqlite", OPTUNA_SQLITE, folder))
              .side("Afina, SQLite FULL", turn(afina, "FULL", AFINA_SQLITE, folder))
              .side("Optuna, in memory", turn(optuna, "memory", OPTUNA_MEMORY, folder))
              .side("Afina, in memory", turn(afina, "memory", AFINA_MEMORY, folder))
              .run(WARM_UPS, ROUNDS);
    }
    workplace.emptyFolder("trials");
    Comparison normal = Comparison.of(sides.get(0), sides.get(1));
    Comparison full = Comparison.of(sides.get(2), sides.get(1));
    Comparison memory = Comparison.of(sides.get(4), sides.get(3));
    return new Measurement(
        "trials",
        "Trials of an empty objective with ten parameters, Afina against Optuna",
        "trials/s, more is better",
        settings(),
        versions,
        sides,
        List.of(normal, full, memory),
        List.of(
            Aim.atLeast(AIM, normal.median(), "SQLite NORMAL at least 20 times Optuna on SQLite"),
            Aim.atLeast(AIM, full.median(), "SQLite FULL at least 20 times Optuna on SQLite")),
        Map.of());
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("parameters", "six floats, one float on a log scale, one integer, two categories");
    settings.put("search", "random, without pruning, in one thread; logging of trials is off");
    settings.put(
        "storage",
        "a new study a turn, on SQLite in a new file on disk; making it is not timed. Optuna's"
            + " database is as Optuna opens it (rollback journal, FULL)");
    settings.put(
        "trials a turn",
        "Afina %,d on SQLite, %,d in memory; Optuna %,d and %,d"
            .formatted(AFINA_SQLITE, AFINA_MEMORY, OPTUNA_SQLITE, OPTUNA_MEMORY));
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    return settings;
  }

  private DoubleSupplier turn(Contestant contestant, String storage, int trials, Path folder) {
    return () -> {
      String file = "%s/%d.db".formatted(folder.getFileName(), files.incrementAndGet());
      return contestant.turn("%s %d %s".formatted(storage, trials, file)).get("rate");
    };
  }
}
