package dev.afina.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trial that no other one of its study beats.
 *
 * @param study its study
 * @param trial complete, feasible and without a NaN among its values
 */
public record BestTrial(StudyRecord study, FrozenTrial trial) {

  /**
   * The best trial of a study with one objective, the earliest of equals; empty if no trial is
   * complete and feasible.
   *
   * @throws IllegalArgumentException if the study has several objectives; see {@link #front}
   */
  public static Optional<BestTrial> of(StudyRecord study, List<FrozenTrial> trials) {
    if (study.directions().size() != 1) {
      throw new IllegalArgumentException(
          "study \"%s\" has %d objectives and no single best trial; ask for its front"
              .formatted(study.name(), study.directions().size()));
    }
    return front(study, trials).stream().findFirst();
  }

  /**
   * The trials that no other one dominates, by number; with one objective the best alone.
   *
   * <p>O(n·f) for n trials and a front of f.
   */
  public static List<BestTrial> front(StudyRecord study, List<FrozenTrial> trials) {
    List<FrozenTrial> front = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      if (counts(study, trial) && front.stream().noneMatch(other -> covers(study, other, trial))) {
        front.removeIf(other -> dominates(study, trial, other));
        front.add(trial);
      }
    }
    return front.stream().map(trial -> new BestTrial(study, trial)).toList();
  }

  private static boolean counts(StudyRecord study, FrozenTrial trial) {
    return trial.state() == TrialState.COMPLETE
        && trial.isFeasible()
        && trial.values().size() == study.directions().size()
        && trial.values().stream().noneMatch(value -> value.isNaN());
  }

  /** Whether {@code a} keeps {@code b} out of the front; of equals only the only objective's. */
  private static boolean covers(StudyRecord study, FrozenTrial a, FrozenTrial b) {
    return dominates(study, a, b) || (study.directions().size() == 1 && !dominates(study, b, a));
  }

  private static boolean dominates(StudyRecord study, FrozenTrial a, FrozenTrial b) {
    boolean better = false;
    for (int k = 0; k < study.directions().size(); k++) {
      Direction direction = study.directions().get(k);
      if (direction.isBetter(b.values().get(k), a.values().get(k))) {
        return false;
      }
      better |= direction.isBetter(a.values().get(k), b.values().get(k));
    }
    return better;
  }

  /**
   * One JSON object over several lines: {@code study}, then what {@link TrialsTable#toJson} says of
   * a trial, without its intermediate values.
   */
  public String toJson() {
    ObjectNode object = Json.object().put("study", study.name());
    object.setAll(Json.trial(study, trial));
    object.remove("intermediate_values");
    return Json.pretty(object);
  }
}
