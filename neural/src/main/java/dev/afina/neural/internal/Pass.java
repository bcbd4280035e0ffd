package dev.afina.neural.internal;

import dev.afina.neural.weights.Seeds;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a forward pass is for; for training, with the generators of one epoch. */
final class Pass {

  private final boolean training;
  private final long seed;
  private final int epoch;
  private final Map<Integer, RandomGenerator> generators = new HashMap<>();

  private Pass(boolean training, long seed, int epoch) {
    this.training = training;
    this.seed = seed;
    this.epoch = epoch;
  }

  static Pass inference() {
    return new Pass(false, 0, 0);
  }

  static Pass training(long seed, int epoch) {
    return new Pass(true, seed, epoch);
  }

  boolean training() {
    return training;
  }

  /** The epoch's generator of masks for one layer. */
  RandomGenerator masks(int layer) {
    return generators.computeIfAbsent(
        layer, index -> Seeds.generator(seed, Seeds.Purpose.DROPOUT, epoch, index));
  }
}
