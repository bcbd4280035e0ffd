package dev.afina.benchmarks;

import dev.afina.data.Dataset;
import dev.afina.data.image.IdxReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The images that both sides train on, as files that both can read. */
final class TrainingImages {

  private static final int COUNT = 8000;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;

  private final Path folder;
  private final Dataset data;
  private final boolean real;

  private TrainingImages(Path folder, Dataset data, boolean real) {
    this.folder = folder;
    this.data = data;
    this.real = real;
  }

  /** Writes the sample of MNIST if it is there, else noise of its shape, into a folder. */
  static TrainingImages prepare(Path root, Path folder) {
    Path shared = root.resolveSibling("shared").resolve("data");
    Path images = shared.resolve("mnist-sample-train-images-idx3-ubyte.gz");
    Path labels = shared.resolve("mnist-sample-train-labels-idx1-ubyte.gz");
    boolean real = Files.exists(images) && Files.exists(labels);
    var prepared =
        new TrainingImages(folder, real ? IdxReader.read(images, labels).dataset() : noise(), real);
    try {
      write(prepared.images(), prepared.data.features());
      write(prepared.labels(), prepared.data.targets());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return prepared;
  }

  /** Pixels in a row, {@code [n][784]}. */
  Path images() {
    return folder.resolve("images.f32");
  }

  /** One label an image. */
  Path labels() {
    return folder.resolve("labels.f32");
  }

  /** What they are, in words. */
  String description() {
    return "%,d %s"
        .formatted(data.size(), real ? "images of MNIST" : "images of noise")
        .replace('.', ',');
  }

  private static Dataset noise() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    float[] pixels = new float[COUNT * SIDE * SIDE];
    float[] labels = new float[COUNT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return new Dataset(pixels, new int[] {SIDE, SIDE}, labels);
  }

  static void write(Path file, float[] values) throws IOException {
    var buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    Files.write(file, buffer.array());
  }
}
