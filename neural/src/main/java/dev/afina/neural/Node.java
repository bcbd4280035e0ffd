package dev.afina.neural;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Merge;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The output of a layer, or the network's input: what networks with branches are put together from,
 * as with Keras's functional interface. Immutable; any number of layers may take it.
 *
 * <pre>{@code
 * Node input = Node.input(8);
 * Node deep = input.then(dense(30).activation(RELU)).then(dense(30).activation(RELU));
 * Blueprint wideAndDeep = Node.concatenate(input, deep).then(dense(1)).compile(
 *     Adam.withLearningRate(1e-3), MEAN_SQUARED_ERROR);
 * }</pre>
 *
 * <p>A network has one input, of which {@code slice} takes parts, and one output. A layer that is
 * said twice is two layers with weights of their own.
 */
public final class Node {

  private final @Nullable Layer layer;
  private final List<Node> sources;
  private final Shape shape;
  private final Node root;
  private final Map<String, WeightArray> start;

  /** An input. */
  private Node(Shape shape) {
    this.layer = null;
    this.sources = List.of();
    this.shape = shape;
    this.root = this;
    this.start = Map.of();
  }

  private Node(Layer layer, List<Node> sources, Map<String, WeightArray> start) {
    this.layer = layer;
    this.sources = List.copyOf(sources);
    this.start = start;
    root = sources.get(0).root;
    if (sources.stream().anyMatch(source -> source.root != root)) {
      throw new IllegalArgumentException(
          "%s takes nodes of different inputs; a network has one, of which slice takes parts"
              .formatted(layer.type()));
    }
    shape = architecture().outputShape();
  }

  /**
   * What goes into a network.
   *
   * @param shape of one sample, without the batch; each size at least 1
   */
  public static Node input(int... shape) {
    return new Node(Shape.of(shape));
  }

  /**
   * The end of a network with the weights that it has now: what is built behind it starts with
   * them. A copy, so that neither of both changes the other.
   */
  public static Node of(Model model) {
    Architecture architecture = model.blueprint().architecture();
    Weights weights = model.weights();
    List<Node> made = new ArrayList<>(List.of(new Node(architecture.inputShape())));
    for (Architecture.Place place : architecture.places()) {
      Map<String, WeightArray> start = new LinkedHashMap<>();
      place.weights().forEach(spec -> start.put(spec.name(), weights.get(place.nameOf(spec))));
      made.add(new Node(place.layer(), place.sources().stream().map(made::get).toList(), start));
    }
    return made.get(made.size() - 1);
  }

  /**
   * The output of a layer that takes this.
   *
   * @throws IllegalArgumentException if the layer cannot take it
   */
  public Node then(Layer next) {
    return new Node(next, List.of(this), Map.of());
  }

  /**
   * The sum of this and of what a block of layers makes of it (<a
   * href="https://arxiv.org/abs/1512.03385">He et al. 2016</a>, equation 1).
   *
   * @throws IllegalArgumentException if the block changes the shape
   */
  public Node residual(UnaryOperator<Node> block) {
    return add(this, block.apply(this));
  }

  /** The sum, value by value, of at least two nodes of the same shape. */
  public static Node add(Node... nodes) {
    return merged(Merge.Kind.ADD, nodes);
  }

  /** The product, value by value, of at least two nodes of the same shape. */
  public static Node multiply(Node... nodes) {
    return merged(Merge.Kind.MULTIPLY, nodes);
  }

  /** The mean, value by value, of at least two nodes of the same shape. */
  public static Node average(Node... nodes) {
    return merged(Merge.Kind.AVERAGE, nodes);
  }

  /** The greatest, value by value, of at least two nodes of the same shape. */
  public static Node maximum(Node... nodes) {
    return merged(Merge.Kind.MAXIMUM, nodes);
  }

  /** At least two nodes one behind the other along their last axis. */
  public static Node concatenate(Node... nodes) {
    return merged(Merge.Kind.CONCATENATE, nodes);
  }

  private static Node merged(Merge.Kind kind, Node... nodes) {
    Merge merge = new Merge(kind);
    if (nodes.length < 2) {
      throw new IllegalArgumentException(
          "%s takes at least 2 nodes, given %d".formatted(merge.type(), nodes.length));
    }
    return new Node(merge, Arrays.asList(nodes), Map.of());
  }

  /** The shape of a sample here. */
  public Shape shape() {
    return shape;
  }

  /**
   * The output of a layer before this node.
   *
   * @param name as in the summary of a network that ends here: {@code dense_1}
   * @throws IllegalArgumentException if there is no such layer
   */
  public Node at(String name) {
    List<Node> order = order();
    return order.get(names().indexOf(checked(name)) + 1);
  }

  /**
   * The same network up to here with layers frozen: training leaves their weights as they are, and
   * batch normalization among them goes by its running mean and variance. Nodes taken before stay
   * as they were.
   *
   * @param names of layers; all of them where none is named
   * @throws IllegalArgumentException if there is no such layer
   */
  public Node freeze(String... names) {
    return changed(Frozen::of, names);
  }

  /** The opposite of {@link #freeze}. */
  public Node unfreeze(String... names) {
    return changed(Frozen::thawed, names);
  }

  private Node changed(UnaryOperator<Layer> change, String... names) {
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : names) {
      chosen.add(checked(name));
    }
    List<Node> order = order();
    List<Node> copies = new ArrayList<>(List.of(root));
    for (Architecture.Place place : architecture().places()) {
      boolean changes =
          !place.weights().isEmpty() && (chosen.isEmpty() || chosen.contains(place.name()));
      copies.add(
          new Node(
              changes ? change.apply(place.layer()) : place.layer(),
              place.sources().stream().map(copies::get).toList(),
              order.get(copies.size()).start));
    }
    return copies.get(copies.size() - 1);
  }

  private List<String> names() {
    return architecture().places().stream().map(Architecture.Place::name).toList();
  }

  private String checked(String name) {
    List<String> names = names();
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "there is no layer \"%s\", expected one of %s".formatted(name, names));
    }
    return name;
  }

  /** The layers that lead here, each behind those that it takes. */
  public Architecture architecture() {
    IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
    List<Layer> layers = new ArrayList<>();
    List<List<Integer>> taken = new ArrayList<>();
    for (Node node : order()) {
      if (node.layer != null) {
        layers.add(node.layer);
        taken.add(node.sources.stream().map(numbers::get).toList());
      }
      numbers.put(node, numbers.size());
    }
    return new Architecture(root.shape, layers, taken);
  }

  /** The input and the layers that lead here, this one last. */
  private List<Node> order() {
    Set<Node> order = new LinkedHashSet<>(Set.of(root));
    collect(order);
    return List.copyOf(order);
  }

  private void collect(Set<Node> order) {
    if (!order.contains(this)) {
      sources.forEach(source -> source.collect(order));
      order.add(this);
    }
  }

  /** The weights that a network which ends here starts with, by name. */
  private Weights start() {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    List<Node> order = order();
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      order.get(i + 1).start.forEach((weight, array) -> arrays.put(name + "." + weight, array));
    }
    return new Weights(arrays);
  }

  /**
   * Settles how the network that ends here is trained.
   *
   * @param metrics reported beside the loss
   * @throws IllegalArgumentException if the network's end, the loss and the metrics do not fit
   */
  public Blueprint compile(Optimizer optimizer, Loss loss, Metric... metrics) {
    return new Blueprint(architecture(), optimizer, loss, List.of(metrics), start());
  }

  /** Such as {@code concatenate (38)}. */
  @Override
  public String toString() {
    return (layer == null ? Architecture.INPUT : layer.type()) + " " + shape;
  }
}
