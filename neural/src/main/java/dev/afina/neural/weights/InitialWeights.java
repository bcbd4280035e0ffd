package dev.afina.neural.weights;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.WeightSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws the weights a network starts with. */
public final class InitialWeights {

  private InitialWeights() {}

  /**
   * The starting weights of a network. Every array has its own generator, so that changing one
   * layer leaves the start of the others as it was.
   *
   * @param seed decides all of them
   */
  public static Weights draw(Architecture architecture, long seed) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    List<Architecture.Place> places = architecture.places();
    for (int layer = 0; layer < places.size(); layer++) {
      Architecture.Place place = places.get(layer);
      List<WeightSpec> specs = place.weights();
      for (int i = 0; i < specs.size(); i++) {
        WeightSpec spec = specs.get(i);
        float[] values = new float[spec.shape().count()];
        spec.initializer()
            .fill(
                values,
                spec.shape().toArray()[0],
                spec.fanIn(),
                spec.fanOut(),
                Seeds.generator(seed, Seeds.Purpose.WEIGHTS, layer, i));
        arrays.put(place.nameOf(spec), new WeightArray(spec.shape(), values));
      }
    }
    return new Weights(arrays);
  }
}
