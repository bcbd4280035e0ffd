package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers one behind the other, with shapes that meet.
 *
 * @param inputShape shape of one sample
 * @param layers in the order of the forward pass; empty while a network is being put together
 */
public record Architecture(Shape inputShape, List<Layer> layers) {

  /**
   * A layer at its place.
   *
   * @param name unique in the network: the type, and from the second of its type on a number, such
   *     as {@code dense_1}
   * @param layer what it is
   * @param input shape of a sample in front of it
   * @param output shape of a sample behind it
   */
  public record Place(String name, Layer layer, Shape input, Shape output) {

    /** The weights that the layer needs here. */
    public List<WeightSpec> weights() {
      return layer.weights(input);
    }

    /** The name of one of its weights in files, such as {@code dense_1.bias}. */
    public String nameOf(WeightSpec weight) {
      return name + "." + weight.name();
    }
  }

  /** Checks that the shapes meet. */
  public Architecture {
    layers = List.copyOf(layers);
    place(inputShape, layers);
  }

  /** This architecture with one more layer at the end. */
  public Architecture with(Layer layer) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    return new Architecture(inputShape, more);
  }

  /** Every layer with its name and shapes, in order. */
  public List<Place> places() {
    return place(inputShape, layers);
  }

  /** The shape behind the last layer. */
  public Shape outputShape() {
    List<Place> places = places();
    return places.isEmpty() ? inputShape : places.get(places.size() - 1).output();
  }

  /** Number of single weights that the optimizer changes, or of those that it does not. */
  public long weightCount(boolean trainable) {
    return places().stream()
        .flatMap(place -> place.weights().stream())
        .filter(weight -> weight.trainable() == trainable)
        .mapToLong(weight -> weight.shape().count())
        .sum();
  }

  private static List<Place> place(Shape inputShape, List<Layer> layers) {
    List<Place> places = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Shape shape = inputShape;
    for (Layer layer : layers) {
      int before = seen.merge(layer.type(), 1, Integer::sum) - 1;
      String name = before == 0 ? layer.type() : layer.type() + "_" + before;
      Shape output;
      try {
        output = layer.outputShape(shape);
        layer.weights(shape);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "layer %d (%s) does not fit: %s".formatted(places.size() + 1, name, e.getMessage()), e);
      }
      places.add(new Place(name, layer, shape, output));
      shape = output;
    }
    return places;
  }
}
