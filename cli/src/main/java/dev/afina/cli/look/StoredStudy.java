package dev.afina.cli.look;

import dev.afina.core.AfinaException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.report.BestTrial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A study and its trials, as read at one moment.
 *
 * @param study what stands beside the trials
 * @param trials by number
 */
record StoredStudy(StudyRecord study, List<FrozenTrial> trials) {

  StoredStudy {
    trials = List.copyOf(trials);
  }

  /** Such as {@code maximize accuracy}, one an objective. */
  List<String> objectives() {
    List<?> metrics =
        study.systemAttributes().get(StudyBuilder.METRIC_NAMES) instanceof List<?> list
            ? list
            : List.of();
    List<String> objectives = new ArrayList<>();
    for (Direction direction : study.directions()) {
      int k = objectives.size();
      String verb = direction.name().toLowerCase(Locale.ROOT);
      objectives.add(k < metrics.size() ? verb + " " + metrics.get(k) : verb);
    }
    return objectives;
  }

  /** The trials that no other one beats; with one objective one at most. */
  List<BestTrial> best() {
    return BestTrial.front(study, trials);
  }

  /**
   * As {@link #best}.
   *
   * @throws AfinaException if there is none
   */
  List<BestTrial> requireBest() {
    List<BestTrial> best = best();
    if (best.isEmpty()) {
      throw new AfinaException(
          "study \"%s\" has no complete and feasible trial yet (%s); run more trials"
              .formatted(study.name(), counts()));
    }
    return best;
  }

  /** Such as {@code 20 trials: 12 complete, 8 pruned}. */
  String counts() {
    Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    trials.stream()
        .filter(trial -> !trial.isPaused())
        .forEach(trial -> counts.merge(trial.state(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((state, count) -> parts.add(count + " " + word(state)));
    long paused = trials.stream().filter(FrozenTrial::isPaused).count();
    if (paused > 0) {
      parts.add(paused + " paused");
    }
    long lost = trials.stream().filter(FrozenTrial::isLost).count();
    long discarded = trials.stream().filter(FrozenTrial::isDiscarded).count();
    String total = trials.size() == 1 ? "1 trial" : trials.size() + " trials";
    return total
        + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
        + (lost == 0 ? "" : " (%d of them lost with their worker)".formatted(lost))
        + (discarded == 0 ? "" : " (%d of them discarded)".formatted(discarded));
  }

  private static String word(TrialState state) {
    return state == TrialState.FAIL ? "failed" : state.name().toLowerCase(Locale.ROOT);
  }

  /** When a trial last began or ended. */
  Optional<Instant> lastActivity() {
    return trials.stream()
        .flatMap(trial -> Stream.of(trial.start(), trial.complete()))
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder());
  }
}
