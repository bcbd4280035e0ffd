package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;

import dev.afina.core.space.HyperParameters;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.tune.GridSearch;
import dev.afina.neural.tune.HyperModel;
import dev.afina.neural.tune.Tuner;
import dev.afina.neural.tune.TuningData;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Tunes in {@code fit} whether the inputs are normalised, and how large a batch is. */
public final class NormalizeInFit {

  private NormalizeInFit() {}

  static final class Normalizing implements HyperModel {

    @Override
    public Blueprint build(HyperParameters hp) {
      return Sequential.input(2)
          .add(dense(8).activation(RELU))
          .add(dense(1))
          .compile(Sgd.withLearningRate(0.05), Loss.BINARY_CROSSENTROPY, Metrics.ACCURACY);
    }

    @Override
    public History fit(HyperParameters hp, Model model, TuningData data) {
      TuningData used =
          hp.suggestBoolean("normalize") ? data.map(NormalizeInFit::normalized) : data;
      int rows = hp.suggestPower("batch_size", 16, 32, 2);
      return model.fit(used.train(), used.fit().batchSize(rows));
    }
  }

  /** Metres and millimetres, brought to the same size. */
  private static Dataset normalized(Dataset data) {
    float[] scaled = data.features().clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= i % 2 == 0 ? 1 : 1000;
    }
    return new Dataset(scaled, data.featureShape(), data.targets());
  }

  /**
   * What came out.
   *
   * @param order the trials' parameters in their order
   * @param normalized whether the best trial normalises
   * @param accuracy of the best trial
   */
  public record Outcome(List<String> order, boolean normalized, double accuracy) {}

  /** Tries all four. */
  public static Outcome run(Path folder) {
    try (Tuner tuner =
        GridSearch.of(new Normalizing())
            .objective("val_accuracy")
            .seed(3)
            .directory(folder)
            .project("normalize")
            .build()) {
      tuner.search(samples(200, 1), samples(100, 2), Fit.epochs(10));
      var best = tuner.bestTrial().orElseThrow();
      return new Outcome(
          tuner.study().trials().stream().map(trial -> trial.params().toString()).toList(),
          best.params().getBoolean("normalize"),
          best.values().get(0));
    }
  }

  /** One input in metres, the other in millimetres; the class is whether their sum is positive. */
  private static Dataset samples(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * 2];
    float[] classes = new float[rows];
    for (int row = 0; row < rows; row++) {
      double one = random.nextDouble(-1, 1);
      double other = random.nextDouble(-1, 1);
      features[2 * row] = (float) one;
      features[2 * row + 1] = (float) (1000 * other);
      classes[row] = one + other > 0 ? 1 : 0;
    }
    return new Dataset(features, new int[] {2}, classes);
  }

  /** Runs in the current folder. */
  public static void main(String[] args) {
    Outcome outcome = run(Path.of("target"));
    outcome.order().forEach(System.out::println);
    System.out.println("normalised: " + outcome.normalized() + ", accuracy " + outcome.accuracy());
  }
}
