package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Measurement;

/** One question and how it is answered. */
@FunctionalInterface
interface Benchmark {

  /** Measures; progress goes to standard error. */
  Measurement run(Workplace workplace);
}
