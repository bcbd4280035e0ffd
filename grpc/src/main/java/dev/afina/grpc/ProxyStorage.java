package dev.afina.grpc;

import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialStart;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.storage.ConstraintAttributes;
import dev.afina.storage.LostTrials;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Studies behind Optuna's own storage proxy.
 *
 * <p>Its protocol has a call for each parameter and attribute and none for a whole event, so that
 * an event is several calls: what ends a trial comes last, and a worker that dies before it leaves
 * the trial running, to be lost. A waiting trial is given to one worker only; a limit holds among
 * the threads of this storage, and may be overshot by as many trials as there are other processes.
 * Thread-safe: one event at a time.
 */
final class ProxyStorage implements Storage {

  private final ProxyCalls calls;
  private final ProxyStudies studies;

  /** Takes the connection over. */
  ProxyStorage(Connection connection, ZoneId zone) {
    calls = new ProxyCalls(connection, zone);
    studies = new ProxyStudies(calls);
  }

  @Override
  public StudyRecord createStudy(
      String name, List<Direction> directions, Map<String, @Nullable Object> systemAttributes) {
    long id = calls.createStudy(name, directions);
    systemAttributes.forEach((key, value) -> calls.setStudyAttribute(id, true, key, value));
    return findStudy(id)
        .orElseThrow(() -> new StudyNotFoundException("study \"%s\" was deleted".formatted(name)));
  }

  @Override
  public Optional<StudyRecord> findStudy(String name) {
    return studies().stream().filter(study -> study.name().equals(name)).findFirst();
  }

  @Override
  public List<StudyRecord> studies() {
    return calls.studies();
  }

  @Override
  public synchronized void deleteStudy(long studyId) {
    studies.forget(studyId);
    try {
      calls.deleteStudy(studyId);
    } catch (StudyNotFoundException e) {
      return; // as asked for
    }
  }

  @Override
  public void setStudyUserAttribute(long studyId, String key, @Nullable Object value) {
    calls.setStudyAttribute(studyId, false, key, value);
  }

  @Override
  public void setStudySystemAttribute(long studyId, String key, @Nullable Object value) {
    calls.setStudyAttribute(studyId, true, key, value);
  }

  @Override
  public synchronized Optional<FrozenTrial> startTrial(long studyId, TrialStart start) {
    while (true) {
      ProxyStudy study = studies.sync(studyId);
      if (start.limit().isPresent() && study.counting() >= start.limit().getAsInt()) {
        return Optional.empty();
      }
      FrozenTrial lost = study.vacant(start.index());
      FrozenTrial waiting = lost == null ? study.waiting(start.index()) : null;
      Map<String, @Nullable Object> attributes = ProxyLease.of(start.worker());
      if (waiting != null) {
        if (isClaimed(waiting.id())) {
          attributes.putAll(start.systemAttributes());
          calls.setTrialAttributes(waiting.id(), true, attributes);
          return findTrial(waiting.id());
        }
        continue;
      }
      if (lost == null && start.index().orElse(study.nextIndex()) != study.nextIndex()) {
        return Optional.empty();
      }
      if (lost != null) {
        attributes.put(ProxyLease.PLACE, (long) lost.index());
        attributes.putAll(lost.attributesOfRetry());
      }
      attributes.putAll(start.systemAttributes());
      FrozenTrial.Builder trial = FrozenTrial.builder(TrialState.RUNNING).start(now());
      return Optional.of(add(studyId, trial.systemAttributes(attributes).build()));
    }
  }

  /** False if another one was faster. */
  private boolean isClaimed(long trialId) {
    try {
      return calls.setState(trialId, TrialState.RUNNING, List.of());
    } catch (TrialFinishedException e) {
      return false;
    }
  }

  private FrozenTrial add(long studyId, FrozenTrial trial) {
    long id = calls.addTrial(studyId, trial);
    FrozenTrial added = studies.sync(studyId).find(id);
    if (added == null) {
      throw new StudyNotFoundException("the trial's study was deleted");
    }
    return added;
  }

  @Override
  public synchronized FrozenTrial addTrial(long studyId, FrozenTrial trial) {
    Map<String, @Nullable Object> system =
        new LinkedHashMap<>(
            ConstraintAttributes.with(trial.constraints(), trial.systemAttributes()));
    if (system.remove(FrozenTrial.INDEX) instanceof Number index) {
      system.put(ProxyLease.PLACE, index.longValue());
    }
    return add(studyId, trial.toBuilder().systemAttributes(system).constraints(Map.of()).build());
  }

  @Override
  public boolean claim(long trialId) {
    return calls.setState(trialId, TrialState.RUNNING, List.of());
  }

  @Override
  public synchronized void addParams(long trialId, Params params) {
    FrozenTrial trial = unfinished(trialId);
    for (int i = 0; i < params.size(); i++) {
      String name = params.space().name(i);
      if (!trial.params().contains(name)) {
        if (Double.isNaN(params.internal(i))) {
          throw new IllegalArgumentException("parameter \"%s\" is NaN".formatted(name));
        }
        calls.setParam(trialId, name, params.internal(i), params.space().distribution(i));
      }
    }
  }

  @Override
  public void report(long trialId, int step, double value, Params params) {
    addParams(trialId, params);
    calls.report(trialId, step, value);
  }

  @Override
  public void setTrialUserAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    calls.setTrialAttributes(trialId, false, attributes);
  }

  @Override
  public void setTrialSystemAttributes(long trialId, Map<String, @Nullable Object> attributes) {
    calls.setTrialAttributes(trialId, true, attributes);
  }

  @Override
  public synchronized FrozenTrial finish(long trialId, TrialEnd end) {
    for (double value : end.values()) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException(
            "a value is NaN, which no trial may end with; end it as FAIL");
      }
    }
    addParams(trialId, end.params());
    calls.setTrialAttributes(trialId, false, end.userAttributes());
    calls.setTrialAttributes(
        trialId, true, ConstraintAttributes.with(end.constraints(), end.systemAttributes()));
    calls.setState(trialId, end.state(), end.values());
    return findTrial(trialId).orElseThrow(() -> noTrial(trialId));
  }

  @Override
  public synchronized Optional<FrozenTrial> findTrial(long trialId) {
    return studies.find(trialId);
  }

  private FrozenTrial unfinished(long trialId) {
    FrozenTrial trial = findTrial(trialId).orElseThrow(() -> noTrial(trialId));
    if (trial.state().isFinished()) {
      throw new TrialFinishedException(
          "trial %d has ended as %s and cannot be changed"
              .formatted(trial.number(), trial.state()));
    }
    return trial;
  }

  private static IllegalArgumentException noTrial(long trialId) {
    return new IllegalArgumentException(
        "no trial of id %d is behind this server".formatted(trialId));
  }

  @Override
  public synchronized List<FrozenTrial> trials(long studyId, long afterId, Collection<Long> ids) {
    ProxyStudy study = studies.sync(studyId);
    List<FrozenTrial> found = new ArrayList<>();
    for (long id : new TreeSet<>(ids).headSet(afterId, true)) {
      FrozenTrial trial = study.find(id);
      if (trial != null) {
        found.add(trial);
      }
    }
    List<FrozenTrial> all = study.trials();
    int first = all.size();
    while (first > 0 && all.get(first - 1).id() > afterId) {
      first--;
    }
    found.addAll(all.subList(first, all.size()));
    return found;
  }

  @Override
  public synchronized void detach(long trialId, Params params, @Nullable Duration ahead) {
    addParams(trialId, params);
    Map<String, @Nullable Object> lease = new LinkedHashMap<>();
    lease.put(ProxyLease.WORKER, null);
    lease.put(ProxyLease.HEARTBEAT, ahead == null ? null : Instant.now().plus(ahead).toString());
    calls.setTrialAttributes(trialId, true, lease);
  }

  @Override
  public synchronized void heartbeat(Collection<Long> trialIds) {
    for (long id : trialIds) {
      try {
        calls.setTrialAttributes(id, true, Map.of(ProxyLease.HEARTBEAT, Instant.now().toString()));
      } catch (TrialFinishedException | IllegalArgumentException e) {
        studies.forgetTrial(id); // it needs none any more; whoever asks for it looks it up again
      }
    }
  }

  @Override
  public synchronized List<FrozenTrial> failLost(long studyId, Duration grace, int retries) {
    ProxyStudy study = studies.sync(studyId);
    Instant now = Instant.now();
    List<Long> ended = new ArrayList<>();
    for (long id : List.copyOf(study.unfinished())) {
      FrozenTrial trial = study.find(id);
      Map<String, @Nullable Object> lease = study.lease(id);
      if (trial == null || trial.state() != TrialState.RUNNING) {
        continue;
      }
      String reason =
          LostTrials.reason(ProxyLease.worker(lease), ProxyLease.heartbeat(lease), now, grace);
      if (reason != null && isEnded(trial, reason, retries)) {
        ended.add(id);
      }
    }
    ProxyStudy then = studies.sync(studyId);
    List<FrozenTrial> trials = new ArrayList<>();
    for (long id : ended) {
      FrozenTrial trial = then.find(id);
      if (trial != null) {
        trials.add(trial);
      }
    }
    return trials;
  }

  /** False if another one has ended it meanwhile. */
  private boolean isEnded(FrozenTrial trial, String reason, int retries) {
    boolean isRetried = trial.retryHistory().size() < retries;
    try {
      Map<String, @Nullable Object> attributes =
          new LinkedHashMap<>(LostTrials.attributes(reason, isRetried));
      calls.setTrialAttributes(trial.id(), true, attributes);
      calls.setState(trial.id(), TrialState.FAIL, List.of());
      return true;
    } catch (TrialFinishedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
