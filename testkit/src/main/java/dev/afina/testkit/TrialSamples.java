package dev.afina.testkit;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.Checkpoint;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trials and their parts, as tests of storages need them. */
final class TrialSamples {

  /** A space with a parameter of every kind. */
  static final SearchSpace EVERY_KIND =
      SearchSpace.builder()
          .doubleRange("x", -1.5, 2.5)
          .logUniform("lr", 1e-5, 0.1)
          .doubleRange("grid", 0.001, 0.02, 0.0005)
          .intRange("layers", 1, 9, 2)
          .logInt("units", 1, 1024)
          .categorical("activation", null, true, 1L, 1.0, "relu", "ünïcode \"quoted\"\n")
          .bool("bias")
          .build();

  private TrialSamples() {}

  static TrialStart start() {
    return new TrialStart(Worker.current(), OptionalInt.empty());
  }

  static TrialStart startWithin(int limit) {
    return new TrialStart(Worker.current(), OptionalInt.of(limit));
  }

  static TrialStart startAt(int index) {
    return new TrialStart(Worker.current(), OptionalInt.empty(), OptionalInt.of(index), Map.of());
  }

  /** Values for {@link #EVERY_KIND}. */
  static Params everyKind() {
    return Params.of(EVERY_KIND, new double[] {0.1 + 0.2, 3e-4, 0.0015, 7, 512, 5, 1});
  }

  static Params x(double value) {
    return Params.of(SearchSpace.builder().doubleRange("x", 0, 1).build(), new double[] {value});
  }

  static TrialEnd complete(double... values) {
    return end(TrialState.COMPLETE, Params.empty(), values);
  }

  static TrialEnd end(TrialState state, Params params, double... values) {
    List<Double> list = java.util.Arrays.stream(values).boxed().toList();
    return new TrialEnd(state, list, params, Map.of(), Map.of(), Map.of());
  }

  /** The end of a trial whose study was interrupted. */
  static TrialEnd interrupted() {
    return new TrialEnd(
        TrialState.FAIL,
        List.of(),
        Params.empty(),
        Map.of(),
        Map.of(FrozenTrial.LOST, true, FrozenTrial.REASON, "the study was interrupted"),
        Map.of());
  }

  /** How a trial is set aside after a step. */
  static TrialPause pause(int step) {
    Checkpoint saved = new Checkpoint(step, Path.of("checkpoints", "ünïcode").toAbsolutePath());
    return new TrialPause(
        x(0.5),
        Map.of("note", "paused"),
        Map.of(FrozenTrial.CHECKPOINT, saved.toAttribute(), FrozenTrial.WORKED, 1.5),
        Map.of("memory", -1.0));
  }

  static FrozenTrial waiting(Map<String, @Nullable Object> fixed) {
    return trial(TrialState.WAITING, null, Map.of(FrozenTrial.FIXED_PARAMS, fixed));
  }

  static FrozenTrial trial(
      TrialState state, @Nullable Instant start, Map<String, @Nullable Object> systemAttributes) {
    return new FrozenTrial(
        0,
        0,
        0,
        state,
        List.of(),
        Params.empty(),
        new TreeMap<>(),
        Map.of(),
        systemAttributes,
        Map.of(),
        start,
        null);
  }
}
