package dev.afina.neural.tune;

import dev.afina.core.sampler.BruteForceSampler;

/**
 * Tries every configuration once, in KerasTuner's order: each parameter begins with its default,
 * the last one asked for changes fastest, and what depends on a choice is gone through before the
 * next choice. Of a range without a step there are {@value #POINTS} values, in the middles of equal
 * parts of it on its scale, and the default if there is one.
 */
public final class GridSearch {

  /** Values of a range without a step, as in KerasTuner. */
  public static final int POINTS = 10;

  private GridSearch() {}

  /** A tuner of a hypermodel, which ends when everything was tried. */
  public static TunerBuilder of(HyperModel hyperModel) {
    TunerBuilder builder = Tuner.of(hyperModel);
    builder.sampler =
        exploration ->
            new BruteForceSampler().ofRanges(POINTS).startingWith(exploration.defaults());
    builder.enqueuesDefaults = false;
    return builder;
  }
}
