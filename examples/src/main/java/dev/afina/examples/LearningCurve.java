package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What more images are worth: accuracy over the size of the training data. */
public final class LearningCurve {

  private LearningCurve() {}

  /**
   * A point of the curve.
   *
   * @param images trained on
   * @param seen share of them that is read rightly
   * @param unseen share of other images
   */
  public record Point(int images, double seen, double unseen) {

    /** How much worse it is on images that it was not trained on. */
    public double gap() {
      return seen - unseen;
    }
  }

  /**
   * Trains on more and more.
   *
   * @param csv the digits
   */
  public static List<Point> run(Path csv) {
    Digits digits = Digits.read(csv);
    Blueprint blueprint =
        Sequential.input(Digits.SIDE, Digits.SIDE)
            .add(flatten())
            .add(dense(64).activation(RELU))
            .add(dense(10))
            .compile(
                Adam.withLearningRate(3e-3),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                Metrics.ACCURACY);
    List<Point> curve = new ArrayList<>();
    for (int images : new int[] {30, 100, 300, 1000}) {
      Dataset train = Digits.first(digits.train(), images);
      try (Model model = blueprint.build(1)) {
        // The same number of steps for all, so that the images alone make the difference.
        model.fit(train, Fit.epochs(20_000 / images));
        curve.add(
            new Point(
                images,
                model.evaluate(train).get("accuracy"),
                model.evaluate(digits.test()).get("accuracy")));
      }
    }
    return curve;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    for (Point point : run(Path.of("samples", "digits.csv"))) {
      System.out.printf(
          "%5d images: %.3f seen, %.3f unseen%s%n",
          point.images(),
          point.seen(),
          point.unseen(),
          point.gap() > 0.05 ? ", too few to generalise" : "");
    }
  }
}
