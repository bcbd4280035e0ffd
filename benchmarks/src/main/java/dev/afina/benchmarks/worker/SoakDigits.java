package dev.afina.benchmarks.worker;

import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.space.Scale;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.tune.HyperModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Handwritten digits, and the small networks that are trained on them again and again.
 *
 * @param train two thirds of the rows
 * @param validation the others
 */
record SoakDigits(Dataset train, Dataset validation) {

  private static final int PIXELS = 64;
  private static final int CLASSES = 10;
  private static final double BRIGHTEST = 16;

  /** Reads rows of 64 pixels and the digit, below a header. */
  static SoakDigits read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    int rows = lines.size() - 1;
    float[] pixels = new float[rows * PIXELS];
    float[] digits = new float[rows];
    for (int row = 0; row < rows; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      for (int i = 0; i < PIXELS; i++) {
        pixels[row * PIXELS + i] = (float) (Float.parseFloat(cells[i]) / BRIGHTEST);
      }
      digits[row] = Float.parseFloat(cells[PIXELS]);
    }
    Dataset all = new Dataset(pixels, new int[] {PIXELS}, digits);
    return new SoakDigits(
        all.select(IntStream.range(0, rows).filter(row -> row % 3 != 2).toArray()),
        all.select(IntStream.range(0, rows).filter(row -> row % 3 == 2).toArray()));
  }

  /** Networks of many sizes, so that no trial fits into the memory that one before it has left. */
  static final class Network implements HyperModel {

    @Override
    public Blueprint build(HyperParameters hp) {
      Sequential network = Sequential.input(PIXELS);
      int layers = hp.suggestInt("layers", 1, 3);
      for (int i = 1; i <= layers; i++) {
        network.add(
            dense(hp.suggestInt("units_" + i, 16, 256, Scale.LOG)).activation(Activation.RELU));
        network.add(dropout(hp.suggestDouble("dropout_" + i, 0.05, 0.5)));
      }
      double rate = hp.suggestDouble("learning_rate", 1e-4, 1e-2, Scale.LOG);
      return network
          .add(dense(CLASSES))
          .compile(
              Adam.withLearningRate(rate), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
    }

    @Override
    public Fit fit(HyperParameters hp, Fit fit) {
      return fit.batchSize(hp.suggestInt("batch_size", 16, 128, Scale.LOG));
    }
  }
}
