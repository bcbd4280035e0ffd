package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.GrpcServerWorker;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** How many trials a second eight workers of Optuna store through a server, Afina's or Optuna's. */
final class GrpcBenchmark implements Benchmark {

  private static final int WORKERS = 8;
  private static final int WARM_UPS = 1;
  private static final int ROUNDS = 7;
  private static final int ON_AFINA = 800;
  private static final int ON_OPTUNA = 80;
  private static final double AIM = 5;

  private final AtomicInteger files = new AtomicInteger();

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder("grpc");
    Map<String, String> versions = new TreeMap<>();
    List<Side> sides;
    try (Contestant workers = workplace.peer("grpc_workers.py", Integer.toString(WORKERS));
        Contestant afina = workplace.afina(GrpcServerWorker.class, List.of());
        Contestant optuna = workplace.peer("grpc_server.py")) {
      versions.putAll(workers.versions());
      versions.putAll(optuna.versions());
      sides =
          new Rounds()
              .side("Afina's server, NORMAL", turn(afina, "NORMAL", workers, ON_AFINA, folder))
              .side("Optuna's server", turn(optuna, "sqlite", workers, ON_OPTUNA, folder))
              .side("Afina's server, FULL", turn(afina, "FULL", workers, ON_AFINA, folder))
              .run(WARM_UPS, ROUNDS);
    }
    workplace.emptyFolder("grpc");
    Comparison normal = Comparison.of(sides.get(0), sides.get(1));
    Comparison full = Comparison.of(sides.get(2), sides.get(1));
    return new Measurement(
        "grpc",
        "Trials of eight Optuna workers through a gRPC server on SQLite, Afina's against Optuna's",
        "trials/s of all workers together, more is better",
        settings(),
        versions,
        sides,
        List.of(normal, full),
        List.of(
            Aim.atLeast(AIM, normal.median(), "NORMAL at least 5 times Optuna's server"),
            Aim.atLeast(AIM, full.median(), "FULL at least 5 times Optuna's server")),
        Map.of());
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "workers",
        "%d processes of Python on the server's machine, each with Optuna's GrpcStorageProxy and"
                .formatted(WORKERS)
            + " one thread; the same for both servers");
    settings.put(
        "objective",
        "empty, with six floats, one float on a log scale, one integer, two categories; random"
            + " search without pruning");
    settings.put(
        "storage",
        "a new study a turn, on SQLite in a new file on disk; making it and connecting is not"
            + " timed. Optuna's server has its get_storage, as it advises, and its ten threads;"
            + " its database is as Optuna opens it (rollback journal, FULL)");
    settings.put(
        "trials a turn",
        "%,d on Afina's server, %,d on Optuna's; after each turn all are there, complete and with"
                .formatted(ON_AFINA, ON_OPTUNA)
            + " dense numbers");
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    return settings;
  }

  private DoubleSupplier turn(
      Contestant server, String kind, Contestant workers, int trials, Path folder) {
    return () -> {
      String file = "%s/%d.db".formatted(folder.getFileName(), files.incrementAndGet());
      int port = (int) server.turn("start %s %s".formatted(kind, file)).get("port");
      Answer answer = workers.turn("%d %d".formatted(port, trials));
      server.turn("stop");
      if (answer.get("complete") != trials || answer.get("dense") != 1) {
        throw new IllegalStateException(
            "of %d trials on %s the server holds %s".formatted(trials, kind, answer));
      }
      return answer.get("rate");
    };
  }
}
