package dev.afina.testkit;

import static dev.afina.testkit.TrialSamples.complete;
import static dev.afina.testkit.TrialSamples.start;
import static dev.afina.testkit.TrialSamples.startWithin;
import static dev.afina.testkit.TrialSamples.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many threads at once must find in every {@link Storage}. */
public interface StorageConcurrencyContract {

  /** A storage without any study; whoever makes it closes it after the test. */
  Storage storage();

  @Test
  default void handsOutEveryWaitingTrialOnce() throws Exception {
    Storage storage = storage();
    long study = storage.createStudy("queue", List.of(Direction.MINIMIZE), Map.of()).id();
    for (int i = 0; i < 200; i++) {
      storage.addTrial(study, waiting(Map.of("x", i / 200.0)));
    }
    List<Integer> claimed =
        inParallel(
            4,
            () -> {
              List<Integer> mine = new ArrayList<>();
              for (int i = 0; i < 50; i++) {
                mine.add(storage.startTrial(study, start()).orElseThrow().number());
              }
              return mine;
            });
    assertThat(claimed)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).boxed().toList());
  }

  @Test
  default void startsExactlyAsManyTrialsAsTheLimitAllows() throws Exception {
    Storage storage = storage();
    long study = storage.createStudy("limit", List.of(Direction.MINIMIZE), Map.of()).id();
    List<Integer> numbers =
        inParallel(
            8,
            () -> {
              List<Integer> mine = new ArrayList<>();
              Optional<FrozenTrial> next = storage.startTrial(study, startWithin(100));
              while (next.isPresent()) {
                FrozenTrial trial = next.get();
                storage.report(trial.id(), 0, trial.number(), TrialSamples.x(0.5));
                storage.finish(trial.id(), complete(trial.number()));
                mine.add(trial.number());
                next = storage.startTrial(study, startWithin(100));
              }
              return mine;
            });
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100).boxed().toList());
    assertThat(storage.trials(study, -1, List.of()))
        .hasSize(100)
        .allMatch(trial -> trial.state() == TrialState.COMPLETE)
        .allMatch(trial -> trial.index() == trial.number())
        .allMatch(trial -> trial.values().equals(List.of((double) trial.number())));
  }

  @Test
  default void startsTheTrialOfAnIndexForOneOfManyThatWantIt() throws Exception {
    Storage storage = storage();
    long study = storage.createStudy("index", List.of(Direction.MINIMIZE), Map.of()).id();
    List<Integer> given =
        inParallel(
            4,
            () -> {
              List<Integer> mine = new ArrayList<>();
              for (int index = 0; index < 50; index++) {
                storage
                    .startTrial(study, TrialSamples.startAt(index))
                    .ifPresent(trial -> mine.add(trial.index()));
              }
              return mine;
            });
    assertThat(given).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
  }

  /** What so many threads return that do the same. */
  static <T> List<T> inParallel(int threads, Callable<List<T>> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<T>>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(work));
      }
      List<T> all = new ArrayList<>();
      for (Future<List<T>> future : futures) {
        all.addAll(future.get());
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }
}
