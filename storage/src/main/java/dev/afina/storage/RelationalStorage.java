package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A storage in Optuna's relational schema, whatever the database.
 *
 * <p>Every event is one transaction. What the schema has no place for — a trial's index, its
 * worker, whether it waits to be retried — stands in {@code afina_} tables beside it.
 */
abstract class RelationalStorage extends RelationalStudies {

  private final TrialReader reader;
  private final TrialWriter writer;
  private final TrialSlots slots;
  private final TrialEdits edits;
  private final TrialLeases leases;
  private final TrialShortcuts shortcuts;
  private final StudyOfTrial studies = new StudyOfTrial();

  RelationalStorage(Database database) {
    this(database, new DistributionJson());
  }

  private RelationalStorage(Database database, DistributionJson json) {
    super(database, new DistributionGuard(json));
    reader = new TrialReader(json);
    writer = new TrialWriter(json, guard, database.dialect());
    slots = new TrialSlots(reader, writer);
    edits = new TrialEdits(reader, writer, database.dialect());
    leases = new TrialLeases(database, reader, writer, slots);
    shortcuts = new TrialShortcuts(json, reader, database.dialect());
  }

  private Dialect dialect() {
    return database.dialect();
  }

  @Override
  public Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    Optional<FrozenTrial> trial =
        database.write(
            "start a trial",
            session ->
                dialect().hasShortcuts()
                    ? shortcuts.start(session, studyId, start)
                    : Optional.empty(),
            session -> start(session, studyId, start));
    trial.ifPresent(started -> studies.put(started.id(), studyId));
    return trial;
  }

  private Optional<FrozenTrial> start(Session session, long studyId, TrialStart start)
      throws SQLException {
    Optional<FrozenTrial> started = slots.start(session, studyId, start);
    if (started.isEmpty() || start.systemAttributes().isEmpty()) {
      return started;
    }
    long id = started.get().id();
    writer.systemAttributes(session, id, start.systemAttributes());
    return Optional.of(reader.read(session, studyId, id));
  }

  @Override
  public FrozenTrial addTrial(long studyId, FrozenTrial trial) {
    return database.write(
        "add a trial",
        session -> {
          long id = slots.add(session, studyId, trial);
          writer.children(session, studyId, id, trial);
          FrozenTrial added = reader.read(session, studyId, id);
          if (added.isDiscarded()) {
            edits.note(session, studyId, added);
          }
          return added;
        });
  }

  @Override
  public boolean claim(long trialId) {
    Instant now = dialect().now();
    return database.write(
        "start a trial",
        session -> {
          Standing trial = Standing.unfinished(session, trialId);
          if (trial.state() == TrialState.RUNNING && session.isMaybeRepeated()) {
            return now.equals(reader.read(session, trial.studyId(), trialId).start());
          }
          return TrialSlots.claim(session, trialId, now);
        });
  }

  @Override
  public void addParams(long trialId, Params params) {
    database.change(
        "write parameters",
        session -> {
          Standing trial = Standing.unfinished(session, trialId);
          writer.params(session, trial.studyId(), trialId, params);
        });
  }

  @Override
  public void report(long trialId, int step, double value, Params params) {
    database.change(
        "write a report",
        session -> {
          Standing trial = Standing.unfinished(session, trialId);
          writer.params(session, trial.studyId(), trialId, params);
          writer.report(session, trialId, step, value);
        });
  }

  @Override
  public void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    database.change(
        "write a trial's attributes",
        session -> {
          Standing.unfinished(session, trialId);
          writer.userAttributes(session, trialId, attributes);
        });
  }

  @Override
  public void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    database.change(
        "write a trial's attributes",
        session -> {
          Standing.unfinished(session, trialId);
          writer.systemAttributes(session, trialId, attributes);
        });
  }

  @Override
  public FrozenTrial finish(long trialId, TrialEnd end) {
    Instant now = dialect().now();
    Long known = studies.get(trialId);
    FrozenTrial ended =
        database.write(
            "finish a trial",
            session ->
                known != null && dialect().hasShortcuts() && guard.isSure(known, end.params())
                    ? shortcuts.end(session, known, trialId, end, now)
                    : Optional.empty(),
            session -> finish(session, trialId, end, now));
    studies.remove(trialId);
    return ended;
  }

  private FrozenTrial finish(Session session, long trialId, TrialEnd end, Instant now)
      throws SQLException {
    boolean isLost = Boolean.TRUE.equals(end.systemAttributes().get(FrozenTrial.LOST));
    if (isLost) {
      StudyTable.lock(session, Standing.of(session, trialId, "").studyId());
    }
    OptionalLong ended =
        dialect().end(session, trialId, end.state(), now, TrialWriter.valueRows(end.values()));
    long studyId = ended.orElse(-1);
    if (ended.isEmpty()) {
      Standing trial = Standing.of(session, trialId, dialect().forUpdate());
      if (trial.state().isFinished() && session.isMaybeRepeated()) {
        FrozenTrial stored = reader.read(session, trial.studyId(), trialId);
        if (stored.state() == end.state() && now.equals(stored.complete())) {
          return stored;
        }
      }
      trial.requireUnfinished();
      studyId = trial.studyId();
      writer.values(session, trialId, end.values());
      session.update(
          "UPDATE trials SET state = '%s', datetime_complete = ? WHERE trial_id = ?"
              .formatted(end.state()),
          now,
          trialId);
    }
    writer.params(session, studyId, trialId, end.params());
    writer.userAttributes(session, trialId, end.userAttributes());
    writer.systemAttributes(session, trialId, end.systemAttributes());
    writer.constraints(session, trialId, end.constraints());
    FrozenTrial stored = reader.read(session, studyId, trialId);
    if (isLost) {
      slots.adopt(session, studyId);
      TrialSlots.vacate(session, trialId);
    }
    return stored;
  }

  @Override
  public Optional<FrozenTrial> findTrial(long trialId) {
    return database.read(
        "read a trial",
        session -> {
          OptionalLong studyId =
              session.number("SELECT study_id FROM trials WHERE trial_id = ?", trialId);
          return studyId.isEmpty()
              ? Optional.empty()
              : Optional.of(reader.read(session, studyId.getAsLong(), trialId));
        });
  }

  @Override
  public FrozenTrial edit(long trialId, TrialEdit edit) {
    return database.write(
        "edit a trial",
        session -> {
          long studyId = Standing.of(session, trialId, "").studyId();
          StudyTable.lock(session, studyId);
          Standing.of(session, trialId, dialect().forUpdate());
          return edits.apply(session, studyId, trialId, edit);
        });
  }

  @Override
  public SortedMap<Long, Long> edits(long studyId, long after) {
    return database.glance(
        "look for edited trials", session -> TrialEdits.after(session, studyId, after));
  }

  @Override
  public List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    if (dialect().isRemote() && afterId >= 0 && ids.size() <= TrialReader.FEW) {
      Optional<List<FrozenTrial>> few =
          database.glance("read trials", session -> reader.readFew(session, studyId, afterId, ids));
      if (few.isPresent()) {
        return few.get();
      }
    }
    return database.read(
        "read trials",
        session -> {
          StudyTable.require(session, studyId);
          return reader.read(session, studyId, afterId, ids);
        });
  }

  @Override
  public void detach(long trialId, Params params, @Nullable Duration ahead) {
    leases.detach(trialId, params, ahead);
  }

  @Override
  public FrozenTrial pause(long trialId, TrialPause pause) {
    return leases.pause(trialId, pause);
  }

  @Override
  public Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    return leases.continueTrial(trialId, worker, systemAttributes);
  }

  @Override
  public void heartbeat(Collection<Long> trialIds) {
    leases.heartbeat(trialIds);
  }

  @Override
  public List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    return leases.failLost(studyId, grace, retries);
  }
}
