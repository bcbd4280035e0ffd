package dev.afina.benchmarks.worker;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.storage.SqliteStorage;
import dev.afina.storage.Synchronous;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Runs trials of an empty objective in one thread. A request is a storage ({@code memory}, {@code
 * NORMAL} or {@code FULL}), a number of trials, and a database file that does not exist yet.
 */
public final class TrialsWorker {

  private TrialsWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException, SQLException {
    String sqlite;
    try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      sqlite = connection.getMetaData().getDatabaseProductVersion();
    }
    Turns.serve(Map.of("SQLite of Afina", sqlite), TrialsWorker::turn);
  }

  private static Map<String, Double> turn(List<String> request) {
    int trials = Integer.parseInt(request.get(1));
    if (request.get(0).equals("memory")) {
      return run(new InMemoryStorage(), trials);
    }
    try (SqliteStorage storage =
        SqliteStorage.builder(Path.of(request.get(2)))
            .synchronous(Synchronous.valueOf(request.get(0)))
            .open()) {
      return run(storage, trials);
    }
  }

  private static Map<String, Double> run(Storage storage, int trials) {
    Study study =
        Study.named("empty")
            .minimize("value")
            .sampler(new RandomSampler())
            .pruner(Pruner.none())
            .storage(storage)
            .seed(7)
            .create();
    long start = System.nanoTime();
    study.optimize(EmptyObjective::evaluate, Budget.trials(trials));
    return Map.of("rate", trials / Turns.secondsSince(start));
  }
}
