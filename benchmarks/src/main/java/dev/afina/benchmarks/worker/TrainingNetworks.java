package dev.afina.benchmarks.worker;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adam;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The networks that are trained for their speed, and what they are trained on. */
final class TrainingNetworks {

  static final int BATCH_SIZE = 128;

  private static final int PIXELS = 784;

  private TrainingNetworks() {}

  /** The network called {@code perceptron} or {@code convolution}, with its Adam. */
  static Blueprint named(String name) {
    Sequential hidden =
        switch (name) {
          case "perceptron" ->
              Sequential.input(PIXELS)
                  .add(dense(128).activation(RELU))
                  .add(dense(64).activation(RELU));
          case "convolution" ->
              Sequential.input(PIXELS)
                  .add(reshape(28, 28, 1))
                  .add(conv2d(32, 3).activation(RELU))
                  .add(maxPooling2d(2))
                  .add(conv2d(64, 3).activation(RELU))
                  .add(maxPooling2d(2))
                  .add(flatten());
          default -> throw new IllegalArgumentException(name);
        };
    return hidden
        .add(dense(10))
        .compile(Adam.withLearningRate(1e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
  }

  /** Images and labels of files of little-endian floats, of the given shape. */
  static Dataset data(String images, String labels, int... shape) throws IOException {
    return new Dataset(floats(Path.of(images)), shape, floats(Path.of(labels)));
  }

  /** The same with the pixels of an image in a row. */
  static Dataset rows(String images, String labels) throws IOException {
    return data(images, labels, PIXELS);
  }

  static Map<String, String> versions() {
    return Map.of(
        "PyTorch of Afina", String.valueOf(Tensor.class.getPackage().getImplementationVersion()));
  }

  /** A file of little-endian floats. */
  static float[] floats(Path file) throws IOException {
    var buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[buffer.remaining() / Float.BYTES];
    buffer.asFloatBuffer().get(values);
    return values;
  }
}
