package dev.afina.neural;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Data and models that several tests share. */
final class Samples {

  private Samples() {}

  /** Two Gaussian clouds of different classes in the plane. */
  static Dataset clouds(int rows, long seed) {
    Random random = new Random(seed);
    float[] features = new float[2 * rows];
    float[] targets = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = i % 2;
      features[2 * i] = (float) (random.nextGaussian() + 3 * targets[i]);
      features[2 * i + 1] = (float) random.nextGaussian();
    }
    return new Dataset(features, new int[] {2}, targets);
  }

  /** A model with every kind of randomness, for {@link #clouds}. */
  static Blueprint classifier() {
    return Sequential.input(2)
        .add(dense(16).activation(Activation.RELU))
        .add(batchNormalization())
        .add(dropout(0.3))
        .add(dense(2))
        .compile(
            Adam.withLearningRate(0.01).weightDecay(1e-3),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            Metrics.ACCURACY);
  }

  /** A multilayer perceptron for ten classes, without randomness in its layers. */
  static Blueprint perceptron(int inputs) {
    return Sequential.input(inputs)
        .add(dense(128).activation(Activation.RELU))
        .add(dense(64).activation(Activation.RELU))
        .add(dense(10))
        .compile(
            Adam.withLearningRate(1e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  /** A linear regression of one feature. */
  static Blueprint regression() {
    return Sequential.input(1)
        .add(dense(1))
        .compile(Sgd.withLearningRate(0.01), Loss.MEAN_SQUARED_ERROR, Metrics.R2);
  }

  /** Points of a line with noise, one feature. */
  static Dataset line(int rows, long seed) {
    Random random = new Random(seed);
    float[] features = new float[rows];
    float[] targets = new float[rows];
    for (int i = 0; i < rows; i++) {
      features[i] = (float) random.nextGaussian();
      targets[i] = (float) (3 * features[i] - 1 + 0.1 * random.nextGaussian());
    }
    return new Dataset(features, new int[] {1}, targets);
  }

  /** The digits, pixels from 0 to 1, in the file's order. */
  static Dataset digits() throws IOException {
    Path file = Path.of(System.getProperty("afina.root", "."), "samples", "digits.csv");
    List<String> lines = Files.readAllLines(file);
    int rows = lines.size() - 1;
    float[] features = new float[64 * rows];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      String[] cells = lines.get(row + 1).split(",");
      for (int i = 0; i < 64; i++) {
        features[64 * row + i] = Float.parseFloat(cells[i]) / 16;
      }
      targets[row] = Float.parseFloat(cells[64]);
    }
    return new Dataset(features, new int[] {8, 8}, targets);
  }
}
