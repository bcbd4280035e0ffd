package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of its own that works at the trials of a study; started and killed by tests. */
final class ChildWorker {

  static final SearchSpace SPACE =
      SearchSpace.builder().doubleRange("x", 0, 1).intRange("n", 1, 9).bool("b").build();

  private ChildWorker() {}

  /** Starts one, which runs trials until the study holds as many as the limit says. */
  static Process start(Path database, String study, int limit) {
    return start("sqlite:///" + database.toAbsolutePath(), study, limit);
  }

  /** The same in the storage of a URL. */
  static Process start(String url, String study, int limit) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              ChildWorker.class.getName(),
              url,
              study,
              Integer.toString(limit))
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs trials of three parameters, two reports, two attributes and a constraint each, and prints
   * their numbers.
   */
  public static void main(String[] arguments) {
    try (Storage storage = Storages.open(arguments[0])) {
      long study = storage.findStudy(arguments[1]).orElseThrow().id();
      storage.failLost(study, Duration.ofSeconds(60));
      int limit = Integer.parseInt(arguments[2]);
      Optional<FrozenTrial> next = storage.startTrial(study, Trials.startWithin(limit));
      while (next.isPresent()) {
        run(storage, next.get());
        System.out.println(next.get().number());
        next = storage.startTrial(study, Trials.startWithin(limit));
      }
    }
  }

  private static void run(Storage storage, FrozenTrial trial) {
    double x = trial.number() / (1.0 + trial.number());
    Params params = Params.of(SPACE, new double[] {x, 1 + trial.number() % 9, 1});
    storage.report(trial.id(), 0, x, params);
    storage.report(trial.id(), 1, x / 2, params);
    storage.finish(
        trial.id(),
        new TrialEnd(
            TrialState.COMPLETE,
            List.of(x),
            params,
            Map.of("a", "x".repeat(100), "b", trial.number()),
            Map.of(),
            Map.of("memory", -x)));
  }
}
