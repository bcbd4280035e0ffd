package dev.afina.neural.internal;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.WeightSpec;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;

/** What the last backward pass left. */
@SuppressWarnings("try") // a scope works by being open
public final class Gradients {

  private Gradients() {}

  /** Euclidean norms of the gradients, by name of the weights. */
  public static Map<String, Double> norms(Network network) {
    Map<String, Double> norms = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      network
          .gradients()
          .forEach((name, gradient) -> norms.put(name, (double) gradient.norm().item_float()));
    }
    return norms;
  }

  /** A copy of the gradients, by name of the weights. */
  public static Weights read(Network network) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    float[] vector = new float[network.trainedCount()];
    try (PointerScope scope = new PointerScope()) {
      Tensors.read(network.gradient(), vector, vector.length);
    }
    int offset = 0;
    for (Architecture.Place place : network.architecture().places()) {
      for (WeightSpec spec : place.weights()) {
        if (spec.trainable()) {
          float[] values = new float[spec.shape().count()];
          System.arraycopy(vector, offset, values, 0, values.length);
          offset += values.length;
          arrays.put(place.nameOf(spec), new WeightArray(spec.shape(), values));
        }
      }
    }
    return new Weights(arrays);
  }
}
