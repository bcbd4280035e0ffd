package dev.afina.neural.layer;

import java.util.List;
import java.util.Locale;

/**
 * The greatest or the mean value of each channel within a window that moves over an image {@code
 * (height, width, channels)} or along a sequence {@code (length, channels)}. What padding adds
 * never counts.
 *
 * @param kind what is taken
 * @param sequences whether samples are sequences
 * @param window how it moves; by default by its own size, so that windows do not overlap
 */
public record Pooling(Kind kind, boolean sequences, Window window) implements Layer {

  static final String TYPE = "pooling";

  /** What a window is summed up by. */
  public enum Kind {
    MAX,
    AVERAGE
  }

  /** Checks that there are no gaps. */
  public Pooling {
    if (!window.dilation().equals(Extent.of(1))) {
      throw new IllegalArgumentException(
          "pooling has dilation %s, expected 1 × 1".formatted(window.dilation()));
    }
  }

  private Extent extent(int size) {
    return sequences ? Extent.row(size) : Extent.of(size);
  }

  /** This layer moving by other strides. */
  public Pooling strides(int changed) {
    return new Pooling(kind, sequences, window.strides(extent(changed)));
  }

  /** This layer with another padding, {@link Padding#VALID} by default. */
  public Pooling padding(Padding changed) {
    return new Pooling(kind, sequences, window.padding(changed));
  }

  /** Such as {@code max_pooling2d}. */
  @Override
  public String type() {
    return "%s_pooling%s".formatted(kind.name().toLowerCase(Locale.ROOT), sequences ? "1d" : "2d");
  }

  @Override
  public Shape outputShape(Shape input) {
    return sequences
        ? Images.slid(window, input, input.last(), type())
        : Images.moved(window, input, input.last(), type());
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
