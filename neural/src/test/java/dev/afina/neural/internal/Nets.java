package dev.afina.neural.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.weights.InitialWeights;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Small networks with known weights. */
@SuppressWarnings("try") // a scope works by being open
final class Nets {

  private Nets() {}

  static Network network(int inputs, Layer... layers) {
    return Native.call(
        "testing",
        () -> {
          var architecture = new Architecture(Shape.of(inputs), List.of(layers));
          return new Network(architecture, InitialWeights.draw(architecture, 1));
        });
  }

  static void set(Network network, String name, float... values) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>(network.read().arrays());
    WeightArray before = network.read().get(name);
    arrays.put(name, new WeightArray(before.shape(), values));
    network.write(new Weights(arrays));
  }

  static float[] forward(Network network, Pass pass, long rows, float... features) {
    try (PointerScope scope = new PointerScope();
        NoGradient noGradient = NoGradient.open()) {
      Tensor outputs =
          network.forward(Tensors.of(features, rows, features.length / rows), pass).contiguous();
      float[] values = new float[(int) outputs.numel()];
      Tensors.read(outputs, values, values.length);
      return values;
    }
  }

  /** Skips tests where PyTorch computes nothing in blocks. */
  static void assumeBlocks() {
    assumeTrue(
        Native.<Boolean>call("testing", BlockedRun::available), "PyTorch has no oneDNN here");
  }
}
