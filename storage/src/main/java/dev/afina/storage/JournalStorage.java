package dev.afina.storage;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StorageException;
import dev.afina.core.StudyNotFoundException;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.UUID;
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
public final class JournalStorage implements Storage {

  private final Path path;
  private final JournalFile file;
  private final JournalLock lock;
  private final JournalReplay replay;
  private final DistributionJson json = new DistributionJson();
  private final SpaceTrie spaces = new SpaceTrie(json);
  private final String worker = UUID.randomUUID() + "-";
  private boolean closed;

  private JournalStorage(
      Path path, JournalLock.Kind kind, Duration grace, ZoneId zone, boolean make)
      throws IOException {
    this.path = path;
    replay = new JournalReplay(json, zone);
    lock = new JournalLock(path, kind, grace);
    file = new JournalFile(path, make, replay::apply);
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
    Path path = file.toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      throw new StorageException("%s is a folder, expected a journal file".formatted(file));
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new StorageException(
          "the folder %s of the journal %s does not exist; make it, or choose another"
              .formatted(folder, path.getFileName()));
    }
    if (!create && !Files.exists(path)) {
      throw new StorageException(
          "there is no journal %s; name another, or run a study first".formatted(file));
    }
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw new StorageException(
          "the journal %s is read-only; make the file and its folder writable".formatted(file));
    }
    try {
      JournalStorage storage = new JournalStorage(path, kind, grace, zone, create);
      try {
        storage.file.readOn();
        return storage;
      } catch (IOException | RuntimeException e) {
        storage.file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException(
          "the journal %s cannot be opened (%s); check the file and its folder"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Decides what to write, from what is there. */
  private interface Event<T> {
    T decide(JournalLines lines);
  }

  private synchronized <T> T write(String doing, Event<T> event) {
    checkOpen();
    Optional<T> result = Optional.empty();
    while (result.isEmpty()) {
      lock.acquire();
      try {
        result = attempt(event);
      } catch (IOException e) {
        throw failed(doing, e);
      } finally {
        lock.release();
      }
    }
    return result.get();
  }

  /** Writes with the lock held; empty if someone took the lock for that of a dead process. */
  private <T> Optional<T> attempt(Event<T> event) throws IOException {
    file.readOn();
    JournalLines lines = new JournalLines(json, worker + Thread.currentThread().getId());
    T result = event.decide(lines);
    if (!lines.isEmpty()) {
      if (!lock.isHeld()) {
        return Optional.empty();
      }
      file.append(lines.toString());
      file.readOn();
    }
    return Optional.of(result);
  }

  private void sync(String doing) {
    checkOpen();
    try {
      file.readOn();
    } catch (IOException e) {
      throw failed(doing, e);
    }
  }

  private StorageException failed(String doing, IOException e) {
    boolean isFull = String.valueOf(e.getMessage()).contains("No space left");
    return new StorageException(
        "cannot %s in the journal %s: %s"
            .formatted(
                doing,
                path,
                isFull
                    ? "the disk is full; free some space, nothing of this was stored and the rest"
                        + " is sound"
                    : "the disk failed to read or write it (%s)".formatted(e.getMessage())),
        e);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the storage %s is closed".formatted(path));
    }
  }

  @Override
  public StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    StudyTable.checkName(name);
    long id =
        write(
            "create a study",
            lines -> {
              if (replay.studies().values().stream().anyMatch(s -> s.name.equals(name))) {
                throw new DuplicateStudyException(
                    "a study named \"%s\" exists already in %s; load it, or choose another name"
                        .formatted(name, path));
              }
              long next = replay.nextStudy();
              lines.createStudy(name, directions);
              systemAttributes.forEach(
                  (key, value) -> lines.studyAttribute(false, next, key, value));
              return next;
            });
    synchronized (this) {
      return study(id).freeze();
    }
  }

  @Override
  public Optional<StudyRecord> findStudy(String name) {
    return studies().stream().filter(study -> study.name().equals(name)).findFirst();
  }

  @Override
  public synchronized List<StudyRecord> studies() {
    sync("list studies");
    return replay.studies().values().stream().map(JournalStudy::freeze).toList();
  }

  @Override
  public void deleteStudy(long studyId) {
    write(
        "delete a study",
        lines -> {
          if (replay.studies().containsKey(studyId)) {
            lines.deleteStudy(studyId);
          }
          return true;
        });
  }

  @Override
  public void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(true, studyId, key, value);
  }

  @Override
  public void setStudySystemAttribute(long studyId, String key, @Nullable Object value) {
    setStudyAttribute(false, studyId, key, value);
  }

  private void setStudyAttribute(boolean isUser, long studyId, String key, @Nullable Object value) {
    write(
        "write a study's attribute",
        lines -> {
          study(studyId);
          lines.studyAttribute(isUser, studyId, key, value);
          return true;
        });
  }

  @Override
  public Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    long id =
        write(
            "start a trial",
            lines -> {
              JournalStudy study = study(studyId);
              if (start.limit().isPresent() && study.counting() >= start.limit().getAsInt()) {
                return -1L;
              }
              JournalTrial lost = study.vacant(start.index());
              JournalTrial waiting = lost == null ? study.waiting(start.index()) : null;
              if (waiting != null) {
                claim(lines, waiting, start);
                return waiting.id;
              }
              if (lost == null && start.index().orElse(study.nextIndex()) != study.nextIndex()) {
                return -1L;
              }
              begin(lines, study, lost, start);
              return replay.nextTrial();
            });
    return id < 0 ? Optional.empty() : Optional.of(frozen(id));
  }

  /** The attributes first: a writer that dies between the lines leaves the trial waiting. */
  private static void claim(JournalLines lines, JournalTrial waiting, TrialStart start) {
    Map<String, @Nullable Object> attributes = JournalLines.lease(start.worker());
    attributes.putAll(start.systemAttributes());
    attributes.forEach((key, value) -> lines.systemAttribute(waiting.id, key, value));
    lines.state(waiting.id, TrialState.RUNNING, List.of(), now());
  }

  private void begin(
      JournalLines lines, JournalStudy study, @Nullable JournalTrial lost, TrialStart start) {
    Map<String, @Nullable Object> attributes = JournalLines.lease(start.worker());
    if (lost != null) {
      attributes.put(JournalTrial.INDEX, (long) lost.index);
      attributes.putAll(lost.freeze(spaces).attributesOfRetry());
    }
    attributes.putAll(start.systemAttributes());
    lines.createTrial(
        study.id, FrozenTrial.builder(TrialState.RUNNING).start(now()).build(), attributes);
  }

  @Override
  public FrozenTrial addTrial(long studyId, FrozenTrial trial) {
    long id =
        write(
            "add a trial",
            lines -> {
              JournalStudy study = study(studyId);
              checkParams(study, trial.params());
              checkValues(trial.values());
              lines.createTrial(study.id, trial, Map.of());
              return replay.nextTrial();
            });
    return frozen(id);
  }

  @Override
  public boolean claim(long trialId) {
    return write(
        "start a trial",
        lines -> {
          boolean isWaiting = unfinished(trialId).state == TrialState.WAITING;
          if (isWaiting) {
            lines.state(trialId, TrialState.RUNNING, List.of(), now());
          }
          return isWaiting;
        });
  }

  @Override
  public void addParams(long trialId, Params params) {
    write(
        "write parameters",
        lines -> {
          params(lines, unfinished(trialId), params);
          return true;
        });
  }

  @Override
  public void report(long trialId, int step, double value, Params params) {
    write(
        "write a report",
        lines -> {
          params(lines, unfinished(trialId), params);
          lines.report(trialId, step, value);
          return true;
        });
  }

  @Override
  public void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    write(
        "write a trial's attributes",
        lines -> {
          unfinished(trialId);
          attributes.forEach((key, value) -> lines.userAttribute(trialId, key, value));
          return true;
        });
  }

  @Override
  public void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    write(
        "write a trial's attributes",
        lines -> {
          unfinished(trialId);
          attributes.forEach((key, value) -> lines.systemAttribute(trialId, key, value));
          return true;
        });
  }

  @Override
  public FrozenTrial finish(long trialId, TrialEnd end) {
    write(
        "finish a trial",
        lines -> {
          params(lines, unfinished(trialId), end.params());
          checkValues(end.values());
          end.userAttributes().forEach((key, value) -> lines.userAttribute(trialId, key, value));
          end.systemAttributes()
              .forEach((key, value) -> lines.systemAttribute(trialId, key, value));
          end.constraints()
              .forEach(
                  (name, value) ->
                      lines.systemAttribute(trialId, TrialDraft.CONSTRAINT + name, value));
          lines.state(trialId, end.state(), end.values(), now());
          return true;
        });
    return frozen(trialId);
  }

  @Override
  public synchronized Optional<FrozenTrial> findTrial(long trialId) {
    sync("read a trial");
    JournalTrial trial = replay.trial(trialId);
    return trial == null || !replay.studies().containsKey(trial.study.id)
        ? Optional.empty()
        : Optional.of(trial.freeze(spaces));
  }

  @Override
  public FrozenTrial edit(long trialId, TrialEdit edit) {
    write(
        "edit a trial",
        lines -> {
          JournalTrial trial = known(trialId);
          if (!trial.state.isFinished() && edit.fate() == TrialEdit.Fate.KEPT) {
            edit.userAttributes().forEach((key, value) -> lines.userAttribute(trialId, key, value));
            return true;
          }
          FrozenTrial before = trial.freeze(spaces);
          if (!edit.applyTo(before).equals(before)) {
            lines.studyAttribute(
                false, trial.study.id, JournalTrial.EDIT + trial.number, trial.edits(edit));
          }
          return true;
        });
    return frozen(trialId);
  }

  @Override
  public synchronized SortedMap<Long, Long> edits(long studyId, long after) {
    sync("look for edited trials");
    return study(studyId).edits().after(after);
  }

  @Override
  public synchronized List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    sync("read trials");
    JournalStudy study = study(studyId);
    List<FrozenTrial> found = new ArrayList<>();
    for (long id : new TreeSet<>(ids).headSet(afterId, true)) {
      JournalTrial trial = replay.trial(id);
      if (trial != null && trial.study == study) {
        found.add(trial.freeze(spaces));
      }
    }
    int first = study.trials.size();
    while (first > 0 && study.trials.get(first - 1).id > afterId) {
      first--;
    }
    for (JournalTrial trial : study.trials.subList(first, study.trials.size())) {
      found.add(trial.freeze(spaces));
    }
    return found;
  }

  @Override
  public void detach(long trialId, Params params, @Nullable Duration ahead) {
    write(
        "detach a trial",
        lines -> {
          params(lines, unfinished(trialId), params);
          lines.systemAttribute(trialId, JournalTrial.WORKER, null);
          lines.systemAttribute(
              trialId,
              JournalTrial.HEARTBEAT,
              ahead == null ? null : JournalLines.time(Instant.now().plus(ahead)));
          return true;
        });
  }

  @Override
  public FrozenTrial pause(long trialId, TrialPause pause) {
    write(
        "set a trial aside",
        lines -> {
          params(lines, unfinished(trialId), pause.params());
          pause.userAttributes().forEach((key, value) -> lines.userAttribute(trialId, key, value));
          pause
              .constraints()
              .forEach(
                  (name, value) ->
                      lines.systemAttribute(trialId, TrialDraft.CONSTRAINT + name, value));
          setAside(lines, trialId, pause.systemAttributes());
          return true;
        });
    return frozen(trialId);
  }

  /** The worker last: a writer that dies between the lines leaves the trial set aside. */
  private static void setAside(
      JournalLines lines, long trialId, Map<String, ? extends @Nullable Object> attributes) {
    attributes.forEach((key, value) -> lines.systemAttribute(trialId, key, value));
    lines.systemAttribute(trialId, FrozenTrial.PAUSED, true);
    lines.systemAttribute(trialId, JournalTrial.WORKER, null);
    lines.systemAttribute(trialId, JournalTrial.HEARTBEAT, null);
  }

  @Override
  public Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    boolean isGiven =
        write(
            "continue a trial",
            lines -> {
              JournalTrial trial = known(trialId);
              if (!trial.isPaused()) {
                return false;
              }
              Map<String, @Nullable Object> attributes = new LinkedHashMap<>(systemAttributes);
              attributes.putAll(JournalLines.lease(worker));
              attributes.put(FrozenTrial.PAUSED, false);
              attributes.forEach((key, value) -> lines.systemAttribute(trialId, key, value));
              return true;
            });
    return isGiven ? Optional.of(frozen(trialId)) : Optional.empty();
  }

  @Override
  public void heartbeat(Collection<Long> trialIds) {
    if (trialIds.isEmpty()) {
      return;
    }
    write(
        "write a heartbeat",
        lines -> {
          for (long id : trialIds) {
            JournalTrial trial = replay.trial(id);
            if (trial != null && trial.state == TrialState.RUNNING) {
              lines.heartbeat(id);
            }
          }
          return true;
        });
  }

  @Override
  public List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    synchronized (this) {
      sync("look for lost trials");
      if (lost(study(studyId), grace).isEmpty()) {
        return List.of();
      }
    }
    List<Long> ended =
        write(
            "end lost trials",
            lines -> {
              Map<Long, String> lost = lost(study(studyId), grace);
              lost.forEach(
                  (id, reason) -> {
                    FrozenTrial found = frozen(id);
                    if (LostTrials.goesOn(found, retries)) {
                      setAside(lines, id, LostTrials.setAside(found, reason));
                      return;
                    }
                    boolean isRetried = found.retryHistory().size() < retries;
                    LostTrials.attributes(reason, isRetried)
                        .forEach((key, value) -> lines.systemAttribute(id, key, value));
                    lines.state(id, TrialState.FAIL, List.of(), now());
                  });
              return List.copyOf(lost.keySet());
            });
    return ended.stream().map(this::frozen).toList();
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

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        file.close();
      } catch (IOException e) {
        throw failed("close the storage", e);
      }
    }
  }

  private void params(JournalLines lines, JournalTrial trial, Params params) {
    checkParams(trial.study, params);
    for (int i = 0; i < params.size(); i++) {
      if (!trial.hasParam(params.space().name(i))) {
        lines.param(trial.id, params, i);
      }
    }
  }

  private void checkParams(JournalStudy study, Params params) {
    for (int i = 0; i < params.size(); i++) {
      String name = params.space().name(i);
      if (Double.isNaN(params.internal(i))) {
        throw new IllegalArgumentException("parameter \"%s\" is NaN".formatted(name));
      }
      String known = study.kind(name);
      if (known != null) {
        DistributionGuard.check(json.read(name, known), name, params.space().distribution(i));
      }
    }
  }

  private static void checkValues(List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      TrialWriter.checkValue(i, values.get(i));
    }
  }

  private JournalStudy study(long id) {
    JournalStudy study = replay.studies().get(id);
    if (study == null) {
      throw new StudyNotFoundException(
          "no study of id %d is in %s; maybe it was deleted".formatted(id, path));
    }
    return study;
  }

  private JournalTrial known(long id) {
    JournalTrial trial = replay.trial(id);
    if (trial == null) {
      throw new IllegalArgumentException("no trial of id %d is in %s".formatted(id, path));
    }
    study(trial.study.id);
    return trial;
  }

  private JournalTrial unfinished(long id) {
    JournalTrial trial = known(id);
    if (trial.state.isFinished()) {
      throw new TrialFinishedException(
          "trial %d has ended as %s and cannot be changed".formatted(trial.number, trial.state));
    }
    return trial;
  }

  private synchronized FrozenTrial frozen(long id) {
    JournalTrial trial = replay.trial(id);
    if (trial == null) {
      throw new StorageException("the journal %s lost a line just written".formatted(path));
    }
    return trial.freeze(spaces);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
