package dev.afina.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The brackets of a study that a scheduler ran, and the trials at each of their rungs.
 *
 * <p>Of a bracket with more than {@value #MOST_TRIALS} trials some are drawn: of those that went on
 * and of the others evenly many, the best one always; the counts are of all. Values have six
 * significant digits.
 */
final class RungData {

  static final int MOST_TRIALS = 600;

  private static final int DIGITS = 6;

  /** The scheduler in whose legs the bracket is the number of the rung. */
  private static final String TIMED = "timed-halving";

  /** A trial that came to a rung, with its values from the lowest one up. */
  private record Climb(int row, FrozenTrial trial, List<Double> values) {

    boolean isAt(int rung) {
      return values.size() > rung;
    }
  }

  private final List<FrozenTrial> trials;
  private final int objective;
  private final Direction direction;

  private RungData(StudyRecord study, List<FrozenTrial> trials) {
    this.trials = trials;
    objective =
        study.systemAttributes().get(StudyBuilder.REPORTED) instanceof Number reported
                && reported.intValue() >= 0
                && reported.intValue() < study.directions().size()
            ? reported.intValue()
            : 0;
    direction = study.directions().get(objective);
  }

  /**
   * The objective that is compared, and the brackets, none where no trial has a leg. Each bracket
   * has its steps; for each of them how many trials came, how many of these went on, and the best
   * value; the row of the best trial, which is the best of those that came furthest; and the trials
   * that are drawn, with their values from the lowest rung up.
   */
  static ObjectNode of(StudyRecord study, List<FrozenTrial> trials) {
    RungData rungs = new RungData(study, trials);
    boolean isOne = TIMED.equals(study.systemAttributes().get("afina:pruner"));
    SortedMap<Integer, List<Integer>> members = new TreeMap<>();
    for (int row = 0; row < trials.size(); row++) {
      FrozenTrial trial = trials.get(row);
      if (trial.leg().isPresent() && !trial.isLost()) {
        int bracket = isOne ? 0 : trial.leg().get().bracket();
        members.computeIfAbsent(bracket, any -> new ArrayList<>()).add(row);
      }
    }
    ObjectNode data = Json.object().put("objective", rungs.objective);
    ArrayNode brackets = data.putArray("brackets");
    members.forEach((bracket, rows) -> brackets.add(rungs.bracket(bracket, rows)));
    return data;
  }

  private ObjectNode bracket(int number, List<Integer> rows) {
    List<Integer> steps = steps(rows);
    List<Climb> climbs = new ArrayList<>();
    for (int row : rows) {
      Climb climb = new Climb(row, trials.get(row), values(trials.get(row), steps));
      if (climb.isAt(0)) {
        climbs.add(climb);
      }
    }
    ObjectNode bracket = Json.object().put("bracket", number);
    ArrayNode ends = bracket.putArray("steps");
    steps.forEach(ends::add);
    ArrayNode came = bracket.putArray("came");
    ArrayNode went = bracket.putArray("went");
    ArrayNode best = bracket.putArray("best");
    Climb champion = null;
    for (int rung = 0; rung < steps.size(); rung++) {
      int at = rung;
      came.add((int) climbs.stream().filter(climb -> climb.isAt(at)).count());
      went.add((int) climbs.stream().filter(climb -> isBeyond(climb, steps, at)).count());
      Climb first = best(climbs, rung);
      if (first == null) {
        best.addNull();
      } else {
        best.add(rounded(first.values().get(rung)));
        champion = first;
      }
    }
    bracket.put("champion", champion == null ? null : champion.row());
    ArrayNode drawn = bracket.putArray("trials");
    for (Climb climb : drawn(climbs, champion)) {
      ArrayNode values = drawn.addObject().put("trial", climb.row()).putArray("values");
      climb.values().forEach(value -> values.add(rounded(value)));
    }
    return bracket;
  }

  private static JsonNode rounded(double value) {
    return Json.compact(Numbers.rounded(value, DIGITS));
  }

  /**
   * The steps of a bracket's rungs: those that trials were ordered to come to, and those at which
   * trials ended that cannot be set aside and were let go on beyond.
   */
  private List<Integer> steps(List<Integer> rows) {
    TreeSet<Integer> steps = new TreeSet<>();
    int top = 0;
    for (int row : rows) {
      FrozenTrial trial = trials.get(row);
      steps.add(ordered(trial));
      if (isLetGoOn(trial)) {
        int last = trial.intermediateValues().lastKey();
        switch (trial.state()) {
          case PRUNED -> steps.add(last);
          case COMPLETE -> top = Math.max(top, last);
          default -> {}
        }
      }
    }
    if (top > 0) {
      steps.add(top);
    }
    return List.copyOf(steps);
  }

  private static int ordered(FrozenTrial trial) {
    return trial.leg().map(Leg::maxStep).orElse(0);
  }

  /** Whether a trial went on behind the report with which it came to the end of its leg. */
  private static boolean isLetGoOn(FrozenTrial trial) {
    return trial.intermediateValues().tailMap(ordered(trial)).size() > 1;
  }

  /**
   * The values with which a trial came to the rungs, from the lowest: at each its first report
   * there or after, or, where it completed before, its value.
   */
  private List<Double> values(FrozenTrial trial, List<Integer> steps) {
    int furthest = isLetGoOn(trial) ? Integer.MAX_VALUE : ordered(trial);
    List<Double> values = new ArrayList<>();
    for (int step : steps) {
      SortedMap<Integer, Double> reports = trial.intermediateValues().tailMap(step);
      if (step > furthest || (reports.isEmpty() && trial.state() != TrialState.COMPLETE)) {
        break;
      }
      values.add(
          reports.isEmpty() ? trial.values().get(objective) : reports.get(reports.firstKey()));
    }
    return values;
  }

  /** Whether a trial came to a rung and was trained on from there, or is to be. */
  private static boolean isBeyond(Climb climb, List<Integer> steps, int rung) {
    FrozenTrial trial = climb.trial();
    boolean isReported =
        isLetGoOn(trial)
            && rung < steps.size() - 1
            && trial.intermediateValues().tailMap(steps.get(rung)).size() > 1;
    return climb.isAt(rung) && (isReported || ordered(trial) > steps.get(rung));
  }

  /** The best at a rung, the earliest of equals; null if no value there is a number. */
  private @Nullable Climb best(List<Climb> climbs, int rung) {
    Climb best = null;
    for (Climb climb : climbs) {
      if (climb.isAt(rung)
          && !climb.values().get(rung).isNaN()
          && (best == null
              || direction.isBetter(climb.values().get(rung), best.values().get(rung)))) {
        best = climb;
      }
    }
    return best;
  }

  private static List<Climb> drawn(List<Climb> climbs, @Nullable Climb champion) {
    List<Climb> higher = climbs.stream().filter(climb -> climb.isAt(1)).toList();
    List<Climb> lowest = climbs.stream().filter(climb -> !climb.isAt(1)).toList();
    Set<Integer> rows = new TreeSet<>();
    int half = Math.max(MOST_TRIALS / 2, MOST_TRIALS - lowest.size());
    Thinning.even(higher.size(), half).forEach(at -> rows.add(higher.get(at).row()));
    Thinning.even(lowest.size(), MOST_TRIALS - rows.size())
        .forEach(at -> rows.add(lowest.get(at).row()));
    if (champion != null) {
      rows.add(champion.row());
    }
    return climbs.stream().filter(climb -> rows.contains(climb.row())).toList();
  }
}
