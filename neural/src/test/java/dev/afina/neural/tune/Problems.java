package dev.afina.neural.tune;

import dev.afina.data.Dataset;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import java.util.List;
import java.util.SplittableRandom;

/** A small classification, and the hypermodel for it. */
final class Problems {

  static final MlpHyperModel MODEL =
      new MlpHyperModel(
          MlpSpace.standard(),
          List.of(2),
          2,
          Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
          List.of(Metrics.ACCURACY));

  private Problems() {}

  /** Two classes of points, divided by a line. */
  static Dataset points(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * 2];
    float[] targets = new float[rows];
    for (int i = 0; i < rows; i++) {
      features[2 * i] = (float) random.nextDouble(-2, 2);
      features[2 * i + 1] = (float) random.nextDouble(-2, 2);
      targets[i] = features[2 * i] + features[2 * i + 1] > 0 ? 1 : 0;
    }
    return new Dataset(features, new int[] {2}, targets);
  }
}
