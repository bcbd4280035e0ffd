package dev.afina.benchmarks.suite.problem;

import dev.afina.core.study.Objective;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPrunedException;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Something to be minimised.
 *
 * @param name such as {@code branin}
 * @param group its kind
 * @param space what is searched
 * @param optimum the smallest value without noise, if it is known
 * @param constraints how many there are
 * @param steps after how many epochs a trial has its value; 0 if it has no epochs
 * @param formula how it is evaluated
 */
public record Problem(
    String name,
    Group group,
    Space space,
    OptionalDouble optimum,
    int constraints,
    int steps,
    Formula formula) {

  /** Trials of a search. */
  public static final int TRIALS = 100;

  /** A problem whose optimum is known. */
  public static Problem of(
      String name, Group group, Space space, double optimum, ToDoubleFunction<Point> function) {
    return new Problem(name, group, space, OptionalDouble.of(optimum), 0, 0, Formula.of(function));
  }

  /** Evaluates a point; with epochs, after all of them. */
  public Outcome evaluate(Point point, long seed, int trial) {
    return evaluate(point, seed, trial, steps);
  }

  /** Evaluates a point after a step. */
  public Outcome evaluate(Point point, long seed, int trial, int step) {
    if (step < Math.min(1, steps) || step > steps) {
      throw new IllegalArgumentException(
          steps == 0
              ? "problem %s has no epochs, but epoch %d was asked for".formatted(name, step)
              : "epoch %d of problem %s was asked for, expected 1 to %d"
                  .formatted(step, name, steps));
    }
    return formula.evaluate(point, new Attempt(seed, trial, step));
  }

  /** The problem as an objective, define by run. */
  public Objective objective(long seed) {
    return trial -> {
      Point point = space.suggest(trial);
      for (int step = 1; step < steps; step++) {
        trial.report(evaluate(point, seed, trial.index(), step).value(), step);
        if (trial.shouldPrune()) {
          throw new TrialPrunedException();
        }
      }
      Outcome outcome = evaluate(point, seed, trial.index());
      state(outcome, trial);
      return outcome.value();
    };
  }

  /** States an outcome's constraints in a trial. */
  public static void state(Outcome outcome, Trial trial) {
    for (int i = 0; i < outcome.constraints().size(); i++) {
      trial.constrain("c" + i, outcome.constraints().get(i));
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
