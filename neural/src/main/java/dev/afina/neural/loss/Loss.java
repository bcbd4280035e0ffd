package dev.afina.neural.loss;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Shape;
import java.util.Locale;

/**
 * What training makes small, averaged over the batch.
 *
 * <p>A network ends in linear outputs. The classification losses take them as logits, which is
 * exact where a softmax followed by a logarithm would overflow, and predictions are passed through
 * the matching {@link #link}: nothing else in a network needs to know about it.
 */
public enum Loss {
  /** −log softmax(z)ₜ for logits z, one per class, and the class index t. */
  SPARSE_CATEGORICAL_CROSSENTROPY(Link.SOFTMAX),
  /** −t·log σ(z) − (1 − t)·log(1 − σ(z)) for one logit z and t in {0, 1}. */
  BINARY_CROSSENTROPY(Link.SIGMOID),
  /** (z − t)². */
  MEAN_SQUARED_ERROR(Link.IDENTITY),
  /** |z − t|. */
  MEAN_ABSOLUTE_ERROR(Link.IDENTITY),
  /** (z − t)² / 2 where |z − t| ≤ 1, |z − t| − 1/2 beyond; Huber 1964 with δ = 1. */
  HUBER(Link.IDENTITY);

  /** What turns outputs into predictions. */
  public enum Link {
    /** Predictions are the outputs. */
    IDENTITY,
    /** Predictions are probabilities of class 1. */
    SIGMOID,
    /** Predictions are probabilities of all classes. */
    SOFTMAX
  }

  private final Link link;

  Loss(Link link) {
    this.link = link;
  }

  /** What turns outputs into predictions. */
  public Link link() {
    return link;
  }

  /** Whether targets are classes. */
  public boolean classification() {
    return link != Link.IDENTITY;
  }

  /**
   * Checks that a network's end fits.
   *
   * @param output shape behind the last layer
   * @param last the activation at the end
   */
  public void checkOutput(Shape output, Activation last) {
    if (link == Link.SOFTMAX ? output.rank() != 1 || output.last() < 2 : output.count() != 1) {
      throw new IllegalArgumentException(
          "%s expects %s, but the network ends in %s; change the last dense layer"
              .formatted(
                  this,
                  link == Link.SOFTMAX
                      ? "one row with an output for each of at least 2 classes"
                      : "a single output",
                  output));
    }
    if (classification()
        && (last.kind() == Activation.Kind.SOFTMAX || last.kind() == Activation.Kind.SIGMOID)) {
      throw new IllegalArgumentException(
          "%s expects linear outputs, but the network ends in %s; leave it out, predict applies it"
              .formatted(this, last));
    }
  }

  /**
   * Checks the targets of a data set.
   *
   * @param targets one a row
   * @param width number of outputs of the network
   * @param part what the data are, for the message: {@code training}
   */
  public void checkTargets(float[] targets, int width, String part) {
    int classes = link == Link.SIGMOID ? 2 : width;
    for (int row = 0; row < targets.length; row++) {
      float target = targets[row];
      if (!Float.isFinite(target)) {
        throw new IllegalArgumentException(
            "%s data have target %s in row %d, expected a finite number"
                .formatted(part, target, row));
      }
      if (classification() && !(target >= 0 && target < classes && target == (int) target)) {
        throw new IllegalArgumentException(
            "%s data have label %s in row %d, expected a whole number from 0 to %d"
                .formatted(part, target, row, classes - 1));
      }
    }
  }

  /** The name in lower case, as in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
