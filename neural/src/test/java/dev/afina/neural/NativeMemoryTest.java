package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

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
