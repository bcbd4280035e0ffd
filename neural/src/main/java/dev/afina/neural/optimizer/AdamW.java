package dev.afina.neural.optimizer;

/** {@link Adam} with a decoupled weight decay, under the name that PyTorch and Keras give it. */
public final class AdamW {

  /** Default of the decay, PyTorch's; Keras's is 0.004. */
  public static final double DEFAULT_WEIGHT_DECAY = 0.01;

  private AdamW() {}

  /** AdamW with the default decay; {@link Adam#weightDecay} takes another. */
  public static Adam withLearningRate(double learningRate) {
    return Adam.withLearningRate(learningRate).weightDecay(DEFAULT_WEIGHT_DECAY);
  }
}
