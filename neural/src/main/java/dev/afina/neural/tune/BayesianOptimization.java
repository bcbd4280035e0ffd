package dev.afina.neural.tune;

import dev.afina.algorithms.gp.GaussianProcessSampler;

/**
 * Tunes by a Gaussian process: 10 trials by default, as in KerasTuner, each trained to its end. No
 * configuration of a finite space is tried twice while another one is left.
 */
public final class BayesianOptimization {

  /** KerasTuner's default. */
  public static final int DEFAULT_TRIALS = 10;

  private BayesianOptimization() {}

  /** A tuner of a hypermodel. */
  public static TunerBuilder of(HyperModel hyperModel) {
    return of(hyperModel, GaussianProcessSampler.create());
  }

  /** A tuner with a process of one's own, such as one that begins with more trials at random. */
  public static TunerBuilder of(HyperModel hyperModel, GaussianProcessSampler process) {
    return Tuner.of(hyperModel).sampler(process).maxTrials(DEFAULT_TRIALS);
  }
}
