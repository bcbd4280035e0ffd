package dev.afina.neural;

import dev.afina.data.Dataset;

/** Weights of classes that occur unequally often. */
public final class ClassWeights {

  private ClassWeights() {}

  /**
   * Weights n / (classes · count), as scikit-learn's "balanced": every class has the same total
   * weight, and the mean weight of a row is 1. A class without rows gets 0.
   *
   * @param data training data whose targets are classes
   * @param classes number of classes, above every target
   */
  public static double[] balanced(Dataset data, int classes) {
    long[] counts = new long[classes];
    for (int row = 0; row < data.size(); row++) {
      int label = (int) data.targets()[row];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "row %d has label %d, expected one from 0 to %d".formatted(row, label, classes - 1));
      }
      counts[label]++;
    }
    double[] weights = new double[classes];
    for (int i = 0; i < classes; i++) {
      weights[i] = counts[i] == 0 ? 0 : data.size() / ((double) classes * counts[i]);
    }
    return weights;
  }
}
