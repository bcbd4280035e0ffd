package dev.afina.benchmarks.suite.problem;

import java.util.List;

/**
 * What an evaluation gave.
 *
 * @param value observed, to be minimised; NaN if the evaluation failed
 * @param noiseFree the same without the noise, which no sampler sees
 * @param constraints violations; feasible if all are at most 0
 */
public record Outcome(double value, double noiseFree, List<Double> constraints) {

  /** Copies the constraints. */
  public Outcome {
    constraints = List.copyOf(constraints);
  }

  /** A value without noise or constraints. */
  public static Outcome of(double value) {
    return new Outcome(value, value, List.of());
  }

  /** An evaluation that threw. */
  public static Outcome failure() {
    return of(Double.NaN);
  }

  /** Whether there is no value. */
  public boolean isFailed() {
    return Double.isNaN(value);
  }

  /** Whether no constraint is violated. */
  public boolean isFeasible() {
    return constraints.stream().allMatch(violation -> violation <= 0);
  }
}
