package dev.afina.benchmarks.worker;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static dev.afina.neural.layer.Layers.reshape;

import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
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

/**
 * Trains a network with Afina. Arguments: the file of images and the file of labels, little-endian
 * floats, and {@code perceptron} or {@code convolution}. A request is a number of epochs.
 */
public final class TrainingWorker {

  private static final int PIXELS = 784;
  private static final int BATCH_SIZE = 128;

  private TrainingWorker() {}

  /** Serves requests until its input ends. */
  public static void main(String[] arguments) throws IOException {
    float[] labels = floats(Path.of(arguments[1]));
    Dataset data = new Dataset(floats(Path.of(arguments[0])), new int[] {PIXELS}, labels);
    Sequential network =
        arguments[2].equals("convolution") ? convolution() : Sequential.input(PIXELS);
    if (!arguments[2].equals("convolution")) {
      network.add(dense(128).activation(RELU)).add(dense(64).activation(RELU));
    }
    Blueprint blueprint =
        network
            .add(dense(10))
            .compile(Adam.withLearningRate(1e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    Turns.serve(
        Map.of(
            "PyTorch of Afina",
            String.valueOf(Tensor.class.getPackage().getImplementationVersion())),
        request -> turn(blueprint, data, Integer.parseInt(request.get(0))));
  }

  private static Sequential convolution() {
    return Sequential.input(PIXELS)
        .add(reshape(28, 28, 1))
        .add(conv2d(32, 3).activation(RELU))
        .add(maxPooling2d(2))
        .add(conv2d(64, 3).activation(RELU))
        .add(maxPooling2d(2))
        .add(flatten());
  }

  private static Map<String, Double> turn(Blueprint blueprint, Dataset data, int epochs) {
    try (Model model = blueprint.build(7)) {
      double cpuStart = Turns.cpuSeconds();
      long start = System.nanoTime();
      double loss = model.fit(data, Fit.epochs(epochs).batchSize(BATCH_SIZE)).last("loss");
      double seconds = Turns.secondsSince(start);
      double cores = (Turns.cpuSeconds() - cpuStart) / seconds;
      return Map.of("rate", epochs * data.size() / seconds, "loss", loss, "cores", cores);
    }
  }

  static float[] floats(Path file) throws IOException {
    var buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[buffer.remaining() / Float.BYTES];
    buffer.asFloatBuffer().get(values);
    return values;
  }
}
