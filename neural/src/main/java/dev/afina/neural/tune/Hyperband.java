package dev.afina.neural.tune;

/**
 * Tunes by Hyperband with KerasTuner's plan and defaults: many networks trained for few epochs, the
 * best of them further, a third of them at each step. A network that goes on is continued where it
 * was set aside, to the same bits; nothing is trained twice.
 */
public final class Hyperband {

  /** KerasTuner's default. */
  public static final int DEFAULT_EPOCHS = 100;

  private Hyperband() {}

  /** A tuner of a hypermodel, at most {@value #DEFAULT_EPOCHS} epochs a network. */
  public static TunerBuilder of(HyperModel hyperModel) {
    return of(hyperModel, DEFAULT_EPOCHS);
  }

  /**
   * A tuner with a factor of 3, once.
   *
   * @param maxEpochs the most epochs that a network is trained for, in place of the fit's; at least
   *     1
   */
  public static TunerBuilder of(HyperModel hyperModel, int maxEpochs) {
    return of(
        hyperModel,
        dev.afina.algorithms.halving.Hyperband.maxSteps(maxEpochs).asKerasTuner(),
        maxEpochs);
  }

  /**
   * A tuner with a plan of one's own.
   *
   * @param plan whose most steps are as many as the epochs
   * @param maxEpochs the most epochs that a network is trained for, in place of the fit's
   */
  public static TunerBuilder of(
      HyperModel hyperModel, dev.afina.algorithms.halving.Hyperband plan, int maxEpochs) {
    TunerBuilder builder =
        Tuner.of(hyperModel).sampler(new dev.afina.core.sampler.RandomSampler()).pruner(plan);
    builder.epochs = maxEpochs;
    return builder;
  }
}
