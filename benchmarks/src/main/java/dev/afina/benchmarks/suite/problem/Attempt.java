package dev.afina.benchmarks.suite.problem;

import dev.afina.core.trial.Seeds;
import java.util.random.RandomGenerator;

/**
 * Which evaluation it is: what noise derives from.
 *
 * @param seed of the whole search
 * @param trial counted from 0
 * @param step after how many epochs, from 1 to the problem's steps; 0 for a problem without
 */
public record Attempt(long seed, int trial, int step) {

  /** A generator of this trial's own, the same for every sampler. */
  public RandomGenerator random() {
    return Seeds.generator(seed, trial, "suite");
  }
}
