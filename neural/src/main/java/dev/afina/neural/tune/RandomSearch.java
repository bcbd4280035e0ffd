package dev.afina.neural.tune;

import dev.afina.core.sampler.RandomSampler;

/** Tunes at random, with KerasTuner's defaults: 10 trials, each trained to its end. */
public final class RandomSearch {

  /** KerasTuner's default. */
  public static final int DEFAULT_TRIALS = 10;

  private RandomSearch() {}

  /** A tuner of a hypermodel. */
  public static TunerBuilder of(HyperModel hyperModel) {
    return Tuner.of(hyperModel).sampler(new RandomSampler()).maxTrials(DEFAULT_TRIALS);
  }
}
