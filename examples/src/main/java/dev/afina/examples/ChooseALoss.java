package dev.afina.examples;

import static dev.afina.neural.layer.Layers.dense;

import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A line through points of which one in ten is far off, by losses that mind more or less. */
public final class ChooseALoss {

  private ChooseALoss() {}

  /** Points of y = 2x + 1 with a little noise. */
  private static Dataset points(int rows, long seed, boolean spoilt) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] xs = new float[rows];
    float[] ys = new float[rows];
    for (int i = 0; i < rows; i++) {
      xs[i] = (float) (2 * random.nextDouble() - 1);
      ys[i] = (float) (2 * xs[i] + 1 + 0.1 * random.nextGaussian());
      if (spoilt && i % 10 == 0) {
        ys[i] += 20;
      }
    }
    return new Dataset(xs, new int[] {1}, ys);
  }

  /** Mean absolute error on points that are not spoilt, by loss. */
  public static Map<String, Double> run() {
    Dataset train = points(400, 1, true);
    Dataset test = points(200, 2, false);
    Map<String, Double> errors = new LinkedHashMap<>();
    for (Loss loss :
        List.of(Loss.MEAN_SQUARED_ERROR, Loss.HUBER, Loss.huber(0.2), Loss.MEAN_ABSOLUTE_ERROR)) {
      var blueprint =
          Sequential.input(1).add(dense(1)).compile(Adam.withLearningRate(0.02), loss, Metrics.MAE);
      try (Model model = blueprint.build(1)) {
        model.fit(train, Fit.epochs(60));
        errors.put(loss.toString(), model.evaluate(test).get("mae"));
      }
    }
    return errors;
  }

  /** Runs the example. */
  public static void main(String[] args) {
    run().forEach((loss, error) -> System.out.printf("%-20s %.3f%n", loss, error));
  }
}
