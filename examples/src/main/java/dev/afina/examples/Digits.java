package dev.afina.examples;

import dev.afina.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Handwritten digits of 8 × 8 pixels from 0 to 1, for the examples of networks.
 *
 * @param train three fifths of the images
 * @param validation a fifth
 * @param test the last fifth
 */
record Digits(Dataset train, Dataset validation, Dataset test) {

  static final int SIDE = 8;

  private static final int PIXELS = SIDE * SIDE;

  /** Reads rows of 64 pixels from 0 to 16 and the digit, below a header. */
  static Digits read(Path csv) {
    List<String> lines;
    try {
      lines = Files.readAllLines(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int size = lines.size() - 1;
    float[] pixels = new float[size * PIXELS];
    float[] digits = new float[size];
    for (int row = 0; row < size; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      for (int i = 0; i < PIXELS; i++) {
        pixels[row * PIXELS + i] = Float.parseFloat(cells[i]) / 16;
      }
      digits[row] = Float.parseFloat(cells[PIXELS]);
    }
    Dataset all = new Dataset(pixels, new int[] {SIDE, SIDE}, digits);
    return new Digits(
        rows(all, row -> row % 5 > 1),
        rows(all, row -> row % 5 == 1),
        rows(all, row -> row % 5 == 0));
  }

  /** The images of some digits only, whose classes count from 0 on. */
  Digits between(int least, int most) {
    return new Digits(
        between(train, least, most), between(validation, least, most), between(test, least, most));
  }

  private static Dataset between(Dataset data, int least, int most) {
    float[] digits = data.targets();
    Dataset chosen = rows(data, row -> digits[row] >= least && digits[row] <= most);
    float[] classes = chosen.targets().clone();
    for (int i = 0; i < classes.length; i++) {
      classes[i] -= least;
    }
    return new Dataset(chosen.features(), chosen.featureShape(), classes);
  }

  /** The first rows of some data. */
  static Dataset first(Dataset data, int rows) {
    return rows(data, row -> row < rows);
  }

  private static Dataset rows(Dataset data, IntPredicate which) {
    return data.select(IntStream.range(0, data.size()).filter(which).toArray());
  }
}
