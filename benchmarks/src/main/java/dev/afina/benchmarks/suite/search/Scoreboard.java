package dev.afina.benchmarks.suite.search;

import dev.afina.benchmarks.suite.cell.Curve;
import dev.afina.benchmarks.suite.problem.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the score of the trial with the best observed value: that trial's value without noise.
 * Failed and infeasible trials do not count.
 */
final class Scoreboard {

  private final List<Curve.Step> steps = new ArrayList<>();
  private double best = Double.POSITIVE_INFINITY;

  /** Takes the outcome of a trial that ended when so much was spent. */
  void add(double spent, Outcome outcome) {
    if (!outcome.isFailed() && outcome.isFeasible() && outcome.value() < best) {
      best = outcome.value();
      steps.add(new Curve.Step(spent, outcome.noiseFree()));
    }
  }

  Curve curve() {
    return new Curve(steps);
  }
}
