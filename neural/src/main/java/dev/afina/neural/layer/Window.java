package dev.afina.neural.layer;

/**
 * How a layer moves over a sample's height and width.
 *
 * @param size of what it sees at once
 * @param strides how far it moves
 * @param dilation distance of neighbouring pixels that it sees; 1 × 1 for no gaps
 * @param padding around the sample
 */
public record Window(Extent size, Extent strides, Extent dilation, Padding padding) {

  private static final Extent ONE = Extent.of(1);

  /** Checks that strides and gaps do not meet, which Keras does not define either. */
  public Window {
    if (!strides.equals(ONE) && !dilation.equals(ONE)) {
      throw new IllegalArgumentException(
          "strides %s and dilation %s exclude each other, expected one of them to be 1 × 1"
              .formatted(strides, dilation));
    }
  }

  /** A window that moves pixel by pixel and stays inside. */
  static Window of(Extent size) {
    return new Window(size, ONE, ONE, Padding.VALID);
  }

  /** A window that moves by its own size and stays inside. */
  static Window tiles(Extent size) {
    return new Window(size, size, ONE, Padding.VALID);
  }

  Window strides(Extent changed) {
    return new Window(size, changed, dilation, padding);
  }

  Window dilation(Extent changed) {
    return new Window(size, strides, changed, padding);
  }

  Window padding(Padding changed) {
    return new Window(size, strides, dilation, changed);
  }

  /**
   * How many places the window has on an image.
   *
   * @param layer for the message
   */
  Extent outputs(int height, int width, String layer) {
    int rows = outputs(height, size.height(), strides.height(), dilation.height());
    int columns = outputs(width, size.width(), strides.width(), dilation.width());
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "%s has a window of %s, larger than the %s that it is given; take a smaller one, or padding SAME"
              .formatted(layer, size, new Extent(height, width)));
    }
    return new Extent(rows, columns);
  }

  private int outputs(int length, int seen, int stride, int gap) {
    return padding == Padding.SAME
        ? (length + stride - 1) / stride
        : Math.floorDiv(length - reach(seen, gap), stride) + 1;
  }

  private static int reach(int seen, int gap) {
    return (seen - 1) * gap + 1;
  }

  /** What is put around an image: left, right, top, bottom. */
  public long[] pads(int height, int width) {
    long[] pads = new long[4];
    if (padding == Padding.SAME) {
      int across = missing(width, size.width(), strides.width(), dilation.width());
      int down = missing(height, size.height(), strides.height(), dilation.height());
      pads[0] = across / 2;
      pads[1] = across - pads[0];
      pads[2] = down / 2;
      pads[3] = down - pads[2];
    }
    return pads;
  }

  private int missing(int length, int seen, int stride, int gap) {
    return Math.max(
        0, (outputs(length, seen, stride, gap) - 1) * stride + reach(seen, gap) - length);
  }
}
