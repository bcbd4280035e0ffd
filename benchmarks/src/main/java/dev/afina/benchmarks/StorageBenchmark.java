package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.StorageWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** Trials a second in databases, against Optuna. */
final class StorageBenchmark implements Benchmark {

  private static final int ROUNDS = 5;
  private static final int WORKERS = 8;

  private final AtomicInteger studies = new AtomicInteger();

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder("storage");
    Map<String, String> versions = new TreeMap<>();
    List<Side> sides;
    try (Postgres server = new Postgres();
        Team afina = new Team(() -> workplace.afina(StorageWorker.class, List.of("-Xmx1g")));
        Team optuna = new Team(() -> workplace.peer("storage.py"))) {
      versions.putAll(afina.first().versions());
      versions.putAll(optuna.first().versions());
      versions.put("PostgreSQL", server.version());
      String postgres = server.url();
      String sqlite = "sqlite:///" + folder.toAbsolutePath() + "/";
      sides =
          new Rounds()
              .side("Afina, SQLite, one worker", inFiles(afina, sqlite, 3000))
              .side("Optuna, SQLite, one worker", inFiles(optuna, sqlite, 100))
              .side("Afina, PostgreSQL, one worker", turn(afina, postgres, 1, 1000))
              .side("Optuna, PostgreSQL, one worker", turn(optuna, postgres, 1, 100))
              .side("Afina, PostgreSQL, eight workers", turn(afina, postgres, WORKERS, 8000))
              .side("Optuna, PostgreSQL, eight workers", turn(optuna, postgres, WORKERS, 400))
              .run(1, ROUNDS);
    }
    workplace.emptyFolder("storage");
    return measurement(versions, sides);
  }

  private static Measurement measurement(Map<String, String> versions, List<Side> sides) {
    Comparison sqlite = Comparison.of(sides.get(0), sides.get(1));
    Comparison one = Comparison.of(sides.get(2), sides.get(3));
    Comparison eight = Comparison.of(sides.get(4), sides.get(5));
    return new Measurement(
        "storage",
        "Trials of an empty objective in databases, Afina against Optuna",
        "trials/s of all workers together, more is better",
        settings(),
        versions,
        sides,
        List.of(sqlite, one, eight),
        List.of(
            Aim.atLeast(20, sqlite.median(), "SQLite, one worker: at least 20 times Optuna's"),
            Aim.atLeast(10, one.median(), "PostgreSQL, one worker: at least 10 times Optuna's"),
            Aim.atLeast(10, eight.median(), "PostgreSQL, eight workers: at least 10 times")),
        Map.of());
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("parameters", "six floats, one float on a log scale, one integer, two categories");
    settings.put("search", "random, without pruning, an empty objective; logging of trials is off");
    settings.put(
        "SQLite",
        "a new file a turn, on disk; Afina with synchronous NORMAL, its default, Optuna as it opens"
            + " it (rollback journal, FULL)");
    settings.put(
        "PostgreSQL",
        "one server for both, of the same machine, commits on the disk before they return (fsync"
            + " and synchronous_commit on); a new study a turn, made before");
    settings.put(
        "workers",
        "processes with one thread each, which have started, connected and loaded the study before"
            + " the time begins; the rate is of all trials and the slowest one");
    settings.put(
        "others' trials",
        "a random search does not depend on them: Optuna does not read them, Afina for a hundredth"
            + " of its time");
    settings.put(
        "trials a turn",
        "SQLite 3,000 and 100; PostgreSQL 1,000 and 100 of one worker, 8,000 and 400 of eight");
    settings.put("rounds", "%d after 1 for warm-up".formatted(ROUNDS));
    return settings;
  }

  private DoubleSupplier inFiles(Team team, String folder, int trials) {
    return () -> run(team, folder + studies.incrementAndGet() + ".db", 1, trials);
  }

  private DoubleSupplier turn(Team team, String url, int workers, int trials) {
    return () -> run(team, url, workers, trials);
  }

  /** Trials a second. */
  private double run(Team team, String url, int workers, int trials) {
    String study = "study" + studies.incrementAndGet();
    team.first().turn("create %s %s".formatted(url, study));
    // Afina's budget is the study's, Optuna's is each worker's.
    int each = team.first().versions().containsKey("Optuna") ? trials / workers : trials;
    return trials / team.slowest(workers, "run %s %s %d".formatted(url, study, each));
  }

  /** Eight processes of one side, started when they are needed. */
  private static final class Team implements AutoCloseable {

    private final java.util.function.Supplier<Contestant> start;
    private final List<Contestant> members = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);

    Team(java.util.function.Supplier<Contestant> start) {
      this.start = start;
    }

    Contestant first() {
      grow(1);
      return members.get(0);
    }

    private void grow(int size) {
      while (members.size() < size) {
        members.add(start.get());
      }
    }

    /** Lets so many work at once; the seconds that the slowest took. */
    double slowest(int workers, String request) {
      grow(workers);
      List<CompletableFuture<Answer>> answers =
          members.subList(0, workers).stream()
              .map(each -> CompletableFuture.supplyAsync(() -> each.turn(request), threads))
              .toList();
      return answers.stream().mapToDouble(each -> each.join().get("seconds")).max().orElseThrow();
    }

    @Override
    public void close() {
      threads.shutdown();
      members.forEach(Contestant::close);
    }
  }
}
