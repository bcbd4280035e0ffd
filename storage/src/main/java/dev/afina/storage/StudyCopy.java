package dev.afina.storage;

import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies studies between storages of any kind, with everything in them.
 *
 * <p>Numbers and indices stay, times as far as the storage keeps them. A trial that runs is copied
 * as one that was lost, to be evaluated again: nobody works at the copy.
 */
public final class StudyCopy {

  private StudyCopy() {}

  /**
   * Copies a study.
   *
   * @param name the copy's
   * @return how many trials were copied
   * @throws dev.afina.core.DuplicateStudyException if the name is taken
   */
  public static int copy(Storage from, StudyRecord study, Storage to, String name) {
    List<FrozenTrial> trials = from.trials(study.id(), -1, List.of());
    long id = to.createStudy(name, study.directions(), study.systemAttributes()).id();
    try {
      study.userAttributes().forEach((key, value) -> to.setStudyUserAttribute(id, key, value));
      int next = 0;
      for (FrozenTrial trial : trials) {
        FrozenTrial added = to.addTrial(id, prepared(trial, next));
        next = Math.max(next, added.index() + 1);
      }
      return trials.size();
    } catch (RuntimeException e) {
      try {
        to.deleteStudy(id);
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private static FrozenTrial prepared(FrozenTrial trial, int next) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>(trial.systemAttributes());
    FrozenTrial.Builder copy = trial.toBuilder();
    if (trial.index() < next) {
      system.put(FrozenTrial.INDEX, (long) trial.index());
    }
    if (trial.state() == TrialState.RUNNING) {
      system.put(FrozenTrial.LOST, true);
      system.put(FrozenTrial.REASON, "it ran while the study was copied");
      copy.state(TrialState.FAIL).complete(trial.start());
    }
    return copy.systemAttributes(system).build();
  }
}
