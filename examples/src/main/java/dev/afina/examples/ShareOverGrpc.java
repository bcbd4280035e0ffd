package dev.afina.examples;

import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.grpc.StorageServer;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A database that a server shares, and two workers that know nothing but the server's URL. */
public final class ShareOverGrpc {

  private ShareOverGrpc() {}

  /** Serves a database to two workers; returns the trials that they ran together. */
  public static List<FrozenTrial> run(Path database, int trials) throws IOException {
    try (Storage storage = Storages.open("sqlite:///" + database);
        StorageServer server = StorageServer.builder(storage).port(0).start()) {
      String url = "grpc://localhost:" + server.port();
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> work(url, trials));
      work(url, trials);
      other.join();
      var study = storage.findStudy("shared").orElseThrow();
      return storage.trials(study.id(), -1, List.of());
    }
  }

  /** What each worker does, in whatever process: the budget is that of all of them together. */
  private static void work(String url, int trials) {
    try (Storage storage = Storages.open(url)) {
      Study study = Study.named("shared").minimize("height").storage(storage).createOrLoad();
      study.optimize(
          trial -> Math.pow(trial.suggestDouble("x", -10, 10) - 2, 2), Budget.trials(trials));
    }
  }

  /** Prints how many trials there are and the least value of them. */
  public static void main(String[] args) throws IOException {
    List<FrozenTrial> trials = run(Path.of("shared.db"), 100);
    double least = trials.stream().mapToDouble(t -> t.value().orElseThrow()).min().orElseThrow();
    System.out.printf("%d trials, the least value is %.4f%n", trials.size(), least);
  }
}
