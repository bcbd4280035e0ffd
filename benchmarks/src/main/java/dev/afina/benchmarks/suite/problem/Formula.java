package dev.afina.benchmarks.suite.problem;

import java.util.function.ToDoubleFunction;

/** How a problem is evaluated. Thread-safe. */
@FunctionalInterface
public interface Formula {

  /** Evaluates a point. */
  Outcome evaluate(Point point, Attempt attempt);

  /** A function without noise, constraints or steps. */
  static Formula of(ToDoubleFunction<Point> function) {
    return (point, attempt) -> Outcome.of(function.applyAsDouble(point));
  }
}
