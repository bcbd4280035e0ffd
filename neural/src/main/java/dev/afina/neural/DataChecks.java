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
    checkShape(data, blueprint, part);
    if (data.size() == 0) {
      throw new IllegalArgumentException(
          "the %s data are empty, expected at least one row".formatted(part));
    }
    checkFeatures(data.features(), blueprint.architecture().inputShape(), part);
    blueprint
        .loss()
        .checkTargets(
            data.targets(),
            data.targetWidth(),
            blueprint.architecture().outputShape().count(),
            part);
  }

  static void checkShape(Dataset data, Blueprint blueprint, String part) {
    Shape expected = blueprint.architecture().inputShape();
    Shape given = Shape.of(data.featureShape());
    if (!given.equals(expected)) {
      throw new IllegalArgumentException(
          "%s data have samples of shape %s, the network expects %s"
              .formatted(part, given, expected));
    }
  }

  static void checkFeatures(float[] features, Shape shape, String part) {
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
                .formatted(part, features[i], i / columns, i % columns));
      }
    }
  }
}
