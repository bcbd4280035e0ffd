package dev.afina.neural.layer;

/** The layers by short names, for a static import. */
public final class Layers {

  private Layers() {}

  /** A fully connected layer, linear unless {@link Dense#activation(Activation)} changes it. */
  public static Dense dense(int units) {
    return new Dense(units, Activation.LINEAR, true, null, Initializer.ZEROS);
  }

  /** Lays samples out as rows. */
  public static Flatten flatten() {
    return new Flatten();
  }

  /**
   * Drops values while training.
   *
   * @param rate share that is dropped, in [0, 1)
   */
  public static Dropout dropout(double rate) {
    return new Dropout(rate);
  }

  /** Normalises every feature over the batch. */
  public static BatchNormalization batchNormalization() {
    return new BatchNormalization(
        BatchNormalization.DEFAULT_MOMENTUM, BatchNormalization.DEFAULT_EPSILON);
  }

  /** An activation as a layer of its own. */
  public static ActivationLayer activation(Activation activation) {
    return new ActivationLayer(activation);
  }
}
