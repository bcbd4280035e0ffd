package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Shape;

/** Checks of data before PyTorch sees them. */
final class DataChecks {

  private DataChecks() {}

  /**
   * Checks shape, size, features and targets.
   *
   * @param part what the data are, for messages
   */
  static void check(Dataset data, Blueprint blueprint, String part) {
    check(data, 0, blueprint, part);
  }

  /**
   * Checks shape, size, features and targets.
   *
   * @param first number of the first row, for messages
   */
  static void check(Dataset data, long first, Blueprint blueprint, String part) {
    checkShape(data.featureShape(), blueprint, part);
    if (data.size() == 0) {
      throw new IllegalArgumentException(
          "the %s data are empty, expected at least one row".formatted(part));
    }
    checkFeatures(data.features(), first, blueprint.architecture().inputShape(), part);
    blueprint
        .loss()
        .checkTargets(
            data.targets(),
            data.targetWidth(),
            first,
            blueprint.architecture().outputShape().count(),
            part);
  }

  /**
   * Checked rows of streamed data.
   *
   * @param rows how many
   */
  static Dataset read(StreamedData data, long first, int rows, Blueprint blueprint, String part) {
    Dataset read = data.read(first, rows);
    if (read == null) {
      throw new IllegalArgumentException(
          "the streamed %s data gave null from row %d on, expected %d rows"
              .formatted(part, first, rows));
    }
    if (read.size() != rows) {
      throw new IllegalArgumentException(
          "the streamed %s data gave %d rows from row %d on, expected %d"
              .formatted(part, read.size(), first, rows));
    }
    check(read, first, blueprint, part);
    return read;
  }

  /** Checks what can be known of streamed data without reading them. */
  static void checkStream(StreamedData data, Blueprint blueprint, String part) {
    checkShape(data.featureShape(), blueprint, part);
    if (data.size() < 1) {
      throw new IllegalArgumentException(
          "the %s data are empty, expected at least one row".formatted(part));
    }
  }

  static void checkShape(int[] shape, Blueprint blueprint, String part) {
    Shape expected = blueprint.architecture().inputShape();
    Shape given = Shape.of(shape);
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "%s data have samples of shape %s, the network expects %s"
              .formatted(part, given, expected));
    }
  }

  static void checkFeatures(float[] features, long first, Shape shape, String part) {
    int columns = shape.count();
    if (features.length % columns != 0) {
      throw new IllegalArgumentException(
          "%s data have %d values, expected a multiple of the %d of one sample"
              .formatted(part, features.length, columns));
    }
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        throw new IllegalArgumentException(
            "%s data have %s in row %d, column %d, expected a finite number"
                .formatted(part, features[i], first + i / columns, i % columns));
      }
    }
  }
}
