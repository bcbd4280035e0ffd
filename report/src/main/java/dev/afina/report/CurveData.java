package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.trial.FrozenTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The learning curves of a report.
 *
 * <p>A page stays quick with {@value #MOST_CURVES} curves and {@value #MOST_POINTS} points in all.
 * Beyond, curves evenly spread over the trials stand for the rest, with those of the best trials
 * always among them, and long ones lose points. Values have six significant digits.
 */
final class CurveData {

  static final int MOST_CURVES = 300;
  static final int MOST_POINTS = 40_000;
  static final int FEWEST_POINTS_A_CURVE = 60;

  private static final int DIGITS = 6;

  private CurveData() {}

  /**
   * How many curves there are, whether points were left out, and the curves shown, each with the
   * row of its trial, its steps and its values.
   *
   * @param best rows of the best trials
   */
  static ObjectNode of(List<FrozenTrial> trials, Set<Integer> best) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < trials.size(); row++) {
      if (!trials.get(row).intermediateValues().isEmpty()) {
        rows.add(row);
      }
    }
    TreeSet<Integer> shown = new TreeSet<>();
    Thinning.even(rows.size(), MOST_CURVES).forEach(position -> shown.add(rows.get(position)));
    rows.stream().filter(best::contains).limit(MOST_CURVES).forEach(shown::add);
    int limit = Math.max(FEWEST_POINTS_A_CURVE, MOST_POINTS / Math.max(1, shown.size()));

    ObjectNode data = Json.object().put("total", rows.size());
    ArrayNode curves = data.putArray("curves");
    boolean thinned = false;
    for (int row : shown) {
      thinned |= trials.get(row).intermediateValues().size() > limit;
      curves.add(curve(row, trials.get(row), limit));
    }
    return data.put("thinned", thinned);
  }

  private static ObjectNode curve(int row, FrozenTrial trial, int limit) {
    List<Integer> steps = List.copyOf(trial.intermediateValues().keySet());
    double[] values =
        trial.intermediateValues().values().stream().mapToDouble(Double::doubleValue).toArray();
    ObjectNode curve = Json.object().put("trial", row);
    ArrayNode keptSteps = curve.putArray("steps");
    ArrayNode keptValues = curve.putArray("values");
    for (int position : Thinning.curve(values, limit)) {
      keptSteps.add(steps.get(position));
      keptValues.add(Json.compact(Numbers.rounded(values[position], DIGITS)));
    }
    return curve;
  }
}
