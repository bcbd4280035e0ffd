package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real Optuna 5.0.0 and Afina, reading and writing the same database, must find. */
abstract class OptunaInterop {

  private static final SearchSpace SPACE =
      SearchSpace.builder()
          .doubleRange("x", -1.5, 2.5)
          .logUniform("lr", 1e-5, 0.1)
          .doubleRange("grid", 0.001, 0.02, 0.0005)
          .intRange("layers", 1, 9, 2)
          .logInt("units", 1, 1024)
          .categorical("c", null, true, 1, 1.5, "ünï\u2028\u007f")
          .build();

  private static final List<String> OWN =
      List.of(JournalTrial.INDEX, JournalTrial.WORKER, JournalTrial.HEARTBEAT);

  private static final Path PYTHON =
      Requirement.root().resolve("storage").resolve("src/test/python").toAbsolutePath();

  @SuppressWarnings("NullAway.Init") // set before each test
  private PythonEnvironment python;

  /** Where the studies are, as Optuna and Afina both write it. */
  abstract String url();

  private Storage open() {
    return Storages.open(url());
  }

  @BeforeEach
  void requirePython() {
    python = PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), getClass());
  }

  Map<?, ?> optuna(String command) {
    PythonEnvironment.Outcome outcome =
        python.run(PYTHON.resolve("interop.py"), List.of(command, url(), "study"));
    assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
    List<String> lines = outcome.output().lines().toList();
    return (Map<?, ?>) Objects.requireNonNull(PythonJson.read(lines.get(lines.size() - 1)));
  }

  private static List<FrozenTrial> all(Storage storage) {
    return storage.trials(storage.findStudy("study").orElseThrow().id(), -1, List.of());
  }

  @Test
  void optunaReadsWhatAfinaWrote() {
    List<FrozenTrial> written;
    try (Storage storage = open()) {
      long study =
          storage
              .createStudy(
                  "study",
                  List.of(Direction.MAXIMIZE),
                  Map.of("study:metric_names", List.of("accuracy")))
              .id();
      storage.setStudyUserAttribute(study, "owner", Map.of("name", "Zoë"));
      storage.addTrial(study, Trials.waiting(Map.of("x", 0.5)));
      FrozenTrial enqueued = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.report(enqueued.id(), 0, Double.NaN, Params.empty());
      storage.report(enqueued.id(), 1, Double.POSITIVE_INFINITY, Params.empty());
      storage.report(enqueued.id(), 2, 0.1 + 0.2, Params.empty());
      storage.finish(enqueued.id(), end(TrialState.COMPLETE, 0.1 + 0.2));
      for (double value : new double[] {Double.NEGATIVE_INFINITY, -1e-300}) {
        FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
        storage.finish(trial.id(), end(TrialState.COMPLETE, value));
      }
      FrozenTrial pruned = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.report(pruned.id(), 7, 0.25, Params.empty());
      storage.finish(pruned.id(), end(TrialState.PRUNED, 0.25));
      FrozenTrial failed = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.finish(failed.id(), end(TrialState.FAIL));
      assertThat(storage.startTrial(study, Trials.start())).isPresent();
      storage.addTrial(study, Trials.waiting(Map.of("x", 0.75)));
      written = all(storage);
    }

    Map<?, ?> read = optuna("load");

    assertThat(read.get("directions")).isEqualTo(List.of("MAXIMIZE"));
    assertThat(read.get("metric_names")).isEqualTo(List.of("accuracy"));
    assertThat(read.get("user_attrs")).isEqualTo(Map.of("owner", Map.of("name", "Zoë")));
    assertThat(read.get("best")).isEqualTo(0L);
    assertThat(written).hasSize(7);
    assertSame(written, read);
  }

  /** Whether a trial that has ended can change for Optuna. */
  boolean showsDiscardedTrials() {
    return true;
  }

  @Test
  void optunaPassesOverADiscardedTrial() {
    try (Storage storage = open()) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      for (double value : new double[] {0.25, 0.5}) {
        FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
        storage.finish(trial.id(), end(TrialState.COMPLETE, value));
      }
      long best = all(storage).get(0).id();
      storage.edit(best, TrialEdit.discard("wrong data"));
      storage.edit(best, TrialEdit.attributes(Map.of("checked", true)));
    }
    Map<?, ?> read = optuna("load");
    Map<?, ?> first =
        (Map<?, ?>)
            Objects.requireNonNull(((List<?>) Objects.requireNonNull(read.get("trials"))).get(0));
    if (showsDiscardedTrials()) {
      assertThat(read.get("best")).isEqualTo(1L);
      assertThat(first.get("state")).isEqualTo("FAIL");
      assertThat(first.get("values")).isNull();
      assertThat(first.get("user_attrs"))
          .isEqualTo(Map.of("checked", true, "epochs", List.of(1L, 2L)));
    } else {
      assertThat(read.get("best")).isEqualTo(0L);
      assertThat(first.get("state")).isEqualTo("COMPLETE");
    }
    optuna("append");
    try (Storage storage = open()) {
      assertThat(all(storage)).hasSize(3);
      assertThat(all(storage).get(0).isDiscarded()).isTrue();
      assertThat(all(storage).get(0).userAttributes())
          .isEqualTo(Map.of("checked", true, "epochs", List.of(1L, 2L)));
    }
  }

  @Test
  void optunaReadsADeterministicStudy() {
    List<FrozenTrial> written;
    try (Storage storage = open()) {
      Study study = ChildStudy.study(storage).create();
      study.enqueue(Map.of("x", 0.5));
      study.optimize(ChildStudy::objective, Budget.trials(12).inParallel(3));
      written = study.trials();
    }

    Map<?, ?> read = optuna("load");

    assertThat(read.get("directions")).isEqualTo(List.of("MINIMIZE"));
    assertThat(written).hasSize(12);
    assertSame(written, read);
  }

  private static TrialEnd end(TrialState state, double... values) {
    return new TrialEnd(
        state,
        java.util.Arrays.stream(values).boxed().toList(),
        Params.of(SPACE, new double[] {0.1 + 0.2, 3e-4, 0.0015, 7, 512, 4}),
        Map.of("epochs", List.of(1L, 2L)),
        Map.of(FrozenTrial.REASON, "because"),
        Map.of("memory", -1.5, "time", Double.NEGATIVE_INFINITY));
  }

  @Test
  void afinaReadsWhatOptunaWrote() {
    Map<?, ?> written = optuna("write");
    try (Storage storage = open()) {
      StudyRecord study = storage.findStudy("study").orElseThrow();
      assertThat(study.directions()).containsExactly(Direction.MAXIMIZE);
      assertThat(study.userAttributes()).isEqualTo(written.get("user_attrs"));
      List<FrozenTrial> read = all(storage);
      assertThat(read)
          .hasSize(7)
          .extracting(FrozenTrial::index)
          .containsExactly(0, 1, 2, 3, 4, 5, 6);
      assertThat(read.get(0).intermediateValues().get(0)).isNaN();
      assertThat(read.get(3).values()).containsExactly(Double.NEGATIVE_INFINITY);
      assertSame(read, written);
    }
  }

  /** Compares trials with the description that Optuna prints of them. */
  private static void assertSame(List<FrozenTrial> trials, Map<?, ?> study) {
    List<?> described = (List<?>) Objects.requireNonNull(study.get("trials"));
    assertThat(described).hasSameSizeAs(trials);
    for (int i = 0; i < trials.size(); i++) {
      if (((Map<?, ?>) described.get(i)).get("system_attrs") instanceof Map<?, ?> system) {
        system.keySet().removeAll(OWN); // kept beside the trial where there are no tables for it
      }
      assertThat(described.get(i)).isEqualTo(describe(trials.get(i)));
    }
  }

  private static Map<String, @Nullable Object> describe(FrozenTrial trial) {
    DistributionJson json = new DistributionJson();
    List<List<@Nullable Object>> params = new ArrayList<>();
    trial.params().toMap().forEach((name, value) -> params.add(pair(name, value)));
    Map<String, String> distributions = new LinkedHashMap<>();
    for (String name : trial.params().names()) {
      Distribution distribution = trial.params().space().distribution(name).orElseThrow();
      distributions.put(name, json.write(distribution));
    }
    List<List<@Nullable Object>> reports = new ArrayList<>();
    trial.intermediateValues().forEach((step, value) -> reports.add(pair((long) step, value)));
    Map<String, @Nullable Object> system = new TreeMap<>(trial.systemAttributes());
    trial.constraints().forEach((name, value) -> system.put("constraints:" + name, value));
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("number", (long) trial.number());
    map.put("state", trial.state().name());
    map.put("values", trial.values().isEmpty() ? null : trial.values());
    map.put("params", params);
    map.put("distributions", distributions);
    map.put("reports", reports);
    map.put("user_attrs", trial.userAttributes());
    map.put("system_attrs", system);
    map.put("constraints", trial.constraints());
    map.put(
        "seconds",
        trial.duration().map(d -> TimeUnit.NANOSECONDS.toMicros(d.toNanos()) / 1e6).orElse(null));
    return map;
  }

  private static List<@Nullable Object> pair(Object first, @Nullable Object second) {
    List<@Nullable Object> pair = new ArrayList<>();
    pair.add(first);
    pair.add(second);
    return pair;
  }

  @Test
  void bothAppendToOneStudyInTurn() {
    try (Storage storage = open()) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      for (int i = 0; i < 3; i++) {
        FrozenTrial mine = storage.startTrial(study, Trials.start()).orElseThrow();
        assertThat(mine.number()).isEqualTo(2 * i);
        assertThat(mine.index()).isEqualTo(2 * i);
        storage.finish(mine.id(), Trials.complete(i));
        Map<?, ?> theirs = optuna("append");
        assertThat(theirs.get("number")).isEqualTo(2L * i + 1);
        FrozenTrial read = all(storage).get(2 * i + 1);
        assertThat(read.index()).isEqualTo(2 * i + 1);
        assertThat(read.params().get("x")).isEqualTo(theirs.get("x"));
      }
      assertThat(all(storage)).extracting(FrozenTrial::number).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(storage.startTrial(study, Trials.startWithin(6))).isEmpty();
    }
  }

  @Test
  void eachRunsWhatTheOtherEnqueued() {
    try (Storage storage = open()) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      storage.addTrial(study, Trials.waiting(Map.of("x", 0.375)));
      assertThat(optuna("append")).isEqualTo(Map.of("number", 0L, "x", 0.375));
      optuna("enqueue");
      FrozenTrial claimed = storage.startTrial(study, Trials.start()).orElseThrow();
      assertThat(claimed.number()).isEqualTo(1);
      assertThat(claimed.index()).isEqualTo(1);
      assertThat(claimed.systemAttributes())
          .containsEntry(FrozenTrial.FIXED_PARAMS, Map.of("x", 0.125));
    }
  }

  @Test
  void forgetsTheTrialsOfAStudyThatOptunaDeleted() {
    try (Storage storage = open()) {
      long study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
      FrozenTrial lost = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.finish(lost.id(), Trials.interrupted());
      optuna("delete");
      assertThat(storage.studies()).isEmpty();
      optuna("create");
      optuna("append");
      long again = storage.findStudy("study").orElseThrow().id();
      assertThat(storage.startTrial(again, Trials.startWithin(1))).isEmpty();
      assertThat(storage.startTrial(again, Trials.start()).orElseThrow().index()).isEqualTo(1);
    }
  }
}
