package dev.afina.neural.layer;

import java.util.List;
import java.util.Locale;

/**
 * Changes images {@code (height, width, channels)} at random while training, each by itself, and
 * does nothing otherwise. What a turn or a shift uncovers mirrors the image at its border, and
 * pixels between pixels are interpolated, as in Keras.
 *
 * @param kind what is changed
 * @param amount how much at most, at least 0: the share of a full turn for {@link Kind#ROTATION},
 *     of height and width for {@link Kind#TRANSLATION}, of a pixel's distance to its channel's mean
 *     for {@link Kind#CONTRAST}, below 1; a flip's probability
 */
public record Augmentation(Kind kind, double amount) implements Layer {

  static final String TYPE = "augmentation";

  /** What is changed. */
  public enum Kind {
    /** Left and right change places. */
    HORIZONTAL_FLIP,
    /** Top and bottom change places. */
    VERTICAL_FLIP,
    /** Turned about the centre, by either sign. */
    ROTATION,
    /** Shifted up or down and left or right. */
    TRANSLATION,
    /** Nearer to or farther from each channel's mean. */
    CONTRAST
  }

  /** Checks the amount. */
  public Augmentation {
    boolean flips = kind == Kind.HORIZONTAL_FLIP || kind == Kind.VERTICAL_FLIP;
    if (!(amount >= 0 && (flips ? amount <= 1 : amount < 1))) {
      throw new IllegalArgumentException(
          "random %s has amount %s, expected a number in [0, 1%s"
              .formatted(kind.name().toLowerCase(Locale.ROOT), amount, flips ? "]" : ")"));
    }
  }

  /** Such as {@code random_rotation}. */
  @Override
  public String type() {
    return "random_" + kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape outputShape(Shape input) {
    Images.check(input, type());
    return input;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
