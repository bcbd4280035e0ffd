package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.measure.Statistics;
import dev.afina.benchmarks.worker.GrpcServerWorker;
import dev.afina.benchmarks.worker.VisibilityWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/** How soon another process can read the parameters of a trial that runs. */
final class VisibilityBenchmark implements Benchmark {

  private static final int WARM_UPS = 1;
  private static final int ROUNDS = 5;
  private static final int TRIALS = 20;
  private static final double AIM_MILLIS = 100;

  private final AtomicInteger studies = new AtomicInteger();
  private final Map<String, List<Double>> waits = new LinkedHashMap<>();

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder("visibility").toAbsolutePath();
    Map<String, String> versions;
    List<Side> sides;
    try (Postgres postgres = new Postgres();
        Contestant server = workplace.afina(GrpcServerWorker.class, List.of());
        Contestant worker = workplace.afina(VisibilityWorker.class, List.of());
        Contestant watcher = workplace.afina(VisibilityWorker.class, List.of())) {
      versions = Map.of("PostgreSQL", postgres.version());
      double port = server.turn("start NORMAL " + folder.resolve("served.db")).get("port");
      String grpc = "grpc://localhost:%d".formatted((int) port);
      Rounds rounds = new Rounds();
      Map<String, String> urls = new LinkedHashMap<>();
      urls.put("SQLite", "sqlite:///%s/studies.db".formatted(folder));
      urls.put("journal", "journal:///%s/studies.log".formatted(folder));
      urls.put("PostgreSQL", postgres.url());
      urls.put("gRPC, on SQLite", grpc);
      urls.forEach((name, url) -> rounds.side(name, slowest(name, url, worker, watcher)));
      sides = rounds.run(WARM_UPS, ROUNDS);
    }
    workplace.emptyFolder("visibility");
    return measurement(versions, sides);
  }

  private Measurement measurement(Map<String, String> versions, List<Side> sides) {
    List<Aim> aims = new ArrayList<>();
    for (Side side : sides) {
      aims.add(
          Aim.below(AIM_MILLIS, side.quantile(1), side.name() + ": the longest wait below 100 ms"));
    }
    Map<String, String> observations = new LinkedHashMap<>();
    waits.forEach(
        (name, all) -> {
          List<Double> counted = all.subList(WARM_UPS * TRIALS, all.size());
          observations.put(
              name,
              String.format(
                  Locale.ROOT,
                  "of %d trials half were to be seen within %.1f ms, 95%% within %.1f ms",
                  counted.size(),
                  Statistics.median(counted),
                  Statistics.quantile(counted, 0.95)));
        });
    return new Measurement(
        "visibility",
        "How soon another process reads the parameters of a running trial",
        "milliseconds, the longest of a round's %d trials, less is better".formatted(TRIALS),
        settings(),
        versions,
        sides,
        List.of(),
        aims,
        observations);
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "wait",
        "from the moment when the objective has chosen its last parameter to the moment when"
            + " another process, which asks for the study's trials again and again with pauses of"
            + " 1 ms, has read all of them; both on one machine, by its clock");
    settings.put(
        "trials", "of ten parameters, one after the other, of 150 to 249 ms; random search");
    settings.put(
        "storages",
        "as they are opened by default; PostgreSQL with fsync and synchronous_commit; the gRPC"
            + " server is a third process, on SQLite");
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    return settings;
  }

  /** The longest wait for a trial of a new study, in milliseconds. */
  private DoubleSupplier slowest(String name, String url, Contestant worker, Contestant watcher) {
    return () -> {
      String study = "study" + studies.incrementAndGet();
      worker.turn("create %s %s".formatted(url, study));
      CompletableFuture<Answer> seen =
          CompletableFuture.supplyAsync(
              () -> watcher.turn("watch %s %s %d".formatted(url, study, TRIALS)));
      Answer chosen = worker.turn("work %s %s %d".formatted(url, study, TRIALS));
      Answer read = seen.join();
      List<Double> round = new ArrayList<>();
      chosen.numbers().forEach((trial, moment) -> round.add((read.get(trial) - moment) * 1000));
      waits.computeIfAbsent(name, side -> new ArrayList<>()).addAll(round);
      return Statistics.quantile(round, 1);
    };
  }
}
