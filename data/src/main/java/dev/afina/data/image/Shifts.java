package dev.afina.data.image;

import dev.afina.data.Dataset;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Enlarges a training set by moved copies of its images: what an image shows does not depend on
 * where exactly it stands.
 *
 * <p>Simard, Steinkraus and Platt 2003, <a href="https://doi.org/10.1109/ICDAR.2003.1227801">Best
 * Practices for Convolutional Neural Networks Applied to Visual Document Analysis</a>, section 2,
 * with whole pixels.
 */
public final class Shifts {

  private Shifts() {}

  /**
   * The images, and behind them a copy of each, moved by a random number of pixels in both
   * directions; what moves in is 0, what moves out is lost.
   *
   * @param images {@code [n][rows][columns]}
   * @param most the most pixels in each direction, at least 0
   */
  public static Dataset withMovedCopies(Dataset images, int most, RandomGenerator random) {
    if (images.featureShape().length != 2 || most < 0) {
      throw new IllegalArgumentException(
          "samples of shape %s cannot be moved by %d, expected [rows, columns] and at least 0"
              .formatted(Arrays.toString(images.featureShape()), most));
    }
    int rows = images.featureShape()[0];
    int columns = images.featureShape()[1];
    int count = images.size();
    float[] features = Arrays.copyOf(images.features(), 2 * images.features().length);
    float[] targets = Arrays.copyOf(images.targets(), 2 * count);
    System.arraycopy(images.targets(), 0, targets, count, count);
    for (int i = 0; i < count; i++) {
      int down = random.nextInt(-most, most + 1);
      int right = random.nextInt(-most, most + 1);
      int from = Math.max(0, -right);
      int width = columns - Math.abs(right);
      for (int row = Math.max(0, -down); width > 0 && row < rows - Math.max(0, down); row++) {
        System.arraycopy(
            images.features(),
            (i * rows + row) * columns + from,
            features,
            ((count + i) * rows + row + down) * columns + from + right,
            width);
      }
    }
    return new Dataset(features, images.featureShape(), targets);
  }
}
