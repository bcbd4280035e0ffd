package dev.afina.neural.layer;

/** Shapes of what moves over images and sequences. */
final class Images {

  private Images() {}

  /** The shape behind a window that moves over an image. */
  static Shape moved(Window window, Shape input, int channels, String layer) {
    int[] sizes = check(input, layer);
    Extent places = window.outputs(sizes[0], sizes[1], layer);
    return Shape.of(places.height(), places.width(), channels);
  }

  /** The shape behind a window that moves along a sequence. */
  static Shape slid(Window window, Shape input, int channels, String layer) {
    int[] sizes = checkSequence(input, layer);
    return Shape.of(window.outputs(1, sizes[0], layer).width(), channels);
  }

  /**
   * The sizes of an image.
   *
   * @throws IllegalArgumentException if it is none
   */
  static int[] check(Shape input, String layer) {
    if (input.rank() != 3) {
      String how =
          input.rank() == 2
              ? "; put reshape(%d, %d, 1) before it"
                  .formatted(input.toArray()[0], input.toArray()[1])
              : "";
      throw new IllegalArgumentException(
          "%s takes images (height, width, channels), given %s%s".formatted(layer, input, how));
    }
    return input.toArray();
  }

  /**
   * The sizes of a sequence.
   *
   * @throws IllegalArgumentException if it is none
   */
  static int[] checkSequence(Shape input, String layer) {
    if (input.rank() != 2) {
      String how =
          input.rank() == 1 ? "; put reshape(%d, 1) before it".formatted(input.last()) : "";
      throw new IllegalArgumentException(
          "%s takes sequences (length, channels), given %s%s".formatted(layer, input, how));
    }
    return input.toArray();
  }
}
