package dev.afina.storage;

import dev.afina.core.StorageException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Studies in a journal, the file of Optuna's {@code JournalStorage}: everything that happens is a
 * line appended to it, and what it amounts to is kept in memory.
 *
 * <p>Many programs use a journal at once, on many machines where the disk is shared: whoever writes
 * holds Optuna's lock, reads what others have written, decides, and appends all of an event at
 * once. Thread-safe. What Optuna's records have no place for, a trial's worker and index, are
 * system attributes of the trial.
 */
public final class JournalStorage extends JournalStudies {

  private final ParamLines paramLines;
  private final JournalLeases leases;

  private JournalStorage(Journal journal) {
    super(journal);
    paramLines = new ParamLines(journal.json());
    leases = new JournalLeases(journal, paramLines);
  }

  /**
   * Opens a journal; one that does not exist is made.
   *
   * @throws StorageException if it cannot be opened, or a line of it is damaged
   */
  public static JournalStorage open(Path file) {
    return open(file, JournalLock.Kind.OPEN, JournalLock.GRACE, ZoneId.systemDefault(), true);
  }

  static JournalStorage open(
      Path file, JournalLock.Kind kind, Duration grace, ZoneId zone, boolean create) {
    return new JournalStorage(Journal.open(file, kind, grace, zone, create));
  }

  @Override
  public Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    long id =
        journal.write(
            "start a trial",
            lines -> {
              JournalStudy study = journal.study(studyId);
              if (start.limit().isPresent() && study.counting() >= start.limit().getAsInt()) {
                return -1L;
              }
              JournalTrial lost = study.vacant(start.index());
              JournalTrial waiting = lost == null ? study.waiting(start.index()) : null;
              if (waiting != null) {
                JournalLeases.claim(lines, waiting, start);
                return waiting.id;
              }
              if (lost == null && start.index().orElse(study.nextIndex()) != study.nextIndex()) {
                return -1L;
              }
              begin(lines, study, lost, start);
              return journal.replay().nextTrial();
            });
    return id < 0 ? Optional.empty() : Optional.of(journal.written(id));
  }

  private void begin(
      JournalLines lines, JournalStudy study, @Nullable JournalTrial lost, TrialStart start) {
    Map<String, @Nullable Object> attributes = JournalLines.lease(start.worker());
    if (lost != null) {
      attributes.put(JournalTrial.INDEX, (long) lost.index);
      attributes.putAll(journal.freeze(lost).attributesOfRetry());
    }
    attributes.putAll(start.systemAttributes());
    lines.createTrial(
        study.id,
        FrozenTrial.builder(TrialState.RUNNING).start(JournalLines.now()).build(),
        attributes);
  }

  @Override
  public FrozenTrial addTrial(long studyId, FrozenTrial trial) {
    long id =
        journal.write(
            "add a trial",
            lines -> {
              JournalStudy study = journal.study(studyId);
              paramLines.check(study, trial.params());
              ParamLines.checkValues(trial.values());
              lines.createTrial(study.id, trial, Map.of());
              return journal.replay().nextTrial();
            });
    return journal.written(id);
  }

  @Override
  public boolean claim(long trialId) {
    return journal.write(
        "start a trial",
        lines -> {
          boolean isWaiting = journal.unfinished(trialId).state == TrialState.WAITING;
          if (isWaiting) {
            lines.state(trialId, TrialState.RUNNING, List.of(), JournalLines.now());
          }
          return isWaiting;
        });
  }

  @Override
  public void addParams(long trialId, Params params) {
    journal.write(
        "write parameters",
        lines -> {
          paramLines.write(lines, journal.unfinished(trialId), params);
          return true;
        });
  }

  @Override
  public void report(long trialId, int step, double value, Params params) {
    journal.write(
        "write a report",
        lines -> {
          paramLines.write(lines, journal.unfinished(trialId), params);
          lines.report(trialId, step, value);
          return true;
        });
  }

  @Override
  public void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    journal.write(
        "write a trial's attributes",
        lines -> {
          journal.unfinished(trialId);
          attributes.forEach((key, value) -> lines.userAttribute(trialId, key, value));
          return true;
        });
  }

  @Override
  public void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    journal.write(
        "write a trial's attributes",
        lines -> {
          journal.unfinished(trialId);
          attributes.forEach((key, value) -> lines.systemAttribute(trialId, key, value));
          return true;
        });
  }

  @Override
  public FrozenTrial finish(long trialId, TrialEnd end) {
    journal.write(
        "finish a trial",
        lines -> {
          paramLines.write(lines, journal.unfinished(trialId), end.params());
          ParamLines.checkValues(end.values());
          end.userAttributes().forEach((key, value) -> lines.userAttribute(trialId, key, value));
          end.systemAttributes()
              .forEach((key, value) -> lines.systemAttribute(trialId, key, value));
          end.constraints()
              .forEach(
                  (name, value) ->
                      lines.systemAttribute(trialId, TrialDraft.CONSTRAINT + name, value));
          lines.state(trialId, end.state(), end.values(), JournalLines.now());
          return true;
        });
    return journal.written(trialId);
  }

  @Override
  public Optional<FrozenTrial> findTrial(long trialId) {
    return journal.read(
        "read a trial",
        () -> {
          JournalTrial trial = journal.replay().trial(trialId);
          return trial == null || !journal.replay().studies().containsKey(trial.study.id)
              ? Optional.empty()
              : Optional.of(journal.freeze(trial));
        });
  }

  @Override
  public FrozenTrial edit(long trialId, TrialEdit edit) {
    journal.write(
        "edit a trial",
        lines -> {
          JournalTrial trial = journal.trial(trialId);
          if (!trial.state.isFinished() && edit.fate() == TrialEdit.Fate.KEPT) {
            edit.userAttributes().forEach((key, value) -> lines.userAttribute(trialId, key, value));
            return true;
          }
          FrozenTrial before = journal.freeze(trial);
          if (!edit.applyTo(before).equals(before)) {
            lines.studyAttribute(
                false, trial.study.id, JournalTrial.EDIT + trial.number, trial.edits(edit));
          }
          return true;
        });
    return journal.written(trialId);
  }

  @Override
  public SortedMap<Long, Long> edits(long studyId, long after) {
    return journal.read(
        "look for edited trials", () -> journal.study(studyId).edits().after(after));
  }

  @Override
  public List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    return journal.read("read trials", () -> read(journal.study(studyId), afterId, ids));
  }

  private List<FrozenTrial> read(JournalStudy study, long afterId, Collection<Long> ids) {
    List<FrozenTrial> found = new ArrayList<>();
    for (long id : new TreeSet<>(ids).headSet(afterId, true)) {
      JournalTrial trial = journal.replay().trial(id);
      if (trial != null && trial.study == study) {
        found.add(journal.freeze(trial));
      }
    }
    int first = study.trials.size();
    while (first > 0 && study.trials.get(first - 1).id > afterId) {
      first--;
    }
    for (JournalTrial trial : study.trials.subList(first, study.trials.size())) {
      found.add(journal.freeze(trial));
    }
    return found;
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
