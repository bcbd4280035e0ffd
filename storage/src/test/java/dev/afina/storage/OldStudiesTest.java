package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies that older Optunas wrote, as fixtures; {@code old_studies.py} made them. */
class OldStudiesTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.write(copy, read(name));
    return copy;
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OldStudiesTest.class.getResourceAsStream("optuna/" + name))) {
      return in.readAllBytes();
    }
  }

  private static List<?> expected(String version, String kind) throws IOException {
    Object json =
        PythonJson.read(new String(read("optuna-" + version + ".json"), StandardCharsets.UTF_8));
    return (List<?>) Objects.requireNonNull(((Map<?, ?>) Objects.requireNonNull(json)).get(kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.10", "3.0"})
  void upgradesAndContinuesWhatStoodInAnOlderSchema(String version) throws Exception {
    Path file = copy("optuna-" + version + ".db");
    String url = "sqlite:///" + file;
    assertThatThrownBy(() -> Storages.open(url))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(revision(file))
        .hasMessageContaining("afina storage upgrade");
    byte[] untouched = Files.readAllBytes(file);
    assertThat(untouched).isEqualTo(read("optuna-" + version + ".db"));

    assertThat(Storages.upgrade(url)).contains(version.equals("2.10") ? "v2.6.0.a" : "v3.0.0.d");

    assertThat(revision(file)).isEqualTo("v3.2.0.a");
    assertThat(Storages.upgrade(url)).contains("v3.2.0.a");
    readsAndContinues(url, expected(version, "db"));
  }

  private static String revision(Path file) throws SQLException {
    return Sql.strings(file, "SELECT version_num FROM alembic_version").get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6", "4.9", "5.0"})
  void readsAndContinuesWhatStandsInTheSchemaOfToday(String version) throws Exception {
    readsAndContinues("sqlite:///" + copy("optuna-" + version + ".db"), expected(version, "db"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6", "4.9", "5.0"})
  void readsAndContinuesJournals(String version) throws Exception {
    readsAndContinues("journal:///" + copy("optuna-" + version + ".log"), expected(version, "log"));
  }

  private static void readsAndContinues(String url, List<?> expected) {
    try (Storage storage = Storages.open(url)) {
      long id = storage.findStudy("old").orElseThrow().id();
      assertThat(storage.studies().get(0).userAttributes()).containsEntry("owner", "Zoë");
      List<FrozenTrial> read = storage.trials(id, -1, List.of());
      assertThat(read).hasSize(6);
      for (int i = 0; i < read.size(); i++) {
        assertSame(read.get(i), (Map<?, ?>) Objects.requireNonNull(expected.get(i)));
      }

      Study study = Study.named("old").storage(storage).load();
      study.optimize(OldStudiesTest::objective, Budget.trials(8));

      List<FrozenTrial> all = study.trials();
      assertThat(all).hasSize(8).allMatch(trial -> trial.state().isFinished());
      assertThat(all).extracting(FrozenTrial::index).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
      assertThat(all.get(5).params().get("x")).isEqualTo(0.5);
      assertThat(all.subList(0, 5)).isEqualTo(read.subList(0, 5));
    }
  }

  private static double objective(dev.afina.core.trial.Trial trial) {
    return trial.suggestDouble("x", -1.5, 2.5);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // of JSON
  private static void assertSame(FrozenTrial trial, Map<?, ?> expected) {
    assertThat(trial.state().name()).isEqualTo(expected.get("state"));
    List<Double> values = new ArrayList<>();
    if (expected.get("values") instanceof List<?> list) {
      list.forEach(value -> values.add(asToday((Double) Objects.requireNonNull(value))));
    }
    assertThat(trial.values()).isEqualTo(values);
    List<List<Object>> params = new ArrayList<>();
    Params stored = trial.params();
    stored.toMap().forEach((name, value) -> params.add(java.util.Arrays.asList(name, value)));
    assertThat(params)
        .containsExactlyInAnyOrderElementsOf((List) Objects.requireNonNull(expected.get("params")));
    List<List<Object>> reports = new ArrayList<>();
    trial.intermediateValues().forEach((step, value) -> reports.add(List.of((long) step, value)));
    List<List<Object>> reported = new ArrayList<>();
    for (Object report : (List<?>) Objects.requireNonNull(expected.get("reports"))) {
      List<?> pair = (List<?>) Objects.requireNonNull(report);
      reported.add(
          List.of(
              Objects.requireNonNull(pair.get(0)),
              asToday((Double) Objects.requireNonNull(pair.get(1)))));
    }
    assertThat(reports).isEqualTo(reported);
    assertThat(trial.userAttributes()).isEqualTo(expected.get("user_attrs"));
    if (trial.state() != TrialState.WAITING) {
      assertThat(trial.duration().orElseThrow()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
    }
  }

  /** Before 3.0 an infinity stood, and was read, as the greatest number of single precision. */
  private static double asToday(double value) {
    if (Math.abs(value) == Float.MAX_VALUE) {
      return value > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    return value;
  }

  @Test
  void refusesRevisionsItKnowsNoWayFrom() throws Exception {
    Path file = copy("optuna-5.0.db");
    for (String revision : List.of("v1.3.0.a", "v9.9.9.z")) {
      Sql.update(file, "UPDATE alembic_version SET version_num = '%s'".formatted(revision));
      assertThatThrownBy(() -> Storages.upgrade("sqlite:///" + file))
          .isInstanceOf(StorageException.class)
          .hasMessageContainingAll(revision, "no upgrade");
    }
    assertThatThrownBy(() -> Storages.upgrade("sqlite:///" + folder.resolve("none.db")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("there is no database");
  }

  /** What the tables of a server lack that Optuna 2.10 made, and what stands in them. */
  private static final List<String> BACK_TO_2_10 =
      List.of(
          "DROP TABLE afina_trials",
          "DROP TABLE afina_schema",
          "ALTER TABLE trial_values DROP COLUMN value_type",
          "ALTER TABLE trial_intermediate_values DROP COLUMN intermediate_value_type",
          "UPDATE alembic_version SET version_num = 'v2.6.0.a'",
          "INSERT INTO studies VALUES (1, 's')",
          "INSERT INTO study_directions VALUES (1, 'MINIMIZE', 1, 0)",
          "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL), (2, 1, 1, 'FAIL', NULL,"
              + " NULL)",
          "INSERT INTO trial_values VALUES (1, 1, 0, 3.40282e38), (2, 2, 0, NULL)",
          "INSERT INTO trial_intermediate_values VALUES (1, 1, 0, -3.40282e38), (2, 1, 1, 0.5)",
          "INSERT INTO trial_params VALUES (1, 1, 'x', 0.5, '{\"name\": \"UniformDistribution\","
              + " \"attributes\": {\"low\": 0.0, \"high\": 1.0}}')");

  @Test
  void upgradesTheTablesOfServers() throws SQLException {
    for (boolean isPostgres : new boolean[] {true, false}) {
      String url =
          isPostgres
              ? PostgresServer.newDatabase(OldStudiesTest.class)
              : MariaServer.newDatabase(OldStudiesTest.class);
      Storages.open(url).close();
      List<String> back = new ArrayList<>(BACK_TO_2_10);
      if (isPostgres) {
        back.add("DROP TYPE trialvaluetype, trialintermediatevaluetype");
      }
      for (String sql : back) {
        if (isPostgres) {
          PostgresServer.execute(PostgresServer.jdbc(url), sql);
        } else {
          MariaServer.execute(MariaServer.jdbc(url), sql);
        }
      }
      assertThatThrownBy(() -> Storages.open(url))
          .isInstanceOf(StorageException.class)
          .hasMessageContainingAll("v2.6.0.a", "afina storage upgrade");

      assertThat(Storages.upgrade(url)).contains("v2.6.0.a");

      try (Storage storage = Storages.open(url)) {
        List<FrozenTrial> trials = storage.trials(1, -1, List.of());
        assertThat(trials.get(0).values()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(trials.get(0).intermediateValues())
            .isEqualTo(Map.of(0, Double.NEGATIVE_INFINITY, 1, 0.5));
        assertThat(trials.get(0).params().get("x")).isEqualTo(0.5);
        assertThat(trials.get(1).values()).isEmpty();
      }
    }
  }
}
