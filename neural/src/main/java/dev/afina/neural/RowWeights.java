package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.loss.Loss;
import org.jspecify.annotations.Nullable;

/** Factors of the training losses of single rows. */
final class RowWeights {

  private RowWeights() {}

  /**
   * The product of class and sample weights.
   *
   * @param data checked training data
   * @param classWeights one a class, or null for 1
   * @param sampleWeights one a row, or null for 1
   * @return one a row, or null where all are 1
   */
  static float @Nullable [] of(
      Dataset data,
      double @Nullable [] classWeights,
      float @Nullable [] sampleWeights,
      Blueprint blueprint) {
    if (classWeights == null) {
      return sampleWeights;
    }
    checkClasses(classWeights, blueprint);
    int width = data.targetWidth();
    float[] weights = new float[data.size()];
    for (int row = 0; row < weights.length; row++) {
      int label = (int) data.targets()[row * width];
      if (width > 1) {
        label = 0;
        for (int i = 1; i < width; i++) {
          label = data.targets()[row * width + i] > data.targets()[row * width + label] ? i : label;
        }
      }
      weights[row] =
          (float) (classWeights[label] * (sampleWeights == null ? 1 : sampleWeights[row]));
    }
    return weights;
  }

  private static void checkClasses(double[] classWeights, Blueprint blueprint) {
    Loss loss = blueprint.loss();
    int classes = loss.classes(blueprint.architecture().outputShape().count());
    if (classes == 0) {
      throw new IllegalArgumentException(
          "class weights are given, but the loss %s has no classes".formatted(loss));
    }
    if (classWeights.length != classes) {
      throw new IllegalArgumentException(
          "%d class weights are given, expected %d, one a class"
              .formatted(classWeights.length, classes));
    }
  }

  /** The weights of the given rows. */
  static float[] select(float[] weights, int[] rows) {
    float[] selected = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = weights[rows[i]];
    }
    return selected;
  }
}
