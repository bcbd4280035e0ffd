package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.StreamedData;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.Training;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Nadam;
import java.nio.file.Path;

/** Trains on rows that are made when asked for, dies on the way, and goes on to the same bits. */
public final class ResumeATraining {

  private ResumeATraining() {}

  /**
   * What came out.
   *
   * @param history of the training that was resumed
   * @param sameBits whether its weights are those of a training that never stopped
   */
  public record Outcome(History history, boolean sameBits) {}

  /** Points of two rings, of which any part can be had at any time. */
  private static final class Rings implements StreamedData {

    @Override
    public long size() {
      return 20_000;
    }

    @Override
    public int[] featureShape() {
      return new int[] {2};
    }

    @Override
    public Dataset read(long first, int rows) {
      float[] points = new float[2 * rows];
      float[] labels = new float[rows];
      for (int i = 0; i < rows; i++) {
        long row = first + i;
        labels[i] = row % 4 == 0 ? 1 : 0;
        double radius = (labels[i] == 1 ? 1.5 : 1) + 0.2 * Math.sin(row * 12.9898);
        points[2 * i] = (float) (radius * Math.cos((double) row));
        points[2 * i + 1] = (float) (radius * Math.sin((double) row));
      }
      return new Dataset(points, new int[] {2}, labels);
    }
  }

  /** Stands for a power cut in the fifth epoch. */
  private static final class PowerCut implements Callback {

    private boolean still = true;

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      if (still && training.epoch() == 4 && batch == 7) {
        still = false;
        throw new IllegalStateException("the power is gone");
      }
    }
  }

  /**
   * Trains twice, once with an interruption.
   *
   * @param folder takes the file to resume from
   */
  public static Outcome run(Path folder) {
    Blueprint blueprint =
        Sequential.input(2)
            .add(dense(32).activation(RELU))
            .add(dropout(0.1))
            .add(dense(1))
            .compile(
                Nadam.withLearningRate(2e-3),
                Loss.BINARY_CROSSENTROPY,
                Metrics.ACCURACY,
                Metrics.AUC);
    Fit fit =
        Fit.epochs(8)
            .batchSize(64)
            .shuffleBuffer(4096)
            .classWeights(1, 3)
            .callbacks(EarlyStopping.patience(3).monitor("auc"), new PowerCut())
            .resumable(folder.resolve("rings.checkpoint"));

    StreamedData rings = new Rings();
    try (Model model = blueprint.build(1)) {
      model.fit(rings, fit);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
    try (Model model = blueprint.build(1)) {
      History history = model.fit(rings, fit);
      try (Model undisturbed = blueprint.build(1)) {
        undisturbed.fit(rings, fit);
        return new Outcome(history, model.weights().equals(undisturbed.weights()));
      }
    }
  }

  /** Runs in the current folder. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("."));
    System.out.printf(
        "%d epochs, the same bits: %s%n", outcome.history().epochs().size(), outcome.sameBits());
  }
}
