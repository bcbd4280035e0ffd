package dev.afina.neural.weights;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All weights of a network at one moment, by name, in the network's order; a copy that no training
 * changes.
 *
 * @param arrays by name, such as {@code dense_1.bias}
 */
public record Weights(Map<String, WeightArray> arrays) {

  /** Copies the map, not the arrays. */
  public Weights {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * The array of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public WeightArray get(String name) {
    WeightArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "there are no weights \"%s\", expected one of %s".formatted(name, arrays.keySet()));
    }
    return array;
  }

  /**
   * Checks that these weights are those of a network: the same names with the same shapes.
   *
   * @throws IllegalArgumentException naming the first difference
   */
  public void checkFit(Architecture architecture) {
    Map<String, Shape> expected = new LinkedHashMap<>();
    for (Architecture.Place place : architecture.places()) {
      place.weights().forEach(spec -> expected.put(place.nameOf(spec), spec.shape()));
    }
    expected.forEach(
        (name, shape) -> {
          WeightArray array = arrays.get(name);
          if (array == null) {
            throw new IllegalArgumentException(
                "the weights are of another network: \"%s\" is missing".formatted(name));
          }
          if (!array.shape().equals(shape)) {
            throw new IllegalArgumentException(
                "the weights are of another network: \"%s\" has shape %s, expected %s"
                    .formatted(name, array.shape(), shape));
          }
        });
    for (String name : arrays.keySet()) {
      if (!expected.containsKey(name)) {
        throw new IllegalArgumentException(
            "the weights are of another network: it has no \"%s\"".formatted(name));
      }
    }
  }
}
