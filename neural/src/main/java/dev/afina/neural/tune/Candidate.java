package dev.afina.neural.tune;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.data.Dataset;
import dev.afina.neural.Model;
import java.time.Duration;
import java.util.Arrays;

/**
 * One of the best trials with what it can be chosen by.
 *
 * @param trial of the search
 * @param loss its value of the first objective, with the sign turned where more is better
 * @param weights number of trained weights
 * @param latency median time of a prediction for one sample
 * @param spread standard deviation over the executions; 0 of a single one
 * @param executions how many there were
 */
public record Candidate(
    FrozenTrial trial, double loss, long weights, Duration latency, double spread, int executions) {

  private static final int WARM_UPS = 3;
  private static final int REPEATS = 15;

  /** The median time that a network takes for one sample, single samples measured. */
  static Duration latency(Model model, Dataset rows) {
    float[] sample = rows.first(1).features();
    long[] nanos = new long[REPEATS];
    for (int i = -WARM_UPS; i < REPEATS; i++) {
      long begin = System.nanoTime();
      model.predict(sample);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[REPEATS / 2]);
  }
}
