package dev.afina.neural.layer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Layers that take each other's outputs, with shapes that meet: one behind the other, or in
 * branches that end in the last layer.
 *
 * @param inputShape shape of one sample
 * @param layers in the order of the forward pass; empty while a network is being put together
 * @param sources of each layer: 0 for the network's input, n for the output of the n-th layer,
 *     which stands before it; the whole list is empty where each layer takes the one before it
 */
public record Architecture(
    Shape inputShape,
    List<Layer> layers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Integer>> sources) {

  /** How {@link #sources} and tables call what goes into the network. */
  public static final String INPUT = "input";

  /**
   * A layer at its place.
   *
   * @param name unique in the network: the type, and from the second of its type on a number, such
   *     as {@code dense_1}
   * @param layer what it is
   * @param sources what it takes, as in {@link Architecture#sources}
   * @param inputs shapes of a sample in front of it, one for each source
   * @param output shape of a sample behind it
   */
  public record Place(
      String name, Layer layer, List<Integer> sources, List<Shape> inputs, Shape output) {

    /** Copies the lists. */
    public Place {
      sources = List.copyOf(sources);
      inputs = List.copyOf(inputs);
    }

    /** The shape of the first source's samples. */
    public Shape input() {
      return inputs.get(0);
    }

    /** The weights that the layer needs here. */
    public List<WeightSpec> weights() {
      return layer.weights(input());
    }

    /** The name of one of its weights in files, such as {@code dense_1.bias}. */
    public String nameOf(WeightSpec weight) {
      return name + "." + weight.name();
    }
  }

  /** Checks that the layers take what stands before them, and that the shapes meet. */
  public Architecture {
    layers = List.copyOf(layers);
    sources = sources.equals(chain(layers.size())) ? List.of() : copy(sources);
    checkSources(layers.size(), sources);
    place(inputShape, layers, sources.isEmpty() ? chain(layers.size()) : sources);
  }

  /** Layers one behind the other. */
  public Architecture(Shape inputShape, List<Layer> layers) {
    this(inputShape, layers, List.of());
  }

  private static List<List<Integer>> copy(List<List<Integer>> sources) {
    return sources.stream().map(List::copyOf).toList();
  }

  private static List<List<Integer>> chain(int size) {
    return IntStream.range(0, size).mapToObj(List::of).toList();
  }

  private static void checkSources(int size, List<List<Integer>> sources) {
    if (sources.isEmpty()) {
      return;
    }
    if (sources.size() != size) {
      throw new IllegalArgumentException(
          "%d layers have %d lists of sources, expected one each".formatted(size, sources.size()));
    }
    boolean[] used = new boolean[size + 1];
    used[size] = true;
    for (int i = 0; i < size; i++) {
      int number = i + 1;
      if (sources.get(i).isEmpty()
          || !sources.get(i).stream().allMatch(source -> source >= 0 && source < number)) {
        throw new IllegalArgumentException(
            "layer %d takes the outputs %s, expected at least one, each from 0 to %d"
                .formatted(number, sources.get(i), i));
      }
      sources.get(i).forEach(source -> used[source] = true);
    }
    for (int i = 0; i <= size; i++) {
      if (!used[i]) {
        throw new IllegalArgumentException(
            "nothing takes the output of %s, expected every layer to lead to the last one"
                .formatted(i == 0 ? "the input" : "layer " + i));
      }
    }
  }

  /** This architecture with one more layer behind the last. */
  public Architecture with(Layer layer) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(layer);
    List<List<Integer>> wider = new ArrayList<>(sources);
    if (!wider.isEmpty()) {
      wider.add(List.of(layers.size()));
    }
    return new Architecture(inputShape, more, wider);
  }

  /** Whether every layer takes the one before it. */
  public boolean chained() {
    return sources.isEmpty();
  }

  /** Every layer with its name and shapes, in order. */
  public List<Place> places() {
    return place(inputShape, layers, chained() ? chain(layers.size()) : sources);
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

  private static List<Place> place(
      Shape inputShape, List<Layer> layers, List<List<Integer>> sources) {
    List<Place> places = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>(List.of(inputShape));
    Map<String, Integer> seen = new HashMap<>();
    for (Layer layer : layers) {
      int before = seen.merge(layer.type(), 1, Integer::sum) - 1;
      String name = before == 0 ? layer.type() : layer.type() + "_" + before;
      List<Integer> taken = sources.get(places.size());
      List<Shape> inputs = taken.stream().map(shapes::get).toList();
      Shape output;
      try {
        output = layer.outputShape(inputs);
        layer.weights(inputs.get(0));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "layer %d (%s) does not fit: %s".formatted(places.size() + 1, name, e.getMessage()), e);
      }
      places.add(new Place(name, layer, taken, inputs, output));
      shapes.add(output);
    }
    return places;
  }
}
