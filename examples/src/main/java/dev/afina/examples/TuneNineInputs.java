package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;

import dev.afina.core.space.HyperParameters;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.tune.HyperModel;
import dev.afina.neural.tune.RandomSearch;
import dev.afina.neural.tune.TunedModel;
import dev.afina.neural.tune.Tuner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Tunes a network of nine inputs at random, each choice trained three times. */
public final class TuneNineInputs {

  private static final int INPUTS = 9;

  private TuneNineInputs() {}

  /** A network for two classes: one hidden layer, a second one if it helps. */
  static final class NineInputs implements HyperModel {

    @Override
    public Blueprint build(HyperParameters hp) {
      Sequential network = Sequential.input(INPUTS);
      int units = hp.withDefault(12).suggestInt("units", 9, 27, 3);
      network.add(dense(units).activation(RELU));
      if (hp.suggestBoolean("second_layer")) {
        network.add(dense(hp.suggestInt("second_units", 3, 12, 3)).activation(RELU));
      }
      double rate = hp.withDefault(0.003).suggestDouble("learning_rate", 0.001, 0.020, 0.0005);
      return network
          .add(dense(1))
          .compile(Adam.withLearningRate(rate), Loss.BINARY_CROSSENTROPY, Metrics.ACCURACY);
    }
  }

  /**
   * What came out.
   *
   * @param space the summary of the search space
   * @param results the summary of the best trials
   * @param reported what the best three networks scored in the search, the best first
   * @param again what they score now
   */
  public record Outcome(String space, String results, List<Double> reported, List<Double> again) {}

  /** Searches in a folder. */
  public static Outcome run(Path folder) {
    Dataset train = samples(200, 1);
    Dataset validation = samples(100, 2);
    try (Tuner tuner =
        RandomSearch.of(new NineInputs())
            .objective("val_accuracy")
            .maxTrials(5)
            .executionsPerTrial(3)
            .seed(0)
            .directory(folder)
            .project("nine-inputs")
            .build()) {
      String space = tuner.searchSpaceSummary();
      tuner.search(train, validation, Fit.epochs(12).batchSize(16));

      List<Double> reported = new ArrayList<>();
      List<Double> again = new ArrayList<>();
      for (TunedModel best : tuner.bestModels(3)) {
        reported.add(best.score());
        again.add(best.model().evaluate(validation).get("accuracy"));
        best.close();
      }
      return new Outcome(space, tuner.resultsSummary(), reported, again);
    }
  }

  /** Two classes that a curved surface divides. */
  private static Dataset samples(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * INPUTS];
    float[] classes = new float[rows];
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = 0; i < INPUTS; i++) {
        double value = random.nextDouble(-1, 1);
        features[row * INPUTS + i] = (float) value;
        sum += i < 3 ? value : value * value - 1.0 / 3;
      }
      classes[row] = sum > 0 ? 1 : 0;
    }
    return new Dataset(features, new int[] {INPUTS}, classes);
  }

  /** Runs in the current folder. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("target"));
    System.out.println(outcome.space());
    System.out.println(outcome.results());
    System.out.println("reported " + outcome.reported() + ", again " + outcome.again());
  }
}
