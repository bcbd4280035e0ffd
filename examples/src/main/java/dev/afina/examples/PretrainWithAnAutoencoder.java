package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;

/** Features learnt from many images without labels, a classifier from a few with labels. */
public final class PretrainWithAnAutoencoder {

  private static final int LABELS = 100;

  private PretrainWithAnAutoencoder() {}

  /**
   * What came out.
   *
   * @param restored the autoencoder's error over that of its first epoch
   * @param pretrained share of unseen digits read rightly on features of the encoder
   * @param random the same on features that were never trained
   */
  public record Outcome(double restored, double pretrained, double random) {}

  /**
   * Trains an autoencoder on all images, and heads on a hundred.
   *
   * @param csv the digits
   */
  public static Outcome run(Path csv) {
    Digits digits = Digits.read(csv);
    Dataset images = digits.train();
    Dataset pixels =
        new Dataset(
            images.features(), images.featureShape(), images.features(), images.featureCount());
    Blueprint autoencoder =
        Sequential.input(Digits.SIDE, Digits.SIDE)
            .add(flatten())
            .add(dense(32).activation(RELU))
            .add(dense(pixels.targetWidth()))
            .compile(Adam.withLearningRate(3e-3), Loss.MEAN_SQUARED_ERROR);

    try (Model model = autoencoder.build(1)) {
      History history = model.fit(pixels, Fit.epochs(25));
      Blueprint classifier =
          Sequential.of(model)
              .upTo("dense")
              .freeze()
              .add(dense(10))
              .compile(
                  Adam.withLearningRate(0.02),
                  Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                  Metrics.ACCURACY);
      Blueprint blank =
          new Blueprint(
              classifier.architecture(),
              classifier.optimizer(),
              classifier.loss(),
              classifier.metrics());
      return new Outcome(
          history.last("loss") / history.values("loss")[0],
          accuracy(classifier, digits),
          accuracy(blank, digits));
    }
  }

  private static double accuracy(Blueprint blueprint, Digits digits) {
    try (Model model = blueprint.build(1)) {
      model.fit(Digits.first(digits.train(), LABELS), Fit.epochs(60));
      return model.evaluate(digits.test()).get("accuracy");
    }
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    System.out.println(run(Path.of("samples", "digits.csv")));
  }
}
