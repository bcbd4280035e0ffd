package dev.afina.core.storage;

import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps studies for as long as the process lives.
 *
 * <p>Thread-safe: one lock around everything. A worker of this process is never lost, so {@link
 * #failLost} finds nothing and heartbeats mean nothing.
 */
public final class InMemoryStorage implements Storage {

  private final Map<Long, Kept> studies = new LinkedHashMap<>();
  private final List<Kept> studyOf = new ArrayList<>();
  private final List<Integer> numberOf = new ArrayList<>();
  private long nextStudyId;

  /** A study with its trials by number. */
  private static final class Kept {
    private StudyRecord study;
    private final List<FrozenTrial> trials = new ArrayList<>();
    private final TreeSet<Integer> waiting = new TreeSet<>();
    private final TreeMap<Integer, FrozenTrial> vacant = new TreeMap<>();
    private final EditLog edits = new EditLog();
    private int nextIndex;

    private Kept(StudyRecord study) {
      this.study = study;
    }

    private int counting() {
      return nextIndex - waiting.size() - vacant.size() - edits.discarded();
    }

    /** The lost trial to be retried next, or that of an index. */
    private @Nullable FrozenTrial lost(OptionalInt index) {
      if (index.isPresent()) {
        return vacant.get(index.getAsInt());
      }
      return vacant.isEmpty() ? null : vacant.firstEntry().getValue();
    }

    /** The trial that has waited longest, or that of an index. */
    private @Nullable FrozenTrial waiting(OptionalInt index) {
      return waiting.stream()
          .map(trials::get)
          .filter(trial -> index.orElse(trial.index()) == trial.index())
          .findFirst()
          .orElse(null);
    }

    private FrozenTrial set(FrozenTrial trial) {
      trials.set(trial.number(), trial);
      return trial;
    }
  }

  @Override
  public synchronized StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    if (findStudy(name).isPresent()) {
      throw new DuplicateStudyException(
          "a study named \"%s\" exists already; load it, or choose another name".formatted(name));
    }
    StudyRecord study =
        new StudyRecord(nextStudyId++, name, directions, Map.of(), systemAttributes);
    studies.put(study.id(), new Kept(study));
    return study;
  }

  @Override
  public synchronized Optional<StudyRecord> findStudy(String name) {
    return studies().stream().filter(study -> study.name().equals(name)).findFirst();
  }

  @Override
  public synchronized List<StudyRecord> studies() {
    return studies.values().stream().map(kept -> kept.study).toList();
  }

  @Override
  public synchronized void deleteStudy(long studyId) {
    Kept kept = studies.remove(studyId);
    if (kept != null) {
      kept.trials.clear();
    }
  }

  @Override
  public synchronized void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    Kept kept = kept(studyId);
    StudyRecord old = kept.study;
    kept.study =
        new StudyRecord(
            old.id(),
            old.name(),
            old.directions(),
            with(old.userAttributes(), key, value),
            old.systemAttributes());
  }

  @Override
  public synchronized void setStudySystemAttribute(
      long studyId, String key, @Nullable Object value) {
    Kept kept = kept(studyId);
    StudyRecord old = kept.study;
    kept.study =
        new StudyRecord(
            old.id(),
            old.name(),
            old.directions(),
            old.userAttributes(),
            with(old.systemAttributes(), key, value));
  }

  @Override
  public synchronized Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    Kept kept = kept(studyId);
    if (start.limit().isPresent() && kept.counting() >= start.limit().getAsInt()) {
      return Optional.empty();
    }
    FrozenTrial lost = kept.lost(start.index());
    FrozenTrial waiting = lost == null ? kept.waiting(start.index()) : null;
    boolean isNew = lost == null && waiting == null;
    if (isNew && start.index().orElse(kept.nextIndex) != kept.nextIndex) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    if (lost != null) {
      system.putAll(lost.attributesOfRetry());
    }
    if (waiting != null) {
      system.putAll(waiting.systemAttributes());
    }
    system.putAll(start.systemAttributes());
    FrozenTrial.Builder trial =
        waiting == null ? FrozenTrial.builder(TrialState.RUNNING) : waiting.toBuilder();
    trial.state(TrialState.RUNNING).systemAttributes(system).start(now());
    if (waiting != null) {
      kept.waiting.remove(waiting.number());
      return Optional.of(kept.set(trial.build()));
    }
    if (lost != null) {
      kept.vacant.remove(lost.index());
    }
    return Optional.of(append(kept, trial.index(lost == null ? kept.nextIndex++ : lost.index())));
  }

  @Override
  public synchronized FrozenTrial addTrial(long studyId, FrozenTrial trial) {
    Kept kept = kept(studyId);
    Map<String, @Nullable Object> system = new LinkedHashMap<>(trial.systemAttributes());
    FrozenTrial lost =
        system.remove(FrozenTrial.INDEX) instanceof Number index
            ? kept.vacant.remove(index.intValue())
            : null;
    int index = lost == null ? kept.nextIndex++ : lost.index();
    FrozenTrial added = append(kept, trial.toBuilder().index(index).systemAttributes(system));
    if (added.state() == TrialState.WAITING) {
      kept.waiting.add(added.number());
    } else if (added.isLost()) {
      kept.vacant.put(added.index(), added);
    }
    if (added.isDiscarded()) {
      kept.edits.note(added.id(), true);
    }
    return added;
  }

  @Override
  public synchronized boolean claim(long trialId) {
    FrozenTrial old = running(trialId);
    if (old.state() != TrialState.WAITING) {
      return false;
    }
    Kept kept = keeper(old);
    kept.waiting.remove(old.number());
    kept.set(old.toBuilder().state(TrialState.RUNNING).start(now()).build());
    return true;
  }

  @Override
  public synchronized void addParams(long trialId, Params params) {
    FrozenTrial old = running(trialId);
    if (params.size() > old.params().size()) {
      keeper(old).set(old.toBuilder().params(params).build());
    }
  }

  @Override
  public synchronized void report(long trialId, int step, double value, Params params) {
    FrozenTrial old = running(trialId);
    SortedMap<Integer, Double> reports = new TreeMap<>(old.intermediateValues());
    reports.put(step, value);
    keeper(old).set(old.toBuilder().params(params).intermediateValues(reports).build());
  }

  @Override
  public synchronized void setTrialUserAttributes(
      long trialId, Map<String, @Nullable Object> attributes) {
    FrozenTrial old = running(trialId);
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(old.userAttributes());
    merged.putAll(attributes);
    keeper(old).set(old.toBuilder().userAttributes(merged).build());
  }

  @Override
  public synchronized void setTrialSystemAttributes(
      long trialId, Map<String, @Nullable Object> attributes) {
    FrozenTrial old = running(trialId);
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(old.systemAttributes());
    merged.putAll(attributes);
    keeper(old).set(old.toBuilder().systemAttributes(merged).build());
  }

  @Override
  public synchronized FrozenTrial finish(long trialId, TrialEnd end) {
    FrozenTrial old = running(trialId);
    Map<String, @Nullable Object> user = new LinkedHashMap<>(old.userAttributes());
    user.putAll(end.userAttributes());
    Map<String, @Nullable Object> system = new LinkedHashMap<>(old.systemAttributes());
    system.putAll(end.systemAttributes());
    Map<String, Double> constraints = new LinkedHashMap<>(old.constraints());
    constraints.putAll(end.constraints());
    FrozenTrial done =
        old.toBuilder()
            .state(end.state())
            .values(end.values())
            .params(end.params())
            .userAttributes(user)
            .systemAttributes(system)
            .constraints(constraints)
            .complete(now())
            .build();
    Kept kept = keeper(old);
    if (done.isLost()) {
      kept.vacant.put(done.index(), done);
    }
    return kept.set(done);
  }

  @Override
  public synchronized Optional<FrozenTrial> findTrial(long trialId) {
    if (trialId < 0 || trialId >= studyOf.size()) {
      return Optional.empty();
    }
    Kept kept = studyOf.get((int) trialId);
    return kept.trials.isEmpty()
        ? Optional.empty()
        : Optional.of(kept.trials.get(numberOf.get((int) trialId)));
  }

  @Override
  public synchronized FrozenTrial edit(long trialId, TrialEdit edit) {
    FrozenTrial old = trial(trialId);
    FrozenTrial edited = edit.applyTo(old);
    Kept kept = keeper(old);
    if (!edited.equals(old)) {
      kept.set(edited);
      kept.edits.note(trialId, edited.isDiscarded());
    }
    return edited;
  }

  @Override
  public synchronized SortedMap<Long, Long> edits(long studyId, long after) {
    return kept(studyId).edits.after(after);
  }

  @Override
  public synchronized List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    Kept kept = kept(studyId);
    List<FrozenTrial> found = new ArrayList<>();
    int first = kept.trials.size();
    while (first > 0 && kept.trials.get(first - 1).id() > afterId) {
      first--;
    }
    for (long id : new TreeSet<>(ids)) {
      if (id <= afterId && studyOf.get((int) id) == kept) {
        found.add(kept.trials.get(numberOf.get((int) id)));
      }
    }
    found.addAll(kept.trials.subList(first, kept.trials.size()));
    return found;
  }

  @Override
  public void detach(long trialId, Params params, @Nullable Duration ahead) {
    addParams(trialId, params);
  }

  @Override
  public synchronized FrozenTrial pause(long trialId, TrialPause pause) {
    FrozenTrial old = running(trialId);
    Map<String, @Nullable Object> user = new LinkedHashMap<>(old.userAttributes());
    user.putAll(pause.userAttributes());
    Map<String, Double> constraints = new LinkedHashMap<>(old.constraints());
    constraints.putAll(pause.constraints());
    FrozenTrial.Builder paused =
        withSystem(old, with(pause.systemAttributes(), FrozenTrial.PAUSED, true))
            .userAttributes(user)
            .constraints(constraints);
    if (pause.params().size() > old.params().size()) {
      paused.params(pause.params());
    }
    return keeper(old).set(paused.build());
  }

  @Override
  public synchronized Optional<FrozenTrial> continueTrial(
      long trialId, Worker worker, Map<String, @Nullable Object> systemAttributes) {
    FrozenTrial old = trial(trialId);
    return old.isPaused()
        ? Optional.of(
            keeper(old)
                .set(withSystem(old, with(systemAttributes, FrozenTrial.PAUSED, false)).build()))
        : Optional.empty();
  }

  private static FrozenTrial.Builder withSystem(
      FrozenTrial trial, Map<String, @Nullable Object> attributes) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(trial.systemAttributes());
    merged.putAll(attributes);
    return trial.toBuilder().systemAttributes(merged);
  }

  @Override
  public void heartbeat(Collection<Long> trialIds) {}

  @Override
  public List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    return List.of();
  }

  @Override
  public void close() {}

  private Kept kept(long studyId) {
    Kept kept = studies.get(studyId);
    if (kept == null) {
      throw new StudyNotFoundException(
          "no study of id %d is in this storage; maybe it was deleted".formatted(studyId));
    }
    return kept;
  }

  private FrozenTrial trial(long trialId) {
    if (trialId < 0 || trialId >= studyOf.size()) {
      throw new IllegalArgumentException("no trial of id %d is in this storage".formatted(trialId));
    }
    Kept kept = studyOf.get((int) trialId);
    if (kept.trials.isEmpty()) {
      throw new StudyNotFoundException("the trial's study was deleted");
    }
    return kept.trials.get(numberOf.get((int) trialId));
  }

  private FrozenTrial running(long trialId) {
    FrozenTrial trial = trial(trialId);
    if (trial.state().isFinished()) {
      throw new TrialFinishedException(
          "trial %d has ended as %s and cannot be changed"
              .formatted(trial.number(), trial.state()));
    }
    return trial;
  }

  private Kept keeper(FrozenTrial trial) {
    return studyOf.get((int) trial.id());
  }

  private FrozenTrial append(Kept kept, FrozenTrial.Builder trial) {
    FrozenTrial numbered = trial.id(studyOf.size()).number(kept.trials.size()).build();
    studyOf.add(kept);
    numberOf.add(numbered.number());
    kept.trials.add(numbered);
    return numbered;
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> map, String key, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }

  private static Instant now() {
    return Instant.now();
  }
}
