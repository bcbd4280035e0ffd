package dev.afina.neural.layer;

import java.util.List;
import java.util.Locale;

/**
 * The greatest or the mean value of each channel over a whole image or sequence: {@code (height,
 * width, channels)} or {@code (length, channels)} becomes {@code (channels)}.
 *
 * @param kind what is taken
 */
public record GlobalPooling(Pooling.Kind kind) implements Layer {

  static final String TYPE = "global_pooling";

  /** Such as {@code global_max_pooling}. */
  @Override
  public String type() {
    return "global_%s_pooling".formatted(kind.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 2 && input.rank() != 3) {
      throw new IllegalArgumentException(
          "%s takes images (height, width, channels) or sequences (length, channels), given %s"
              .formatted(type(), input));
    }
    return Shape.of(input.last());
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
