package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.weights.Weights;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReproducibilityTest {

  private static final Dataset DATA = Samples.clouds(203, 1);
  private static final Fit FIT = Fit.epochs(4).batchSize(16).validationSplit(0.2);

  private record Outcome(Weights weights, History history, List<Float> predictions) {}

  private static Outcome train(long seed) {
    try (Model model = Samples.classifier().build(seed)) {
      History history = model.fit(DATA, FIT);
      float[][] predictions = model.predict(DATA);
      return new Outcome(
          model.weights(),
          history,
          List.of(predictions[0][0], predictions[100][1], predictions[202][0]));
    }
  }

  @Test
  void sameSeedGivesTheSameModelToTheLastBit() {
    assertThat(train(5)).isEqualTo(train(5));
  }

  @Test
  void anotherSeedGivesAnotherModel() {
    assertThat(train(5).weights()).isNotEqualTo(train(6).weights());
  }

  @Test
  void trainingBesideOtherThreadsChangesNothing() throws InterruptedException, ExecutionException {
    Outcome alone = train(5);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Future<Outcome>> futures =
          List.of(5L, 99L, 5L).stream()
              .map(
                  seed ->
                      pool.submit(
                          () -> {
                            start.await();
                            train(seed + 1000);
                            return train(seed);
                          }))
              .toList();
      start.countDown();
      assertThat(futures.get(0).get()).isEqualTo(alone);
      assertThat(futures.get(2).get()).isEqualTo(alone);
      assertThat(futures.get(1).get()).isNotEqualTo(alone);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void twoFitsAreOneLongFit() {
    try (Model once = Samples.classifier().build(5);
        Model twice = Samples.classifier().build(5)) {
      History whole = once.fit(DATA, Fit.epochs(5));
      twice.fit(DATA, Fit.epochs(2));
      History second = twice.fit(DATA, Fit.epochs(3));

      assertThat(twice.weights()).isEqualTo(once.weights());
      assertThat(second.epochs()).isEqualTo(whole.epochs().subList(2, 5));
      assertThat(twice.epoch()).isEqualTo(5);
    }
  }

  @Test
  void aPausedTrainingContinuesInAnotherModel() {
    try (Model once = Samples.classifier().build(5);
        Model paused = Samples.classifier().build(5);
        Model resumed = Samples.classifier().build(5)) {
      once.fit(DATA, Fit.epochs(4).callbacks(new HalvedRate()));
      paused.fit(DATA, Fit.epochs(3).callbacks(new HalvedRate()));
      resumed.resume(paused.trainingState());
      resumed.fit(DATA, Fit.epochs(1).callbacks(new HalvedRate()));

      assertThat(resumed.weights()).isEqualTo(once.weights());
      assertThat(resumed.trainingState().learningRate()).isEqualTo(0.01 / 16);
    }
  }

  private static final class HalvedRate implements Callback {
    @Override
    public void epochBegin(Training training) {
      training.learningRate(training.learningRate() / 2);
    }
  }

  @Test
  void refusesTheStateOfAnotherNetwork() {
    try (Model model = Samples.classifier().build(5);
        Model other = Samples.perceptron(4).build(5)) {
      TrainingState state = other.trainingState();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.resume(state))
          .withMessageStartingWith("the weights are of another network");
    }
  }

  @Test
  void withoutShufflingTheOrderIsTheGivenOne() {
    // One row a batch would be refused by batch normalization; a line has none.
    Dataset line = Samples.line(64, 3);
    int[] reversed = new int[64];
    for (int i = 0; i < 64; i++) {
      reversed[i] = 63 - i;
    }
    var blueprint = Samples.regression();
    try (Model first = blueprint.build(1);
        Model second = blueprint.build(1);
        Model third = blueprint.build(1)) {
      first.fit(line, Fit.epochs(1).batchSize(1).withoutShuffling());
      second.fit(line, Fit.epochs(1).batchSize(1).withoutShuffling());
      third.fit(line.select(reversed), Fit.epochs(1).batchSize(1).withoutShuffling());
      assertThat(second.weights()).isEqualTo(first.weights());
      assertThat(third.weights()).isNotEqualTo(first.weights());
    }
  }
}
