package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.trial.FrozenTrial;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other writers of the schema leave behind. */
class TrialReaderTest {

  private static final Params X =
      Params.of(SearchSpace.builder().doubleRange("x", 0, 1).build(), new double[] {0.5});

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path file;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Storage storage;

  private long study;

  @BeforeEach
  void open(@TempDir Path folder) throws SQLException {
    file = folder.resolve("studies.db");
    storage = SqliteStorage.open(file);
    study = storage.createStudy("study", List.of(Direction.MINIMIZE), Map.of()).id();
    Sql.update(
        file,
        "INSERT INTO trials (number, study_id, state, datetime_start, datetime_complete) VALUES"
            + " (0, 1, 'FAIL', '2026-01-02 03:04:05', '2026-01-02 03:04:06.5')");
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private FrozenTrial first() {
    return storage.trials(study, -1, List.of()).get(0);
  }

  @Test
  void readsTimesWithAndWithoutFractions() {
    assertThat(first().start()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(first().complete()).isEqualTo(Instant.parse("2026-01-02T03:04:06.5Z"));
  }

  @Test
  void readsConstraintsOfBothFormsTheNewerOverridingTheOlder() throws SQLException {
    Sql.update(
        file,
        "INSERT INTO trial_system_attributes (trial_id, key, value_json) VALUES"
            + " (1, 'constraints', '[0.5, -1]'), (1, 'constraints:1', '2.0'),"
            + " (1, 'constraints:size', 'Infinity'), (1, 'grid_id', '3')");
    assertThat(first().constraints())
        .isEqualTo(Map.of("0", 0.5, "1", 2.0, "size", Double.POSITIVE_INFINITY));
    assertThat(first().systemAttributes()).isEqualTo(Map.of("grid_id", 3L));
  }

  @Test
  void readsNoConstraintsWhereTheirFunctionFailed() throws SQLException {
    Sql.update(
        file,
        "INSERT INTO trial_system_attributes (trial_id, key, value_json)"
            + " VALUES (1, 'constraints', 'null')");
    assertThat(first().constraints()).isEmpty();
    assertThat(first().systemAttributes()).isEmpty();
  }

  @Test
  void readsValuesOutsideOfTheirDistribution() throws SQLException {
    Sql.update(
        file,
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES"
            + " (1, 'x', 7.5, '{\"name\": \"UniformDistribution\","
            + " \"attributes\": {\"low\": 0, \"high\": 1}}')");
    assertThat(first().params().getDouble("x")).isEqualTo(7.5);
  }

  @Test
  void namesTheParameterWhoseDistributionItCannotHold() throws SQLException {
    Sql.update(
        file,
        "INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES"
            + " (1, 'shape', 0, '{\"name\": \"CategoricalDistribution\","
            + " \"attributes\": {\"choices\": [[1, 2]]}}')");
    assertThatThrownBy(this::first)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("\"shape\"");
  }

  @Test
  void readsMoreIdsThanOneStatementTakes() {
    for (int i = 1; i < 1300; i++) {
      assertThat(storage.startTrial(study, Trials.start()).orElseThrow().index()).isEqualTo(i);
    }
    List<Long> ids = LongStream.rangeClosed(1, 1200).boxed().toList();
    assertThat(storage.trials(study, 1290, ids)).hasSize(1210);
  }

  @Test
  void sharesTheSearchSpaceOfTrialsWithTheSameParameters() {
    for (int i = 0; i < 2; i++) {
      FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
      storage.addParams(trial.id(), X);
    }
    List<FrozenTrial> trials = storage.trials(study, -1, List.of());
    assertThat(trials.get(1).params().space()).isSameAs(trials.get(2).params().space());
    assertThat(trials.get(1).params()).isEqualTo(X);
  }
}
