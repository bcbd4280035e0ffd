package dev.afina.neural;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.normalization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.DeadUnitMonitor;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.GradientMonitor;
import dev.afina.neural.callback.Training;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adadelta;
import dev.afina.neural.optimizer.Adagrad;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Nadam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Schedule;
import dev.afina.neural.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models come and go; what the process keeps resident must not follow their number. */
class NativeMemoryTest {

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final int MODELS = 60;

  /** 60 leaked models of 2 MB each, with gradients and two moments, would take 480 MB. */
  private static final long BOUND = 60L << 20;

  @Test
  void sixtyModelsLeaveNothingBehind() throws IOException {
    assumeTrue(Files.exists(STATM), "the resident size is read from /proc, which is not here");
    Dataset data = data();
    for (int i = 0; i < 20; i++) {
      trainOne(data, i);
    }
    long before = resident();
    for (int i = 0; i < MODELS; i++) {
      trainOne(data, i);
    }
    assertThat(resident() - before).isLessThan(BOUND);
  }

  @Test
  void everyNativeObjectIsReleasedWithoutTheGarbageCollector() {
    Dataset data = data();
    trainOne(data, 1);
    long before = Pointer.totalCount();
    trainOne(data, 2);
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        Sgd.withLearningRate(0.01).clipValue(1),
        Adagrad.withLearningRate(0.01).clipNorm(1),
        Adadelta.withLearningRate(1),
        Rmsprop.withLearningRate(0.01).momentum(0.5).withCentering().weightDecay(0.1),
        Adam.withLearningRate(0.01).withAmsgrad().clipGlobalNorm(1),
        Nadam.withLearningRate(0.01));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void trainingsOfEveryKindReleaseWhatTheyTake(Optimizer optimizer, @TempDir Path folder) {
    Blueprint sample = Samples.classifier();
    var blueprint =
        new Blueprint(sample.architecture(), optimizer, sample.loss(), sample.metrics());
    Dataset data = Samples.clouds(70, 1);
    Fit fit =
        Fit.epochs(2)
            .batchSize(16)
            .learningRate(Schedule.cosine(0.01, 0, 8))
            .resumable(folder.resolve("fit.checkpoint"))
            .callbacks(
                GradientMonitor.everyBatch(),
                new DeadUnitMonitor(),
                EarlyStopping.patience(2).restoreBest());
    long before = 0;
    for (int i = 0; i < 2; i++) {
      before = Pointer.totalCount();
      try (Model model = blueprint.build(1)) {
        model.fit(data, fit.validationSplit(0.2).classWeights(1, 2));
        model.fit(StreamedData.of(data), fit.shuffleBuffer(32).validation(StreamedData.of(data)));
      }
    }
    // The first training also starts what stays: kernels, schemas.
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  @Test
  void branchesFrozenLayersPenaltiesAndCopiesReleaseWhatTheyTake() {
    Dataset data = Samples.clouds(70, 1);
    Node input = Node.input(2).then(normalization(data));
    Node joined =
        Node.concatenate(
            input,
            input
                .then(dense(8).activation(RELU).kernelPenalty(Penalty.elastic(1e-3, 1e-3)))
                .residual(x -> x.then(dense(8)).then(batchNormalization())));
    Optimizer optimizer = Adam.withLearningRate(0.01);
    var blueprint =
        Node.maximum(joined, joined.then(dense(10)))
            .then(dense(2))
            .compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    long before = 0;
    for (int i = 0; i < 2; i++) {
      before = Pointer.totalCount();
      try (Model model = blueprint.build(1)) {
        model.fit(data, Fit.epochs(1).validationSplit(0.2));
        try (Model copy = model.copy();
            Model reused =
                Sequential.of(model)
                    .freeze("dense", "batch_normalization")
                    .add(dense(2))
                    .compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY)
                    .build(1)) {
          copy.predict(data);
          reused.fit(data, Fit.epochs(1));
        }
      }
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private static void trainOne(Dataset data, int seed) {
    try (Model model = Samples.perceptron(4000).build(seed)) {
      model.fit(data, Fit.epochs(2).batchSize(50).validationSplit(0.2));
      // Trainings that end in an exception must not leak either.
      Callback failing =
          new Callback() {
            @Override
            public void batchEnd(Training training, int batch, double loss) {
              throw new IllegalStateException("pruned");
            }

            @Override
            public void epochEnd(Training training, Map<String, Double> values) {}
          };
      assertThatIllegalStateException()
          .isThrownBy(() -> model.fit(data, Fit.epochs(1).callbacks(failing)));
      assertThat(model.predict(data)).hasDimensions(data.size(), 10);
    }
  }

  private static Dataset data() {
    float[] features = new float[4000 * 100];
    float[] targets = new float[100];
    for (int i = 0; i < features.length; i++) {
      features[i] = (i * 31 % 17) / 17f;
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i % 10;
    }
    return new Dataset(features, new int[] {4000}, targets);
  }

  /**
   * Resident bytes of this process without the Java heap's growth, which is capped by a collection.
   */
  private static long resident() throws IOException {
    System.gc();
    return Long.parseLong(Files.readString(STATM).split(" ")[1]) * 4096;
  }
}
