package dev.afina.benchmarks.worker;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Works at a study, or watches another one do so. Requests: {@code create URL NAME}; {@code work
 * URL NAME TRIALS}, which runs trials that take a while, and answers with the moment when the
 * objective of each had chosen its last parameter; {@code watch URL NAME TRIALS}, which answers
 * with the moments when all parameters of each trial could be read. Moments are seconds since 1970,
 * by the trial's number.
 */
public final class VisibilityWorker {

  private static final int PARAMETERS = 10;

  private VisibilityWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Turns.serve(Map.of(), VisibilityWorker::turn);
  }

  private static Map<String, Double> turn(List<String> request) {
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
        case "work" -> work(builder.load(), Integer.parseInt(request.get(3)));
        case "watch" -> watch(builder.load(), Integer.parseInt(request.get(3)));
        default -> throw new IllegalArgumentException(request.toString());
      };
    }
  }

  private static Map<String, Double> work(Study study, int trials) {
    Map<String, Double> chosen = new LinkedHashMap<>();
    study.optimize(
        trial -> {
          double value = EmptyObjective.evaluate(trial);
          chosen.put(Integer.toString(trial.number()), now());
          // Uneven, so that it falls into no step with whatever happens at regular intervals.
          TimeUnit.MILLISECONDS.sleep(150 + trial.number() * 37 % 100);
          return value;
        },
        Budget.trials(trials));
    return chosen;
  }

  private static Map<String, Double> watch(Study study, int trials) {
    Map<String, Double> seen = new LinkedHashMap<>();
    while (seen.size() < trials) {
      List<FrozenTrial> all = study.trials();
      double now = now();
      for (FrozenTrial trial : all) {
        if (trial.params().size() == PARAMETERS) {
          seen.putIfAbsent(Integer.toString(trial.number()), now);
        }
      }
      pause();
    }
    return seen;
  }

  private static double now() {
    Instant now = Instant.now();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
