package dev.afina.neural;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same bits again, of networks for images and batches that are trained on in parts. */
class ConvolutionReproducibilityTest {

  private static final int SIDE = 28;
  private static final int ROWS = 330;
  private static final int EPOCHS = 3;

  /** Two batches an epoch, of which the first goes through a network without norm in two parts. */
  private static final Fit FIT = Fit.epochs(EPOCHS).batchSize(180);

  private static final Dataset DATA = data();

  @TempDir Path folder;

  private enum Kind {
    IN_PARTS,
    NORMALIZED;

    Blueprint blueprint() {
      Sequential network =
          Sequential.input(SIDE, SIDE, 1)
              .add(conv2d(32, 3).activation(Activation.RELU))
              .add(maxPooling2d(2))
              .add(dropout(0.2));
      if (this == NORMALIZED) {
        network = network.add(batchNormalization());
      }
      return network
          .add(conv2d(16, 3).activation(Activation.RELU))
          .add(maxPooling2d(2))
          .add(flatten())
          .add(dropout(0.3))
          .add(dense(3))
          .compile(
              Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
    }
  }

  private record Outcome(Weights weights, TrainingState state, History history) {}

  private static Dataset data() {
    var random = new SplittableRandom(1);
    float[] pixels = new float[ROWS * SIDE * SIDE];
    float[] labels = new float[ROWS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextInt(3);
    }
    return new Dataset(pixels, new int[] {SIDE, SIDE, 1}, labels);
  }

  private static Outcome train(Kind kind) {
    try (Model model = kind.blueprint().build(5)) {
      History history = model.fit(DATA, FIT);
      return new Outcome(model.weights(), model.trainingState(), history);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stoppedAndResumedBesideAnotherTraining(Kind kind)
      throws InterruptedException, ExecutionException {
    Outcome alone = train(kind);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch trains = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> others =
          pool.submit(
              () -> {
                int count = 0;
                try (Model other = Kind.IN_PARTS.blueprint().build(77)) {
                  while (!done.get()) {
                    other.fit(DATA, Fit.epochs(1).batchSize(150));
                    trains.countDown();
                    count++;
                  }
                }
                return count;
              });
      trains.await();
      Path file = folder.resolve("fit.checkpoint");
      try (Model killed = kind.blueprint().build(5)) {
        assertThatIllegalStateException()
            .isThrownBy(() -> killed.fit(DATA, FIT.resumable(file).callbacks(new Kill(1, 0))));
      }
      assertThat(file).exists();
      try (Model resumed = kind.blueprint().build(5)) {
        History history = resumed.fit(DATA, FIT.resumable(file).callbacks(new Kill(-1, 0)));
        assertThat(resumed.weights()).isEqualTo(alone.weights());
        assertThat(resumed.trainingState()).isEqualTo(alone.state());
        assertThat(history).isEqualTo(alone.history());
      } finally {
        done.set(true);
      }
      assertThat(others.get()).isPositive();
    } finally {
      done.set(true);
      pool.shutdown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void savedAndLoadedBetweenTwoFits(Kind kind) {
    Outcome whole = train(kind);
    Path saved = folder.resolve("model");
    TrainingState state;
    float[][] predictions;
    try (Model first = kind.blueprint().build(5)) {
      first.fit(DATA, FIT.withEpochs(EPOCHS - 1));
      first.save(saved);
      state = first.trainingState();
      predictions = first.predict(DATA);
    }
    try (Model second = Model.load(saved)) {
      assertThat(second.predict(DATA)).isDeepEqualTo(predictions);
      // A model's folder holds all but the optimizer's state.
      assertThat(second.weights()).isEqualTo(state.weights());
      second.resume(state);
      History history = second.fit(DATA, FIT.withEpochs(1));
      assertThat(second.weights()).isEqualTo(whole.weights());
      assertThat(history.epochs()).isEqualTo(whole.history().epochs().subList(EPOCHS - 1, EPOCHS));
    }
  }

  @Test
  void twoAtOnceAreTheSame() throws InterruptedException, ExecutionException {
    Outcome alone = train(Kind.IN_PARTS);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Callable<Outcome> training = () -> train(Kind.IN_PARTS);
      for (Future<Outcome> outcome : pool.invokeAll(List.of(training, training))) {
        assertThat(outcome.get()).isEqualTo(alone);
      }
    } finally {
      pool.shutdown();
    }
  }
}
