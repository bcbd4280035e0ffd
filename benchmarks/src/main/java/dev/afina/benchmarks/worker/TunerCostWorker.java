package dev.afina.benchmarks.worker;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;

import dev.afina.core.space.GivenParameters;
import dev.afina.core.space.HyperParameters;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.tune.Hyperband;
import dev.afina.neural.tune.RandomSearch;
import dev.afina.neural.tune.Tuner;
import dev.afina.neural.tune.TunerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Trains networks for one epoch each, with a tuner around them or without. Argument: the number of
 * rows to learn from. A request is {@code training}, {@code random} or {@code hyperband}, a number
 * of trials, and a folder.
 */
public final class TunerCostWorker {

  private static final int PIXELS = 784;
  private static final int CLASSES = 10;
  private static final int VALIDATION_ROWS = 64;
  private static final int MOST_EPOCHS = 81;

  private TunerCostWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    Dataset train = noise(Integer.parseInt(arguments[0]), random);
    Dataset validation = noise(VALIDATION_ROWS, random);
    Fit fit = Fit.epochs(1).batchSize(128);
    Turns.serve(
        Map.of(),
        request -> {
          int trials = Integer.parseInt(request.get(1));
          if (request.get(0).equals("training")) {
            return Map.of("milliseconds", training(train, fit.validation(validation), trials));
          }
          TunerBuilder builder =
              request.get(0).equals("random")
                  ? RandomSearch.of(TunerCostWorker::build).maxTrials(trials)
                  : Hyperband.of(TunerCostWorker::build, MOST_EPOCHS);
          Watch watch = new Watch(trials);
          try (Tuner tuner =
              builder
                  .objective("val_accuracy")
                  .seed(7)
                  .directory(Path.of(request.get(2)))
                  .project("cost")
                  .overwrite(true)
                  .listener(watch)
                  .build()) {
            tuner.search(train, validation, fit);
            return Map.of("milliseconds", watch.milliseconds());
          }
        });
  }

  private static Dataset noise(int rows, RandomGenerator random) {
    float[] pixels = new float[rows * PIXELS];
    float[] labels = new float[rows];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return new Dataset(pixels, new int[] {PIXELS}, labels);
  }

  /** Of ten parameters, on which the size does not depend. */
  private static Blueprint build(HyperParameters hp) {
    double rate = hp.suggestDouble("learning_rate", 1e-4, 1e-2);
    for (int i = 1; i < 10; i++) {
      hp.suggestDouble("unused_" + i, 0, 1);
    }
    return Sequential.input(PIXELS)
        .add(dense(128).activation(RELU))
        .add(dense(64).activation(RELU))
        .add(dense(CLASSES))
        .compile(
            Adam.withLearningRate(rate), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  private static double training(Dataset train, Fit fit, int trials) {
    long start = System.nanoTime();
    for (int trial = 0; trial < trials; trial++) {
      try (Model model = build(GivenParameters.defaults()).build(trial)) {
        model.fit(train, fit);
      }
    }
    return 1e3 * Turns.secondsSince(start) / trials;
  }

  /**
   * Times a search from its first trial's begin, and ends it after so many: where it would go on,
   * when the next one begins, which is trained until it learns that it is not wanted, and does not
   * count.
   */
  private static final class Watch implements StudyListener {

    private final int trials;
    private long start;
    private double seconds;
    private int done;

    Watch(int trials) {
      this.trials = trials;
    }

    @Override
    public void trialStarted(Study study, Trial trial) {
      if (trial.number() == 0) {
        start = System.nanoTime();
      } else if (trial.number() == trials) {
        seconds = Turns.secondsSince(start);
        study.interrupt();
      }
    }

    @Override
    public void trialPaused(Study study, FrozenTrial trial) {
      done++;
    }

    @Override
    public void trialFinished(Study study, FrozenTrial trial) {
      done++;
      if (done <= trials) {
        seconds = Turns.secondsSince(start);
      }
    }

    double milliseconds() {
      if (done < trials) {
        throw new IllegalStateException(
            "%d of %d trials have ended; the cost of one would mean nothing"
                .formatted(done, trials));
      }
      return 1e3 * seconds / trials;
    }
  }
}
