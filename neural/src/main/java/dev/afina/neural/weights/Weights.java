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

  /** No weights. */
  public static final Weights NONE = new Weights(Map.of());

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

  /** These weights with others in place of those of the same name. */
  public Weights with(Weights others) {
    Map<String, WeightArray> all = new LinkedHashMap<>(arrays);
    all.putAll(others.arrays);
    return new Weights(all);
  }

  /**
   * Checks that these weights are those of a network: the same names with the same shapes.
   *
   * @throws IllegalArgumentException naming the first difference
   */
  public void checkFit(Architecture architecture) {
    Map<String, Shape> expected = shapes(architecture);
    expected.forEach(
        (name, shape) -> {
          WeightArray array = arrays.get(name);
          if (array == null) {
            throw new IllegalArgumentException(
                "the weights are of another network: \"%s\" is missing".formatted(name));
          }
          checkShape(name, array, shape);
        });
    checkNames(expected);
  }

  /**
   * Checks that these weights are some of a network's.
   *
   * @throws IllegalArgumentException naming the first that is not
   */
  public void checkPartOf(Architecture architecture) {
    Map<String, Shape> expected = shapes(architecture);
    checkNames(expected);
    expected.forEach(
        (name, shape) -> {
          WeightArray array = arrays.get(name);
          if (array != null) {
            checkShape(name, array, shape);
          }
        });
  }

  private static Map<String, Shape> shapes(Architecture architecture) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Architecture.Place place : architecture.places()) {
      place.weights().forEach(spec -> shapes.put(place.nameOf(spec), spec.shape()));
    }
    return shapes;
  }

  private static void checkShape(String name, WeightArray array, Shape expected) {
    if (!array.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "the weights are of another network: \"%s\" has shape %s, expected %s"
              .formatted(name, array.shape(), expected));
    }
  }

  private void checkNames(Map<String, Shape> expected) {
    for (String name : arrays.keySet()) {
      if (!expected.containsKey(name)) {
        throw new IllegalArgumentException(
            "the weights are of another network: it has no \"%s\"".formatted(name));
      }
    }
  }
}
