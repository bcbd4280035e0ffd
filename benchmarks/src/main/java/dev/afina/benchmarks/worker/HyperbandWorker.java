package dev.afina.benchmarks.worker;

import static dev.afina.core.space.Scale.LOG;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.Trial;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.tune.Hyperband;
import dev.afina.neural.tune.Tuner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Tunes by Hyperband until a validation accuracy is reached. Arguments: the folder with the data,
 * the accuracy, and the number of workers. A request is a seed, the most seconds, and a folder.
 */
public final class HyperbandWorker {

  private static final int PIXELS = 784;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int BATCH_SIZE = 64;
  private static final int EPOCHS = 27;

  private HyperbandWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    double target = Double.parseDouble(arguments[1]);
    int workers = Integer.parseInt(arguments[2]);
    Dataset train = data(folder, "train");
    Dataset validation = data(folder, "validation");
    loadPyTorch();
    Turns.serve(
        Map.of(
            "PyTorch of Afina",
            String.valueOf(Tensor.class.getPackage().getImplementationVersion())),
        request -> {
          Watch watch = new Watch(target);
          try (Tuner tuner =
              Hyperband.of(HyperbandWorker::build, EPOCHS)
                  .objective("val_accuracy")
                  .seed(Long.parseLong(request.get(0)))
                  .maxTime(Duration.ofSeconds(Long.parseLong(request.get(1))))
                  .directory(Path.of(request.get(2)))
                  .project("hyperband")
                  .overwrite(true)
                  .workers(workers)
                  .listener(watch)
                  .build()) {
            tuner.search(train, validation, Fit.epochs(EPOCHS).batchSize(BATCH_SIZE));
            return watch.answer(tuner.study());
          }
        });
  }

  /** As importing TensorFlow does. */
  private static void loadPyTorch() {
    Blueprint smallest =
        Sequential.input(1)
            .add(dense(1))
            .compile(Adam.withLearningRate(1e-3), Loss.MEAN_SQUARED_ERROR);
    try (Model model = smallest.build(0)) {
      model.predict(new float[1]);
    }
  }

  private static Dataset data(Path folder, String part) throws IOException {
    return new Dataset(
        TrainingNetworks.floats(folder.resolve(part + "-images")),
        new int[] {PIXELS},
        TrainingNetworks.floats(folder.resolve(part + "-labels")));
  }

  private static Blueprint build(HyperParameters hp) {
    int convolutions = hp.suggestInt("convolutions", 0, 2);
    int filters = hp.suggestInt("filters", 4, 16, 4);
    int hidden = hp.suggestInt("layers", 1, 2);
    int units = hp.suggestInt("units", 32, 128, 32);
    double rate = hp.suggestDouble("dropout", 0, 0.5);
    Activation activation =
        hp.suggestCategorical("activation", "relu", "tanh").equals("relu")
            ? Activation.RELU
            : Activation.TANH;
    double learningRate = hp.suggestDouble("learning_rate", 1e-4, 1e-2, LOG);
    Sequential network = Sequential.input(PIXELS);
    if (convolutions > 0) {
      network.add(reshape(SIDE, SIDE, 1));
      for (int i = 1; i <= convolutions; i++) {
        network.add(conv2d(filters * i, 3).activation(activation)).add(maxPooling2d(2));
      }
      network.add(flatten());
    }
    for (int i = 0; i < hidden; i++) {
      network.add(dense(units).activation(activation)).add(dropout(rate));
    }
    return network
        .add(dense(CLASSES))
        .compile(
            Adam.withLearningRate(learningRate),
            Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
            Metrics.ACCURACY);
  }

  /** Notes the first report that reaches the target, and ends the search there. */
  private static final class Watch implements StudyListener {

    private final double target;
    private final long start = System.nanoTime();
    private double seconds;
    private double best;
    private int epochs;

    Watch(double target) {
      this.target = target;
    }

    @Override
    public void trialReported(Study study, Trial trial, double value, int step) {
      if (best < target) {
        epochs++;
        best = Math.max(best, value);
        seconds = Turns.secondsSince(start);
        if (best >= target) {
          study.interrupt();
        }
      }
    }

    Map<String, Double> answer(Study study) {
      return Map.of(
          "seconds",
          seconds,
          "best",
          best,
          "trials",
          (double) study.trials().size(),
          "epochs",
          (double) epochs);
    }
  }
}
