package dev.afina.grpc;

import dev.afina.core.StudyNotFoundException;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The studies of Optuna's proxy as they were last read. Not thread-safe. */
final class ProxyStudies {

  private final ProxyCalls calls;
  private final Map<Long, ProxyStudy> studies = new LinkedHashMap<>();
  private final Map<Long, Long> studyOf = new LinkedHashMap<>();

  ProxyStudies(ProxyCalls calls) {
    this.calls = calls;
  }

  /** Forgets a study that is deleted. */
  void forget(long studyId) {
    studies.remove(studyId);
    studyOf.values().removeIf(study -> study == studyId);
  }

  /** Forgets which study a trial belongs to. */
  void forgetTrial(long trialId) {
    studyOf.remove(trialId);
  }

  /** The study as it is now. */
  ProxyStudy sync(long studyId) {
    ProxyStudy known = studies.computeIfAbsent(studyId, key -> new ProxyStudy());
    try {
      if (!take(studyId, known)) {
        forget(studyId); // deleted, and another made with its id
        known = new ProxyStudy();
        studies.put(studyId, known);
        take(studyId, known);
      }
      return known;
    } catch (StudyNotFoundException e) {
      forget(studyId);
      throw e;
    }
  }

  private boolean take(long studyId, ProxyStudy study) {
    List<FrozenTrial> read = calls.trials(studyId, study.lastId(), study.unfinished());
    TreeSet<Long> missing = new TreeSet<>(study.unfinished());
    for (FrozenTrial trial : read) {
      missing.remove(trial.id());
      if (!study.take(trial)) {
        return false;
      }
      studyOf.put(trial.id(), studyId);
    }
    return missing.isEmpty();
  }

  /** The trial of an id, wherever it is. */
  Optional<FrozenTrial> find(long trialId) {
    Long known = studyOf.get(trialId);
    List<Long> places =
        known == null ? calls.studies().stream().map(StudyRecord::id).toList() : List.of(known);
    for (long studyId : places) {
      try {
        FrozenTrial found = sync(studyId).find(trialId);
        if (found != null) {
          return Optional.of(found);
        }
      } catch (StudyNotFoundException e) {
        forget(studyId); // deleted meanwhile
      }
    }
    return Optional.empty();
  }
}
