package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who works at which trial of a database: workers and their signs of life, trials that are set
 * aside, and those whose worker is gone.
 */
final class TrialLeases {

  private final Database database;
  private final TrialReader reader;
  private final TrialWriter writer;
  private final TrialSlots slots;

  TrialLeases(Database database, TrialReader reader, TrialWriter writer, TrialSlots slots) {
    this.database = database;
    this.reader = reader;
    this.writer = writer;
    this.slots = slots;
  }

  void detach(long trialId, Params params, @Nullable Duration ahead) {
    database.change(
        "detach a trial",
        session -> {
          Standing trial = Standing.unfinished(session, trialId);
          writer.params(session, trial.studyId(), trialId, params);
          TrialSlots.release(session, trialId);
          if (ahead != null) {
            LostTrials.beat(session, trialId, ahead);
          }
        });
  }

  FrozenTrial pause(long trialId, TrialPause pause) {
    return database.write(
        "set a trial aside",
        session -> {
          Standing trial = Standing.unfinished(session, trialId);
          writer.params(session, trial.studyId(), trialId, pause.params());
          writer.userAttributes(session, trialId, pause.userAttributes());
          writer.systemAttributes(session, trialId, pause.systemAttributes());
          writer.constraints(session, trialId, pause.constraints());
          writer.systemAttributes(session, trialId, Map.of(FrozenTrial.PAUSED, true));
          TrialSlots.release(session, trialId);
          return reader.read(session, trial.studyId(), trialId);
        });
  }

  Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    return database.write(
        "continue a trial",
        session -> {
          Standing trial = Standing.of(session, trialId, database.dialect().forUpdate());
          if (!reader.read(session, trial.studyId(), trialId).isPaused()) {
            return Optional.empty();
          }
          writer.systemAttributes(session, trialId, systemAttributes);
          writer.systemAttributes(session, trialId, Map.of(FrozenTrial.PAUSED, false));
          TrialSlots.occupy(session, trialId, worker);
          return Optional.of(reader.read(session, trial.studyId(), trialId));
        });
  }

  void heartbeat(Collection<Long> trialIds) {
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

  List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
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
}
