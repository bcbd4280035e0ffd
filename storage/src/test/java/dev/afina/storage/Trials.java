package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trials and their parts, as the tests need them. */
final class Trials {

  private Trials() {}

  static TrialStart start() {
    return start(Worker.current());
  }

  static TrialStart start(Worker worker) {
    return new TrialStart(worker, OptionalInt.empty());
  }

  static TrialStart startWithin(int limit) {
    return new TrialStart(Worker.current(), OptionalInt.of(limit));
  }

  static TrialEnd complete(double value) {
    return complete(Params.empty(), value);
  }

  static TrialEnd complete(Params params, double value) {
    return new TrialEnd(TrialState.COMPLETE, List.of(value), params, Map.of(), Map.of(), Map.of());
  }

  static TrialEnd interrupted() {
    return new TrialEnd(
        TrialState.FAIL,
        List.of(),
        Params.empty(),
        Map.of(),
        Map.of(FrozenTrial.LOST, true),
        Map.of());
  }

  static FrozenTrial waiting(Map<String, @Nullable Object> fixed) {
    return new FrozenTrial(
        0,
        0,
        0,
        TrialState.WAITING,
        List.of(),
        Params.empty(),
        new TreeMap<>(),
        Map.of(),
        Map.of(FrozenTrial.FIXED_PARAMS, fixed),
        Map.of(),
        null,
        null);
  }
}
