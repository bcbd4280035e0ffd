package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamedDataTest {

  private static final Dataset DATA = Samples.clouds(65, 1);

  /** Remembers what is read. */
  private static final class Recorder implements StreamedData {

    private final StreamedData data = StreamedData.of(DATA);
    private final List<Long> firsts = new ArrayList<>();
    private int most;

    @Override
    public long size() {
      return data.size();
    }

    @Override
    public int[] featureShape() {
      return data.featureShape();
    }

    @Override
    public Dataset read(long first, int rows) {
      firsts.add(first);
      most = Math.max(most, rows);
      return data.read(first, rows);
    }
  }

  @Test
  void trainsInGivenOrderAsFromMemoryToTheLastBit() {
    // 65 rows by 8, four batches at a time; the last row is joined to the batch before.
    Fit fit = Fit.epochs(3).batchSize(8).withoutShuffling().shuffleBuffer(32).classWeights(1, 2);
    try (Model whole = Samples.classifier().build(1);
        Model streamed = Samples.classifier().build(1)) {
      History expected = whole.fit(DATA, fit.validation(DATA));
      History history = streamed.fit(StreamedData.of(DATA), fit.validation(StreamedData.of(DATA)));
      assertThat(streamed.weights()).isEqualTo(whole.weights());
      assertThat(history).isEqualTo(expected);
      assertThat(streamed.evaluate(StreamedData.of(DATA))).isEqualTo(whole.evaluate(DATA));
    }
  }

  @Test
  void shufflesReproduciblyAndReadsEveryRowOnce() {
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    Fit fit = Fit.epochs(2).batchSize(8).shuffleBuffer(24);
    try (Model one = Samples.classifier().build(1);
        Model two = Samples.classifier().build(1);
        Model ordered = Samples.classifier().build(1)) {
      one.fit(first, fit);
      two.fit(second, fit);
      ordered.fit(new Recorder(), fit.withoutShuffling());
      assertThat(one.weights()).isEqualTo(two.weights()).isNotEqualTo(ordered.weights());
    }
    assertThat(first.firsts).isEqualTo(second.firsts).hasSize(18);
    assertThat(new TreeSet<>(first.firsts.subList(0, 9)))
        .containsExactly(0L, 8L, 16L, 24L, 32L, 40L, 48L, 56L, 64L);
    assertThat(first.firsts.subList(0, 9))
        .isNotEqualTo(first.firsts.subList(9, 18))
        .last()
        .isEqualTo(64L);
    assertThat(first.most).isEqualTo(8);
  }

  @Test
  void countsBatchesOverAllParts() {
    List<Integer> batches = new ArrayList<>();
    Callback counter =
        new Callback() {
          @Override
          public void batchEnd(Training training, int batch, double loss) {
            batches.add(batch);
            assertThat(training.batches()).isEqualTo(8);
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      model.fit(new Recorder(), Fit.epochs(1).batchSize(8).shuffleBuffer(16).callbacks(counter));
    }
    assertThat(batches).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void namesTheRowOfBadData() {
    float[] features = DATA.features().clone();
    features[2 * 40 + 1] = Float.POSITIVE_INFINITY;
    float[] targets = DATA.targets().clone();
    targets[50] = 7;
    try (Model model = Samples.classifier().build(1)) {
      rejects(
          () ->
              model.fit(
                  StreamedData.of(new Dataset(features, new int[] {2}, DATA.targets())),
                  Fit.epochs(1).batchSize(8)),
          "training data have Infinity in row 40, column 1, expected a finite number");
      rejects(
          () ->
              model.evaluate(StreamedData.of(new Dataset(DATA.features(), new int[] {2}, targets))),
          "evaluation data have label 7.0 in row 50, expected a whole number from 0 to 1");
    }
  }

  @Test
  void rejectsWhatStreamsCannotHave() {
    StreamedData data = StreamedData.of(DATA);
    StreamedData empty = StreamedData.of(new Dataset(new float[0], new int[] {2}, new float[0]));
    try (Model model = Samples.classifier().build(1)) {
      rejects(
          () -> model.fit(data, Fit.epochs(1).validationSplit(0.5)),
          "streamed data cannot be split; give data of their own to validation(data)");
      rejects(
          () -> model.fit(data, Fit.epochs(1).sampleWeights(1)),
          "streamed data cannot have sample weights; maybe use class weights");
      rejects(
          () -> model.fit(empty, Fit.epochs(1)),
          "the training data are empty, expected at least one row");
      rejects(
          () -> model.fit(DATA, Fit.epochs(1).validation(empty)),
          "the validation data are empty, expected at least one row");
      rejects(
          () -> model.fit(giving(Samples.clouds(4, 1)), Fit.epochs(1).batchSize(5)),
          "the streamed training data gave 4 rows from row 0 on, expected 5");
      rejects(
          () -> model.fit(giving(null), Fit.epochs(1).batchSize(5)),
          "the streamed training data gave null from row 0 on, expected 5 rows");
      rejects(
          () -> model.fit(DATA, Fit.epochs(1).validation(giving(Samples.clouds(4, 1)))),
          "the streamed validation data gave 4 rows from row 0 on, expected 5");
    }
    rejects(() -> Fit.epochs(1).shuffleBuffer(0), "shuffle buffer has 0 rows, expected at least 1");
  }

  /** A stream of five rows that always gives the same, as only code without null checks does. */
  @SuppressWarnings("NullAway")
  private static StreamedData giving(@Nullable Dataset given) {
    return new StreamedData() {
      @Override
      public long size() {
        return 5;
      }

      @Override
      public int[] featureShape() {
        return new int[] {2};
      }

      @Override
      public Dataset read(long first, int rows) {
        return given;
      }
    };
  }

  @Test
  void callbacksSeeStreamedRows() {
    List<Map<String, Double>> dead = new ArrayList<>();
    Callback monitor =
        new Callback() {
          @Override
          public void epochEnd(Training training, Map<String, Double> values) {
            dead.add(training.deadUnits());
          }
        };
    try (Model model = Samples.classifier().build(1)) {
      model.fit(new Recorder(), Fit.epochs(1).callbacks(monitor));
    }
    assertThat(dead.get(0)).containsOnlyKeys("dense");
  }

  private static void rejects(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
