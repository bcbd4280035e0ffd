package dev.afina.neural.layer;

import dev.afina.data.Dataset;

/** The layers by short names, for a static import. */
public final class Layers {

  private Layers() {}

  /** A fully connected layer, linear unless {@link Dense#activation(Activation)} changes it. */
  public static Dense dense(int units) {
    return new Dense(units, Activation.LINEAR, true, null, Initializer.ZEROS);
  }

  /** A convolution over images with a square kernel of so many pixels a side. */
  public static Conv2D conv2d(int filters, int kernel) {
    return new Conv2D(
        filters, Window.of(Extent.of(kernel)), Activation.LINEAR, true, null, Initializer.ZEROS);
  }

  /** A convolution along sequences. */
  public static Conv1D conv1d(int filters, int kernel) {
    return new Conv1D(
        filters, Window.of(Extent.row(kernel)), Activation.LINEAR, true, null, Initializer.ZEROS);
  }

  /** A convolution of each channel by itself. */
  public static DepthwiseConv2D depthwiseConv2d(int kernel) {
    return new DepthwiseConv2D(1, Window.of(Extent.of(kernel)), Activation.LINEAR, true, null);
  }

  /** A convolution of each channel by itself, and then of all channels pixel by pixel. */
  public static SeparableConv2D separableConv2d(int filters, int kernel) {
    return new SeparableConv2D(
        filters, Window.of(Extent.of(kernel)), Activation.LINEAR, true, null);
  }

  /** The greatest values in squares of an image. */
  public static Pooling maxPooling2d(int size) {
    return new Pooling(Pooling.Kind.MAX, false, Window.tiles(Extent.of(size)));
  }

  /** The mean values in squares of an image. */
  public static Pooling averagePooling2d(int size) {
    return new Pooling(Pooling.Kind.AVERAGE, false, Window.tiles(Extent.of(size)));
  }

  /** The greatest values in pieces of a sequence. */
  public static Pooling maxPooling1d(int size) {
    return new Pooling(Pooling.Kind.MAX, true, Window.tiles(Extent.row(size)));
  }

  /** The mean values in pieces of a sequence. */
  public static Pooling averagePooling1d(int size) {
    return new Pooling(Pooling.Kind.AVERAGE, true, Window.tiles(Extent.row(size)));
  }

  /** The greatest value of each channel of an image or a sequence. */
  public static GlobalPooling globalMaxPooling() {
    return new GlobalPooling(Pooling.Kind.MAX);
  }

  /** The mean value of each channel of an image or a sequence. */
  public static GlobalPooling globalAveragePooling() {
    return new GlobalPooling(Pooling.Kind.AVERAGE);
  }

  /** The same values in another shape, without the batch. */
  public static Reshape reshape(int... shape) {
    return new Reshape(Shape.of(shape));
  }

  /** scale · x + offset. */
  public static Rescaling rescaling(double scale, double offset) {
    return new Rescaling(scale, offset);
  }

  /** A part of the last axis, such as some columns: those from a place on to before another. */
  public static Slice slice(int from, int to) {
    return new Slice(from, to);
  }

  /** Every feature less its mean, divided by its deviation, both taken from data. */
  public static Normalization normalization(Dataset data) {
    return Normalization.adapt(data);
  }

  /** A trained vector for each of so many tokens. */
  public static Embedding embedding(int tokens, int width) {
    return new Embedding(tokens, width);
  }

  /** Long short-term memory. */
  public static Recurrent lstm(int units) {
    return new Recurrent(Recurrent.Cell.LSTM, units, false);
  }

  /** A gated recurrent unit. */
  public static Recurrent gru(int units) {
    return new Recurrent(Recurrent.Cell.GRU, units, false);
  }

  /** Half of the images with left and right changed while training. */
  public static Augmentation randomHorizontalFlip() {
    return new Augmentation(Augmentation.Kind.HORIZONTAL_FLIP, 0.5);
  }

  /** Half of the images with top and bottom changed while training. */
  public static Augmentation randomVerticalFlip() {
    return new Augmentation(Augmentation.Kind.VERTICAL_FLIP, 0.5);
  }

  /**
   * Images turned while training.
   *
   * @param share of a full turn, at most, in [0, 1)
   */
  public static Augmentation randomRotation(double share) {
    return new Augmentation(Augmentation.Kind.ROTATION, share);
  }

  /**
   * Images shifted while training.
   *
   * @param share of height and of width, at most, in [0, 1)
   */
  public static Augmentation randomTranslation(double share) {
    return new Augmentation(Augmentation.Kind.TRANSLATION, share);
  }

  /**
   * Images with more or less contrast while training.
   *
   * @param share that is added or taken, at most, in [0, 1)
   */
  public static Augmentation randomContrast(double share) {
    return new Augmentation(Augmentation.Kind.CONTRAST, share);
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

  /** Normalises the last axis of each sample. */
  public static LayerNormalization layerNormalization() {
    return new LayerNormalization(BatchNormalization.DEFAULT_EPSILON);
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
