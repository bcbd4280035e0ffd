package dev.afina.neural.internal;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Forward passes without training. */
@SuppressWarnings("try") // a scope works by being open
public final class Inference {

  /** Rows a pass; large enough to keep PyTorch busy, small enough to stay in the cache. */
  private static final int ROWS = 1024;

  private Inference() {}

  /**
   * Evaluates a network.
   *
   * @param tallies get all predictions
   * @return mean loss over the rows, with what the weights cost
   */
  public static double evaluate(
      Network network, Loss loss, TensorData data, List<Metric.Tally> tallies) {
    int size = data.size();
    int width = network.architecture().outputShape().count();
    float[] predictions = new float[Math.min(ROWS, size) * width];
    double sum = 0;
    try (NoGradient noGradient = NoGradient.open()) {
      for (int start = 0; start < size; start += ROWS) {
        int rows = Math.min(ROWS, size - start);
        try (PointerScope scope = new PointerScope()) {
          Tensor outputs =
              network.forward(data.features().narrow(0, start, rows), Pass.inference());
          Tensor targets = data.targets().narrow(0, start, rows);
          sum += LossFunction.mean(loss, outputs, targets, null).item_float() * (double) rows;
          Tensors.read(LossFunction.link(loss, outputs), predictions, rows * width);
        }
        int values = data.talliedWidth();
        float[] targets =
            Arrays.copyOfRange(data.tallied(), start * values, (start + rows) * values);
        for (Metric.Tally tally : tallies) {
          tally.add(predictions, width, targets, rows);
        }
      }
    }
    return sum / size + network.penalties().value();
  }

  /**
   * Predictions for features, one row each.
   *
   * @param features row-major, {@code rows × inputShape}
   */
  public static float[][] predict(Network network, Loss loss, float[] features) {
    Shape input = network.architecture().inputShape();
    int rowSize = input.count();
    int size = features.length / rowSize;
    int width = network.architecture().outputShape().count();
    float[][] result = new float[size][width];
    float[] predictions = new float[Math.min(ROWS, size) * width];
    try (NoGradient noGradient = NoGradient.open()) {
      for (int start = 0; start < size; start += ROWS) {
        int rows = Math.min(ROWS, size - start);
        try (PointerScope scope = new PointerScope()) {
          float[] part = Arrays.copyOfRange(features, start * rowSize, (start + rows) * rowSize);
          Tensor outputs =
              network.forward(Tensors.of(part, input.withBatch(rows)), Pass.inference());
          Tensors.read(LossFunction.link(loss, outputs), predictions, rows * width);
        }
        for (int row = 0; row < rows; row++) {
          System.arraycopy(predictions, row * width, result[start + row], 0, width);
        }
      }
    }
    return result;
  }

  /**
   * The share of every ReLU layer's outputs that are 0 for all rows, by name of the layer.
   *
   * @param most looks at no more than so many rows
   */
  public static Map<String, Double> deadUnits(Network network, TensorData data, int most) {
    List<Architecture.Place> places = network.architecture().places();
    Map<String, Double> shares = new LinkedHashMap<>();
    Pass pass =
        Pass.observed(
            (output, index) -> {
              Architecture.Place place = places.get(index);
              if (place.layer().lastActivation().kind() == Activation.Kind.RELU) {
                Tensor alive = output.flatten(1, -1).abs().amax(new long[] {0}, false);
                double units = place.output().count();
                shares.put(place.name(), 1 - torch.count_nonzero(alive).item_long() / units);
              }
            });
    try (NoGradient noGradient = NoGradient.open();
        PointerScope scope = new PointerScope()) {
      network.forward(data.features().narrow(0, 0, Math.min(most, data.size())), pass);
    }
    return shares;
  }
}
