package dev.afina.benchmarks;

import dev.afina.data.Dataset;
import dev.afina.data.image.IdxReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample of MNIST, as files of little-endian floats that both sides can read. */
final class MnistSample {

  private MnistSample() {}

  /**
   * Writes both parts into a folder: {@code train-images}, {@code train-labels}, {@code
   * validation-images} and {@code validation-labels}.
   *
   * @return what they are, in words
   * @throws IllegalStateException if the sample is not there
   */
  static String write(Path root, Path folder) {
    Path shared = root.resolveSibling("shared").resolve("data");
    int train = write(shared, "train", folder, "train");
    int validation = write(shared, "t10k", folder, "validation");
    return "%d images of MNIST to learn from, %d others to validate on"
        .formatted(train, validation);
  }

  private static int write(Path shared, String name, Path folder, String part) {
    Path images = shared.resolve("mnist-sample-%s-images-idx3-ubyte.gz".formatted(name));
    Path labels = shared.resolve("mnist-sample-%s-labels-idx1-ubyte.gz".formatted(name));
    if (!Files.exists(images) || !Files.exists(labels)) {
      throw new IllegalStateException(
          "%s and its labels are not there, and noise would never be learned".formatted(images));
    }
    Dataset data = IdxReader.read(images, labels).dataset();
    try {
      TrainingImages.write(folder.resolve(part + "-images"), data.features());
      TrainingImages.write(folder.resolve(part + "-labels"), data.targets());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data.size();
  }
}
