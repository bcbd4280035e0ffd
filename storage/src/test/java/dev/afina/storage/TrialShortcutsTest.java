package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In PostgreSQL most trials start and end in one exchange, with all that the long way does. */
class TrialShortcutsTest {

  private static final SearchSpace SPACE =
      SearchSpace.builder().doubleRange("ü, {\"x\"}", 0, 1).categorical("c", "a", "b").build();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Storage storage;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Session session;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TrialShortcuts shortcuts;

  private long study;

  @BeforeEach
  void open() throws SQLException {
    String url = PostgresServer.newDatabase(TrialShortcutsTest.class);
    storage = Storages.open(url);
    study =
        storage.createStudy("s", List.of(Direction.MINIMIZE, Direction.MAXIMIZE), Map.of()).id();
    PostgresDialect dialect =
        new PostgresDialect(
            ServerAddress.of(StorageUrl.parse(url), 5432), Duration.ofSeconds(1), ZoneOffset.UTC);
    session =
        new Session(
            DriverManager.getConnection(
                PostgresServer.jdbc(url) + "?user=postgres&stringtype=unspecified"),
            dialect);
    DistributionJson json = new DistributionJson();
    shortcuts = new TrialShortcuts(json, new TrialReader(json), dialect);
  }

  @AfterEach
  @SuppressWarnings("ConstantValue") // null where the test was skipped
  void close() throws SQLException {
    if (session != null) {
      session.close();
      storage.close();
    }
  }

  private static Params params(double x) {
    return Params.of(SPACE, new double[] {x, 1});
  }

  private static TrialEnd end(Params params, Double... values) {
    return new TrialEnd(TrialState.COMPLETE, List.of(values), params, Map.of(), Map.of(), Map.of());
  }

  private FrozenTrial start() throws SQLException {
    return shortcuts.start(session, study, Trials.start()).orElseThrow().orElseThrow();
  }

  private long count(String query) throws SQLException {
    return session.number(query).orElseThrow();
  }

  @Test
  void startAndEndATrial() throws SQLException {
    FrozenTrial first = start();
    FrozenTrial second = start();
    assertThat(List.of(first, second)).isEqualTo(storage.trials(study, -1, List.of()));
    assertThat(second.number()).isEqualTo(1);
    assertThat(second.index()).isEqualTo(1);
    assertThat(count("SELECT COUNT(*) FROM trial_heartbeats")).isEqualTo(2);

    Instant now = session.dialect().now();
    TrialEnd end = end(params(0.25), 1.5, Double.NEGATIVE_INFINITY);
    FrozenTrial ended = shortcuts.end(session, study, second.id(), end, now).orElseThrow();
    assertThat(ended).isEqualTo(storage.findTrial(second.id()).orElseThrow());
    assertThat(ended.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(ended.values()).isEqualTo(end.values());
    assertThat(ended.params()).isEqualTo(params(0.25));
    assertThat(ended.complete()).isEqualTo(now);
  }

  @Test
  void startNoMoreThanTheLimitAllows() throws SQLException {
    assertThat(shortcuts.start(session, study, Trials.startWithin(1)).orElseThrow()).isPresent();
    assertThat(shortcuts.start(session, study, Trials.startWithin(1)).orElseThrow()).isEmpty();
    assertThat(count("SELECT COUNT(*) FROM trials")).isEqualTo(1);
  }

  @Test
  void leaveWhatWaitsAndWhatOthersMadeToTheLongWay() throws SQLException {
    storage.addTrial(study, Trials.waiting(Map.of()));
    assertThat(shortcuts.start(session, study, Trials.start())).isEmpty();
    assertThat(storage.startTrial(study, Trials.start()).orElseThrow().number()).isEqualTo(0);

    session.update("INSERT INTO trials (number, study_id, state) VALUES (1, ?, 'RUNNING')", study);
    assertThat(shortcuts.start(session, study, Trials.start())).isEmpty();
    assertThat(storage.startTrial(study, Trials.start()).orElseThrow().number()).isEqualTo(2);
    assertThat(shortcuts.start(session, study + 1, Trials.start())).isEmpty();
  }

  @Test
  void writeNothingOfATrialThatHasEnded() throws SQLException {
    for (int i = 0; i < 3; i++) { // then the storage knows the parameters, and takes the shortcut
      storage.finish(start().id(), end(params(0.5), 1.0, 2.0));
    }
    FrozenTrial lost = storage.startTrial(study, Trials.start()).orElseThrow();
    session.update("UPDATE trials SET state = 'FAIL' WHERE trial_id = ?", lost.id());
    assertThatThrownBy(() -> storage.finish(lost.id(), end(params(0.5), 1.0, 2.0)))
        .isInstanceOf(TrialFinishedException.class)
        .hasMessageContaining("trial 3 has ended as FAIL");
    assertThat(count("SELECT COUNT(*) FROM trial_params WHERE trial_id = " + lost.id())).isZero();
    assertThat(count("SELECT COUNT(*) FROM trial_values WHERE trial_id = " + lost.id())).isZero();
  }

  @Test
  void keepParametersThatAreThereAlready() throws SQLException {
    FrozenTrial trial = start();
    storage.addParams(trial.id(), params(0.25));
    Optional<FrozenTrial> ended =
        shortcuts.end(
            session, study, trial.id(), end(params(0.75), 1.0, 2.0), session.dialect().now());
    assertThat(ended.orElseThrow().params()).isEqualTo(params(0.25));
  }

  @Test
  void leaveTheConnectionSoundWhenTheServerRefuses() {
    FrozenTrial trial = storage.startTrial(study, Trials.start()).orElseThrow();
    Params nameless =
        Params.of(SearchSpace.builder().doubleRange("a\0b", 0, 1).build(), new double[] {0.5});
    assertThatThrownBy(() -> storage.finish(trial.id(), end(nameless, 1.0, 2.0)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("U+0000");
    assertThat(storage.startTrial(study, Trials.start()).orElseThrow().number()).isEqualTo(1);
    assertThat(storage.finish(trial.id(), end(params(0.5), 1.0, 2.0)).values())
        .containsExactly(1.0, 2.0);
  }
}
