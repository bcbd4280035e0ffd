package dev.afina.algorithms.halving;

import java.util.ArrayList;
import java.util.List;

/**
 * Trials that compete with each other: all are trained up to the first rung, the best of them up to
 * the next.
 *
 * @param rungs by ascending step; none is larger than the one before
 */
public record Bracket(List<Rung> rungs) {

  /** Refuses rungs that grow, or that do not ascend. */
  public Bracket {
    rungs = List.copyOf(rungs);
    if (rungs.isEmpty()) {
      throw new IllegalArgumentException("a bracket has at least one rung");
    }
    for (int i = 1; i < rungs.size(); i++) {
      if (rungs.get(i).maxStep() <= rungs.get(i - 1).maxStep()
          || rungs.get(i).size() > rungs.get(i - 1).size()) {
        throw new IllegalArgumentException(
            "rung %s after %s must go further, with no more trials"
                .formatted(rungs.get(i), rungs.get(i - 1)));
      }
    }
  }

  /** Number of trials that are started. */
  public int trials() {
    return rungs.get(0).size();
  }

  /** Number of steps that are trained in all, none of them twice. */
  public long steps() {
    long steps = 0;
    int before = 0;
    for (Rung rung : rungs) {
      steps += (long) rung.size() * (rung.maxStep() - before);
      before = rung.maxStep();
    }
    return steps;
  }

  /**
   * This bracket with fewer trials: each rung has its share of them, at least one, and no more than
   * before.
   *
   * @param trials at least 1
   * @param factor how many times fewer trials a rung has than the one before
   */
  Bracket shrunk(int trials, int factor) {
    List<Rung> shrunk = new ArrayList<>();
    int share = trials;
    for (Rung rung : rungs) {
      shrunk.add(new Rung(Math.min(rung.size(), Math.max(1, share)), rung.maxStep()));
      share /= factor;
    }
    return new Bracket(shrunk);
  }
}
