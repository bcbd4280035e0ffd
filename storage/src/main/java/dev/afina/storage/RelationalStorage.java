package dev.afina.storage;

import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
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
import java.util.ArrayList;
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
abstract class RelationalStorage implements Storage {

  private final Database database;
  private final DistributionGuard guard;
  private final TrialReader reader;
  private final TrialWriter writer;
  private final TrialSlots slots;
  private final TrialEdits edits;

  RelationalStorage(Database database) {
    this.database = database;
    DistributionJson json = new DistributionJson();
    guard = new DistributionGuard(json);
    reader = new TrialReader(json);
    writer = new TrialWriter(json, guard, database.dialect());
    slots = new TrialSlots(reader, writer);
    edits = new TrialEdits(reader, writer, database.dialect());
  }

  /** A trial's study, number and state. */
  private record Standing(long studyId, int number, TrialState state) {}

  private Dialect dialect() {
    return database.dialect();
  }

  @Override
  public StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    StudyTable.checkName(name);
    return database.write(
        "create a study",
        session -> StudyTable.create(session, name, directions, systemAttributes));
  }

  @Override
  public Optional<StudyRecord> findStudy(String name) {
    return database.read(
        "find a study",
        session ->
            StudyTable.read(session, "s.study_name = ?", name).stream()
                .filter(study -> study.name().equals(name))
                .findFirst());
  }

  @Override
  public Optional<StudyRecord> findStudy(long studyId) {
    return database.read(
        "find a study",
        session -> StudyTable.read(session, "s.study_id = ?", studyId).stream().findFirst());
  }

  @Override
  public List<StudyRecord> studies() {
    return database.read("list studies", session -> StudyTable.read(session, "1 = 1"));
  }

  @Override
  public void deleteStudy(long studyId) {
    database.change("delete a study", session -> StudyTable.delete(session, studyId));
    guard.forget(studyId);
  }

  @Override
  public void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(studyId, "user", key, value);
  }

  @Override
  public void setStudySystemAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(studyId, "system", key, value);
  }

  private void setStudyAttribute(long studyId, String kind, String key, @Nullable Object value) {
    database.change(
        "write a study's attribute",
        session -> {
          StudyTable.lock(session, studyId);
          StudyTable.setAttribute(session, kind, studyId, key, value);
        });
  }

  @Override
  public Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    return database.write(
        "start a trial",
        session -> {
          Optional<FrozenTrial> started = slots.start(session, studyId, start);
          if (started.isEmpty() || start.systemAttributes().isEmpty()) {
            return started;
          }
          long id = started.get().id();
          writer.systemAttributes(session, id, start.systemAttributes());
          return Optional.of(reader.read(session, studyId, id));
        });
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
          Standing trial = unfinished(session, trialId);
          if (trial.state == TrialState.RUNNING && session.isMaybeRepeated()) {
            return now.equals(reader.read(session, trial.studyId, trialId).start());
          }
          return TrialSlots.claim(session, trialId, now);
        });
  }

  @Override
  public void addParams(long trialId, Params params) {
    database.change(
        "write parameters",
        session -> {
          Standing trial = unfinished(session, trialId);
          writer.params(session, trial.studyId, trialId, params);
        });
  }

  @Override
  public void report(long trialId, int step, double value, Params params) {
    database.change(
        "write a report",
        session -> {
          Standing trial = unfinished(session, trialId);
          writer.params(session, trial.studyId, trialId, params);
          writer.report(session, trialId, step, value);
        });
  }

  @Override
  public void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    database.change(
        "write a trial's attributes",
        session -> {
          unfinished(session, trialId);
          writer.userAttributes(session, trialId, attributes);
        });
  }

  @Override
  public void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    database.change(
        "write a trial's attributes",
        session -> {
          unfinished(session, trialId);
          writer.systemAttributes(session, trialId, attributes);
        });
  }

  @Override
  public FrozenTrial finish(long trialId, TrialEnd end) {
    Instant now = dialect().now();
    boolean isLost = Boolean.TRUE.equals(end.systemAttributes().get(FrozenTrial.LOST));
    return database.write(
        "finish a trial",
        session -> {
          if (isLost) {
            StudyTable.lock(session, standing(session, trialId, "").studyId);
          }
          OptionalLong ended =
              dialect()
                  .end(session, trialId, end.state(), now, TrialWriter.valueRows(end.values()));
          long studyId = ended.orElse(-1);
          if (ended.isEmpty()) {
            Standing trial = standing(session, trialId, dialect().forUpdate());
            if (trial.state.isFinished() && session.isMaybeRepeated()) {
              FrozenTrial stored = reader.read(session, trial.studyId, trialId);
              if (stored.state() == end.state() && now.equals(stored.complete())) {
                return stored;
              }
            }
            requireUnfinished(trial);
            studyId = trial.studyId;
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
        });
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
          long studyId = standing(session, trialId, "").studyId;
          StudyTable.lock(session, studyId);
          standing(session, trialId, dialect().forUpdate());
          return edits.apply(session, studyId, trialId, edit);
        });
  }

  @Override
  public SortedMap<Long, Long> edits(long studyId, long after) {
    return database.read(
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
    database.change(
        "detach a trial",
        session -> {
          Standing trial = unfinished(session, trialId);
          writer.params(session, trial.studyId, trialId, params);
          TrialSlots.release(session, trialId);
          if (ahead != null) {
            LostTrials.beat(session, trialId, ahead);
          }
        });
  }

  @Override
  public FrozenTrial pause(long trialId, TrialPause pause) {
    return database.write(
        "set a trial aside",
        session -> {
          Standing trial = unfinished(session, trialId);
          writer.params(session, trial.studyId, trialId, pause.params());
          writer.userAttributes(session, trialId, pause.userAttributes());
          writer.systemAttributes(session, trialId, pause.systemAttributes());
          writer.constraints(session, trialId, pause.constraints());
          writer.systemAttributes(session, trialId, Map.of(FrozenTrial.PAUSED, true));
          TrialSlots.release(session, trialId);
          return reader.read(session, trial.studyId, trialId);
        });
  }

  @Override
  public Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    return database.write(
        "continue a trial",
        session -> {
          Standing trial = standing(session, trialId, dialect().forUpdate());
          if (!reader.read(session, trial.studyId, trialId).isPaused()) {
            return Optional.empty();
          }
          writer.systemAttributes(session, trialId, systemAttributes);
          writer.systemAttributes(session, trialId, Map.of(FrozenTrial.PAUSED, false));
          TrialSlots.occupy(session, trialId, worker);
          return Optional.of(reader.read(session, trial.studyId, trialId));
        });
  }

  @Override
  public void heartbeat(Collection<Long> trialIds) {
    if (trialIds.isEmpty()) {
      return;
    }
    database.change(
        "write a heartbeat",
        session -> {
          for (long id : trialIds) {
            if (LostTrials.isRunning(session, id)) {
              LostTrials.beat(session, id);
            }
          }
        });
  }

  @Override
  public List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    boolean none =
        database.read(
            "look for lost trials", session -> LostTrials.find(session, studyId, grace).isEmpty());
    if (none) {
      return List.of();
    }
    return database.write(
        "end lost trials",
        session -> {
          StudyTable.lock(session, studyId);
          slots.adopt(session, studyId);
          Map<Long, String> lost = LostTrials.find(session, studyId, grace);
          List<FrozenTrial> ended = new ArrayList<>();
          for (Map.Entry<Long, String> trial : lost.entrySet()) {
            long id = trial.getKey();
            FrozenTrial found = reader.read(session, studyId, id);
            if (LostTrials.goesOn(found, retries)) {
              writer.systemAttributes(session, id, LostTrials.setAside(found, trial.getValue()));
              TrialSlots.release(session, id);
              ended.add(reader.read(session, studyId, id));
              continue;
            }
            boolean isRetried = found.retryHistory().size() < retries;
            if (LostTrials.end(session, id, trial.getValue(), isRetried, writer)) {
              ended.add(reader.read(session, studyId, id));
            }
          }
          return ended;
        });
  }

  @Override
  public void close() {
    database.close();
  }

  private static Standing unfinished(Session session, long trialId) throws SQLException {
    Standing trial = standing(session, trialId, session.dialect().forUpdate());
    requireUnfinished(trial);
    return trial;
  }

  private static Standing standing(Session session, long trialId, String lock) throws SQLException {
    Standing trial =
        session.first(
            row ->
                new Standing(row.getLong(1), row.getInt(2), TrialState.valueOf(row.getString(3))),
            "SELECT study_id, number, state FROM trials WHERE trial_id = ?" + lock,
            trialId);
    if (trial == null) {
      throw new IllegalArgumentException(
          "no trial of id %d is in %s".formatted(trialId, session.dialect().label()));
    }
    return trial;
  }

  private static void requireUnfinished(Standing trial) {
    if (trial.state.isFinished()) {
      throw new TrialFinishedException(
          "trial %d has ended as %s and cannot be changed".formatted(trial.number, trial.state));
    }
  }
}
