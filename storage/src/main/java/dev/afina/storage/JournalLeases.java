package dev.afina.storage;

import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who works at which trial of a journal: workers and heartbeats, which are attributes of the trial,
 * trials that are set aside, and those whose worker is gone.
 */
final class JournalLeases {

  private final Journal journal;
  private final ParamLines paramLines;

  /** Of the trials of a journal. */
  JournalLeases(Journal journal, ParamLines paramLines) {
    this.journal = journal;
    this.paramLines = paramLines;
  }

  /** The attributes first: a writer that dies between the lines leaves the trial waiting. */
  static void claim(JournalLines lines, JournalTrial waiting, TrialStart start) {
    Map<String, @Nullable Object> attributes = JournalLines.lease(start.worker());
    attributes.putAll(start.systemAttributes());
    attributes.forEach((key, value) -> lines.systemAttribute(waiting.id, key, value));
    lines.state(waiting.id, TrialState.RUNNING, List.of(), JournalLines.now());
  }

  void detach(long trialId, Params params, @Nullable Duration ahead) {
    journal.write(
        "detach a trial",
        lines -> {
          paramLines.write(lines, journal.unfinished(trialId), params);
          lines.systemAttribute(trialId, JournalTrial.WORKER, null);
          lines.systemAttribute(
              trialId,
              JournalTrial.HEARTBEAT,
              ahead == null ? null : JournalLines.time(Instant.now().plus(ahead)));
          return true;
        });
  }

  FrozenTrial pause(long trialId, TrialPause pause) {
    journal.write(
        "set a trial aside",
        lines -> {
          paramLines.write(lines, journal.unfinished(trialId), pause.params());
          pause.userAttributes().forEach((key, value) -> lines.userAttribute(trialId, key, value));
          pause
              .constraints()
              .forEach(
                  (name, value) ->
                      lines.systemAttribute(trialId, TrialDraft.CONSTRAINT + name, value));
          setAside(lines, trialId, pause.systemAttributes());
          return true;
        });
    return journal.written(trialId);
  }

  /** The worker last: a writer that dies between the lines leaves the trial set aside. */
  private static void setAside(
      JournalLines lines, long trialId, Map<String, ? extends @Nullable Object> attributes) {
    attributes.forEach((key, value) -> lines.systemAttribute(trialId, key, value));
    lines.systemAttribute(trialId, FrozenTrial.PAUSED, true);
    lines.systemAttribute(trialId, JournalTrial.WORKER, null);
    lines.systemAttribute(trialId, JournalTrial.HEARTBEAT, null);
  }

  Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    boolean isGiven =
        journal.write(
            "continue a trial",
            lines -> {
              JournalTrial trial = journal.trial(trialId);
              if (!trial.isPaused()) {
                return false;
              }
              Map<String, @Nullable Object> attributes = new LinkedHashMap<>(systemAttributes);
              attributes.putAll(JournalLines.lease(worker));
              attributes.put(FrozenTrial.PAUSED, false);
              attributes.forEach((key, value) -> lines.systemAttribute(trialId, key, value));
              return true;
            });
    return isGiven ? Optional.of(journal.written(trialId)) : Optional.empty();
  }

  void heartbeat(Collection<Long> trialIds) {
    if (trialIds.isEmpty()) {
      return;
    }
    journal.write(
        "write a heartbeat",
        lines -> {
          for (long id : trialIds) {
            JournalTrial trial = journal.replay().trial(id);
            if (trial != null && trial.state == TrialState.RUNNING) {
              lines.heartbeat(id);
            }
          }
          return true;
        });
  }

  List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    boolean none =
        journal.read("look for lost trials", () -> lost(journal.study(studyId), grace).isEmpty());
    if (none) {
      return List.of();
    }
    List<Long> ended =
        journal.write(
            "end lost trials",
            lines -> {
              Map<Long, String> lost = lost(journal.study(studyId), grace);
              lost.forEach(
                  (id, reason) -> {
                    FrozenTrial found = journal.freeze(journal.trial(id));
                    if (LostTrials.goesOn(found, retries)) {
                      setAside(lines, id, LostTrials.setAside(found, reason));
                      return;
                    }
                    boolean isRetried = found.retryHistory().size() < retries;
                    LostTrials.attributes(reason, isRetried)
                        .forEach((key, value) -> lines.systemAttribute(id, key, value));
                    lines.state(id, TrialState.FAIL, List.of(), JournalLines.now());
                  });
              return List.copyOf(lost.keySet());
            });
    return ended.stream().map(journal::written).toList();
  }

  /** Why each of a study's lost trials is lost, by the trial's id. */
  private static Map<Long, String> lost(JournalStudy study, Duration grace) {
    Map<Long, String> lost = new LinkedHashMap<>();
    Instant now = Instant.now();
    for (JournalTrial trial : study.running()) {
      String reason = LostTrials.reason(trial.worker, trial.heartbeat, now, grace);
      if (reason != null && !trial.isPaused()) {
        lost.put(trial.id, reason);
      }
    }
    return lost;
  }
}
