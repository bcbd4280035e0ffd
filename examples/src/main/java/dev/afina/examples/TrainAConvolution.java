package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.randomTranslation;
import static dev.afina.neural.layer.Layers.rescaling;
import static dev.afina.neural.layer.Padding.SAME;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A convolutional network that reads handwritten digits of 8 × 8 pixels. */
public final class TrainAConvolution {

  private static final int SIDE = 8;

  private TrainAConvolution() {}

  /**
   * Trains on four fifths of the rows.
   *
   * @param csv rows of 64 pixels from 0 to 16 and the digit, below a header
   * @return the share of the other rows that the network reads rightly
   */
  public static double run(Path csv) throws IOException {
    Dataset images = read(csv);
    int[] rows = IntStream.range(0, images.size()).toArray();
    Dataset train = images.select(IntStream.of(rows).filter(row -> row % 5 != 0).toArray());
    Dataset test = images.select(IntStream.of(rows).filter(row -> row % 5 == 0).toArray());

    Blueprint blueprint =
        Sequential.input(SIDE, SIDE, 1)
            .add(rescaling(1.0 / 16, 0))
            .add(randomTranslation(0.1))
            .add(conv2d(32, 3).padding(SAME).withoutBias())
            .add(batchNormalization())
            .add(maxPooling2d(2))
            .add(conv2d(64, 3).padding(SAME).activation(RELU))
            .add(maxPooling2d(2))
            .add(flatten())
            .add(dropout(0.2))
            .add(dense(10))
            .compile(
                Adam.withLearningRate(2e-3),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);
    System.out.println(blueprint.summary());

    try (Model model = blueprint.build(1)) {
      model.fit(train, Fit.epochs(12).batchSize(32));
      return model.evaluate(test).get("accuracy");
    }
  }

  private static Dataset read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    int size = lines.size() - 1;
    float[] pixels = new float[size * SIDE * SIDE];
    float[] digits = new float[size];
    for (int row = 0; row < size; row++) {
      String[] cells = lines.get(row + 1).split(",", -1);
      for (int i = 0; i < SIDE * SIDE; i++) {
        pixels[row * SIDE * SIDE + i] = Float.parseFloat(cells[i]);
      }
      digits[row] = Float.parseFloat(cells[SIDE * SIDE]);
    }
    return new Dataset(pixels, new int[] {SIDE, SIDE, 1}, digits);
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) throws IOException {
    System.out.printf("accuracy on unseen rows: %.4f%n", run(Path.of("samples", "digits.csv")));
  }
}
