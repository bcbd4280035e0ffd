package dev.afina.benchmarks.worker;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Works at a study in a storage. Requests: {@code create URL NAME}; {@code run URL NAME TRIALS},
 * which runs trials of an empty objective until the study has so many; {@code open URL NAME}, which
 * opens the storage and loads the study with all of its trials.
 */
public final class StorageWorker {

  private StorageWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Turns.serve(Map.of(), StorageWorker::turn);
  }

  private static Map<String, Double> turn(List<String> request) {
    long start = System.nanoTime();
    try (Storage storage = Storages.open(request.get(1))) {
      var builder =
          Study.named(request.get(2))
              .storage(storage)
              .sampler(new RandomSampler())
              .pruner(Pruner.none());
      return switch (request.get(0)) {
        case "create" -> {
          builder.minimize("value").seed(7).create();
          yield Map.of();
        }
        case "run" -> run(builder.load(), Integer.parseInt(request.get(3)));
        case "open" -> {
          Study study = builder.load();
          double seconds = Turns.secondsSince(start);
          yield Map.of("seconds", seconds, "trials", (double) study.trials().size());
        }
        default -> throw new IllegalArgumentException(request.toString());
      };
    }
  }

  private static Map<String, Double> run(Study study, int trials) {
    long start = System.nanoTime();
    study.optimize(EmptyObjective::evaluate, Budget.trials(trials));
    return Map.of("seconds", Turns.secondsSince(start));
  }
}
