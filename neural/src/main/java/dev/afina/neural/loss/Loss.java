package dev.afina.neural.loss;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Shape;
import java.util.Arrays;
import java.util.Locale;

/**
 * What training makes small, averaged over the batch.
 *
 * <p>A network ends in linear outputs. The classification losses take them as logits, which is
 * exact where a softmax followed by a logarithm would overflow, and predictions are passed through
 * the matching {@link #link}: nothing else in a network needs to know about it.
 *
 * @param kind which function
 * @param parameter δ of {@link Kind#HUBER}, label smoothing of the cross-entropies; 0 and unused
 *     otherwise
 */
public record Loss(Kind kind, double parameter) {

  /** −log softmax(z)ₜ for logits z, one per class, and the class index t. */
  public static final Loss SPARSE_CATEGORICAL_CROSSENTROPY =
      new Loss(Kind.SPARSE_CATEGORICAL_CROSSENTROPY, 0);

  /**
   * −Σ tᵢ·log softmax(z)ᵢ for logits z and a probability tᵢ of every class; one-hot rows or others
   * that sum up to 1.
   */
  public static final Loss CATEGORICAL_CROSSENTROPY = new Loss(Kind.CATEGORICAL_CROSSENTROPY, 0);

  /** −t·log σ(z) − (1 − t)·log(1 − σ(z)) for one logit z and t in {0, 1}. */
  public static final Loss BINARY_CROSSENTROPY = new Loss(Kind.BINARY_CROSSENTROPY, 0);

  /** (z − t)², the mean over a row's outputs where there are several. */
  public static final Loss MEAN_SQUARED_ERROR = new Loss(Kind.MEAN_SQUARED_ERROR, 0);

  /** |z − t|, the mean over a row's outputs where there are several. */
  public static final Loss MEAN_ABSOLUTE_ERROR = new Loss(Kind.MEAN_ABSOLUTE_ERROR, 0);

  /** {@link #huber} with δ = 1, the default of PyTorch and Keras. */
  public static final Loss HUBER = huber(1);

  /** The functions. */
  public enum Kind {
    SPARSE_CATEGORICAL_CROSSENTROPY(Link.SOFTMAX),
    CATEGORICAL_CROSSENTROPY(Link.SOFTMAX),
    BINARY_CROSSENTROPY(Link.SIGMOID),
    MEAN_SQUARED_ERROR(Link.IDENTITY),
    MEAN_ABSOLUTE_ERROR(Link.IDENTITY),
    HUBER(Link.IDENTITY);

    private final Link link;

    Kind(Link link) {
      this.link = link;
    }

    private double defaultParameter() {
      return this == HUBER ? 1 : 0;
    }
  }

  /** What turns outputs into predictions. */
  public enum Link {
    /** Predictions are the outputs. */
    IDENTITY,
    /** Predictions are probabilities of class 1. */
    SIGMOID,
    /** Predictions are probabilities of all classes. */
    SOFTMAX
  }

  /** How far the targets of a row may miss the sum 1. */
  private static final double SUM_TOLERANCE = 1e-3;

  /** Checks the parameter. */
  public Loss {
    if (kind == Kind.HUBER && !(parameter > 0 && Double.isFinite(parameter))) {
      throw new IllegalArgumentException(
          "huber has delta %s, expected a finite number above 0".formatted(parameter));
    }
    if (kind.link != Link.IDENTITY && !(parameter >= 0 && parameter < 1)) {
      throw new IllegalArgumentException(
          "label smoothing is %s, expected a number in [0, 1)".formatted(parameter));
    }
    if (kind.link == Link.IDENTITY && kind != Kind.HUBER && parameter != 0) {
      throw new IllegalArgumentException(
          "%s has parameter %s, expected 0: it takes none".formatted(lower(kind), parameter));
    }
  }

  /**
   * e² / 2 for errors e = z − t up to δ, δ·(|e| − δ/2) beyond; Huber 1964.
   *
   * @param delta in the target's unit, above 0
   */
  public static Loss huber(double delta) {
    return new Loss(Kind.HUBER, delta);
  }

  /**
   * This cross-entropy with softened targets: (1 − share)·t + share / classes; Szegedy et al. 2016,
   * section 7.
   *
   * @param share in [0, 1), default 0
   * @throws IllegalArgumentException for a loss without classes
   */
  public Loss labelSmoothing(double share) {
    if (!classification()) {
      throw new IllegalArgumentException(
          "%s has no classes, expected a cross-entropy to smooth the labels of".formatted(this));
    }
    return new Loss(kind, share);
  }

  /** What turns outputs into predictions. */
  public Link link() {
    return kind.link;
  }

  /** Whether targets are classes. */
  public boolean classification() {
    return kind.link != Link.IDENTITY;
  }

  /** Number of classes told apart by so many outputs; 0 for a loss without classes. */
  public int classes(int outputs) {
    return switch (link()) {
      case IDENTITY -> 0;
      case SIGMOID -> 2;
      case SOFTMAX -> outputs;
    };
  }

  /**
   * Checks that a network's end fits.
   *
   * @param output shape behind the last layer
   * @param last the activation at the end
   */
  public void checkOutput(Shape output, Activation last) {
    boolean fits =
        switch (link()) {
          case IDENTITY -> true;
          case SIGMOID -> output.count() == 1;
          case SOFTMAX -> output.rank() == 1 && output.last() >= 2;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "%s expects %s, but the network ends in %s; change the last dense layer"
              .formatted(
                  this,
                  link() == Link.SOFTMAX
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
   * @param targets {@code targetWidth} a row
   * @param targetWidth number of targets a row
   * @param first number of the first row, for messages
   * @param outputs number of outputs of the network
   * @param part what the data are, for the message: {@code training}
   */
  public void checkTargets(float[] targets, int targetWidth, long first, int outputs, String part) {
    checkWidth(targetWidth, outputs, part);
    int classes = classes(outputs);
    boolean indices = classification() && kind != Kind.CATEGORICAL_CROSSENTROPY;
    for (int i = 0; i < targets.length; i++) {
      float target = targets[i];
      if (!Float.isFinite(target)) {
        throw new IllegalArgumentException(
            "%s data have target %s in row %d%s, expected a finite number"
                .formatted(
                    part,
                    target,
                    first + i / targetWidth,
                    targetWidth == 1 ? "" : ", column " + i % targetWidth));
      }
      if (indices && !(target >= 0 && target < classes && target == (int) target)) {
        throw new IllegalArgumentException(
            "%s data have label %s in row %d, expected a whole number from 0 to %d"
                .formatted(part, target, first + i, classes - 1));
      }
    }
    if (kind == Kind.CATEGORICAL_CROSSENTROPY) {
      checkProbabilities(targets, targetWidth, first, part);
    }
  }

  private void checkWidth(int targetWidth, int outputs, String part) {
    int expected = classification() && kind != Kind.CATEGORICAL_CROSSENTROPY ? 1 : outputs;
    if (targetWidth == expected) {
      return;
    }
    String advice =
        switch (kind) {
          case SPARSE_CATEGORICAL_CROSSENTROPY -> "; maybe take categorical_crossentropy";
          case CATEGORICAL_CROSSENTROPY ->
              targetWidth == 1 ? "; maybe take sparse_categorical_crossentropy" : "";
          default -> "";
        };
    throw new IllegalArgumentException(
        "%s data have %d targets a row, %s with %d outputs expects %d%s"
            .formatted(part, targetWidth, this, outputs, expected, advice));
  }

  private static void checkProbabilities(float[] targets, int width, long first, String part) {
    for (int start = 0; start < targets.length; start += width) {
      double sum = 0;
      for (int i = start; i < start + width; i++) {
        sum += targets[i] < 0 ? Double.NaN : targets[i];
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "%s data have targets %s in row %d, expected probabilities that sum up to 1"
                .formatted(
                    part,
                    Arrays.toString(Arrays.copyOfRange(targets, start, start + width)),
                    first + start / width));
      }
    }
  }

  /**
   * The loss of that name, as {@link #name} and {@link #toString} give it.
   *
   * @throws IllegalArgumentException for any other text
   */
  @JsonCreator
  public static Loss named(String name) {
    String text = name.toUpperCase(Locale.ROOT);
    int open = text.indexOf('(');
    try {
      Kind kind = Kind.valueOf(open < 0 ? text : text.substring(0, open));
      return open < 0
          ? new Loss(kind, kind.defaultParameter())
          : new Loss(kind, Double.parseDouble(text.substring(open + 1, text.length() - 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "there is no loss \"%s\", expected one of %s"
              .formatted(name, Arrays.stream(Kind.values()).map(Loss::lower).toList()),
          e);
    }
  }

  /** The name in upper case, as in files, with the parameter where it is not the default. */
  @JsonValue
  public String name() {
    return parameter == kind.defaultParameter()
        ? kind.name()
        : "%s(%s)".formatted(kind.name(), parameter);
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
