package dev.afina.neural.layer;

/**
 * A height and a width in pixels.
 *
 * @param height at least 1
 * @param width at least 1
 */
public record Extent(int height, int width) {

  /** Checks the sizes. */
  public Extent {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "extent %d × %d must be at least 1 × 1".formatted(height, width));
    }
  }

  /** A square. */
  public static Extent of(int size) {
    return new Extent(size, size);
  }

  /** A row, for samples of one direction. */
  static Extent row(int length) {
    return new Extent(1, length);
  }

  /** Number of pixels. */
  int count() {
    return height * width;
  }

  /** Height and width, as PyTorch wants them. */
  public long[] toLongs() {
    return new long[] {height, width};
  }

  /** Such as {@code 3 × 3}. */
  @Override
  public String toString() {
    return height + " × " + width;
  }
}
