package dev.afina.algorithms.halving;

import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether the two highest rungs agree on the order of the trials in the highest, but for
 * differences that are noise.
 *
 * <p>Bohdal et al. 2023, section 4.1 and, for ε, 4.2.
 */
final class SoftRanking {

  /** The percentile of the differences that are noise; the paper's N, section 4.2. */
  private static final double PERCENTILE = 0.9;

  private final TrialHistory history;
  private final List<Integer> steps;
  private final List<Integer> top;

  /**
   * Of some rungs.
   *
   * @param steps their last steps, at least two
   */
  SoftRanking(TrialHistory history, List<Integer> steps) {
    this.history = history;
    this.steps = steps;
    int last = steps.get(steps.size() - 1);
    top = Standings.ranked(history, Standings.members(history, 0, last), last);
  }

  /** Whether the order is the same; so it is of fewer than two trials. */
  boolean isStable() {
    int last = steps.get(steps.size() - 1);
    List<Integer> before = Standings.ranked(history, top, steps.get(steps.size() - 2));
    double epsilon = epsilon();
    for (int i = 0; i < before.size(); i++) {
      double there = Standings.value(history, before.get(i), last);
      double wanted = Standings.value(history, top.get(i), last);
      if (!(Math.abs(there - wanted) <= epsilon)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The difference that is noise: of the pairs of trials in the highest rung whose curves cross
   * twice, the differences at the last report that both have made.
   */
  double epsilon() {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < top.size(); i++) {
      for (int j = 0; j < i; j++) {
        double difference = differenceIfCrossed(top.get(i), top.get(j));
        if (!Double.isNaN(difference)) {
          differences.add(difference);
        }
      }
    }
    if (differences.isEmpty()) {
      return 0;
    }
    double[] sorted = differences.stream().mapToDouble(d -> d).sorted().toArray();
    double place = PERCENTILE * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  private double differenceIfCrossed(int a, int b) {
    int crossings = 0;
    double sign = 0;
    double last = Double.NaN;
    for (int report = 0; report < history.reports(a); report++) {
      double difference =
          history.reported(a, report) - history.reportedAt(b, history.step(a, report));
      if (Double.isNaN(difference)) {
        continue;
      }
      last = Math.abs(difference);
      double now = Math.signum(difference);
      if (now != 0) {
        crossings += sign != 0 && now != sign ? 1 : 0;
        sign = now;
      }
    }
    return crossings >= 2 ? last : Double.NaN;
  }

  @Override
  public String toString() {
    return "%s up to %s".formatted(top, Arrays.toString(steps.toArray()));
  }
}
