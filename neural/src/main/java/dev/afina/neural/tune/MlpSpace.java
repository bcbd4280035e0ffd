package dev.afina.neural.tune;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is tuned in a multilayer perceptron: the built-in ranges, any of which may be replaced.
 * Immutable.
 */
public final class MlpSpace implements NetworkSpace {

  /** Number of hidden layers. */
  public static final String LAYERS = "layers";

  /** Width of a hidden layer; each layer has its own, recorded as {@code units_1} and so on. */
  public static final String UNITS = "units";

  /** What follows each hidden layer. */
  public static final String ACTIVATION = "activation";

  /** Whether each hidden layer is normalised over the batch, before the activation. */
  public static final String BATCH_NORMALIZATION = "batch_normalization";

  /** Share of each hidden layer's outputs that is dropped while training. */
  public static final String DROPOUT = "dropout";

  /** The rule by which weights change. */
  public static final String OPTIMIZER = "optimizer";

  /** Its step size. */
  public static final String LEARNING_RATE = "learning_rate";

  /** Its Nesterov momentum; asked for only when the optimizer is SGD. */
  public static final String MOMENTUM = "momentum";

  /** How strongly weights are pulled to 0. */
  public static final String WEIGHT_DECAY = "weight_decay";

  /** Rows in a training batch. */
  public static final String BATCH_SIZE = "batch_size";

  private static final int MOST_LAYERS = 16;
  private static final int MOST_UNITS = 65_536;
  private static final int LARGEST_BATCH = 1 << 20;

  /** One row a parameter: its range here, a good first value, what it may be set to at all. */
  record Entry(Distribution distribution, Object start, Domain domain, @Nullable String condition) {

    /** Refuses values that the parameter cannot take. */
    void check(String name, Distribution other) {
      if (!domain.holds(other)) {
        throw new IllegalArgumentException(
            "parameter \"%s\" cannot be %s, expected %s".formatted(name, other, domain));
      }
    }
  }

  private static final int MANY_FEATURES = 256;
  private static final Map<String, Object> WIDE_START = Map.of(UNITS, 512, DROPOUT, 0.35);

  private static final Map<String, Entry> BUILT_IN = builtIn();
  private static final MlpSpace STANDARD = new MlpSpace(Map.of());

  private final Map<String, Distribution> distributions;

  private MlpSpace(Map<String, Distribution> changes) {
    distributions = new LinkedHashMap<>();
    BUILT_IN.forEach(
        (name, entry) -> distributions.put(name, changes.getOrDefault(name, entry.distribution())));
  }

  private static Map<String, Entry> builtIn() {
    List<String> activations =
        List.of("relu", "elu", "selu", "gelu", "swish", "tanh", "sigmoid", "softplus");
    Map<String, Entry> map = new LinkedHashMap<>();
    map.put(
        LAYERS,
        new Entry(
            new IntDistribution(0, 4, 1, Scale.LINEAR), 2, new Domain.Whole(0, MOST_LAYERS), null));
    map.put(
        UNITS,
        new Entry(
            new IntDistribution(16, 512, 1, Scale.LOG),
            256,
            new Domain.Whole(1, MOST_UNITS),
            "each hidden layer"));
    map.put(
        ACTIVATION,
        new Entry(
            CategoricalDistribution.of("relu", "elu", "gelu", "tanh"),
            "relu",
            new Domain.OneOf(activations),
            "layers > 0"));
    map.put(
        BATCH_NORMALIZATION,
        new Entry(
            CategoricalDistribution.of(false, true),
            false,
            new Domain.OneOf(List.of(false, true)),
            "layers > 0"));
    map.put(
        DROPOUT,
        new Entry(
            new DoubleDistribution(0, 0.5, Scale.LINEAR, 0.05),
            0.2,
            new Domain.Real(0, 0.95, false),
            "layers > 0"));
    map.put(
        OPTIMIZER,
        new Entry(
            CategoricalDistribution.of("adam", "sgd"),
            "adam",
            new Domain.OneOf(List.of("adam", "sgd")),
            null));
    map.put(
        LEARNING_RATE,
        new Entry(
            new DoubleDistribution(3e-4, 3e-2, Scale.LOG, null),
            2e-3,
            new Domain.Real(0, 10, true),
            null));
    map.put(
        WEIGHT_DECAY,
        new Entry(
            new DoubleDistribution(1e-6, 1e-2, Scale.LOG, null),
            1e-4,
            new Domain.Real(0, 1, false),
            null));
    map.put(
        MOMENTUM,
        new Entry(
            new DoubleDistribution(0.5, 0.99, Scale.LINEAR, null),
            0.9,
            new Domain.Real(0, 0.9999, false),
            "optimizer is sgd"));
    map.put(
        BATCH_SIZE,
        new Entry(
            CategoricalDistribution.of(32, 64, 128, 256),
            64,
            new Domain.Whole(1, LARGEST_BATCH),
            null));
    return Collections.unmodifiableMap(map);
  }

  /** The built-in ranges. */
  public static MlpSpace standard() {
    return STANDARD;
  }

  /** The name under which the width of a layer, counted from 1, is recorded. */
  public static String unitsOf(int layer) {
    return UNITS + "_" + layer;
  }

  /** The names that {@link #with} knows. */
  public static List<String> names() {
    return List.copyOf(BUILT_IN.keySet());
  }

  @Override
  public List<String> parameters() {
    return names();
  }

  @Override
  public MlpSpace with(String name, Distribution distribution) {
    Entry entry = BUILT_IN.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "unknown parameter \"%s\", expected one of %s"
              .formatted(name, String.join(", ", names())));
    }
    entry.check(name, distribution);
    Map<String, Distribution> changed = new LinkedHashMap<>(distributions);
    changed.put(name, distribution);
    return new MlpSpace(changed);
  }

  @Override
  public Distribution get(String name) {
    Distribution distribution = distributions.get(name);
    if (distribution == null) {
      throw new IllegalArgumentException("unknown parameter \"%s\"".formatted(name));
    }
    return distribution;
  }

  /** When a parameter is asked for at all; empty for always. */
  public static Optional<String> condition(String name) {
    Entry entry = BUILT_IN.get(name);
    return Optional.ofNullable(entry == null ? null : entry.condition());
  }

  @Override
  public Optional<String> conditionOf(String name) {
    return condition(name);
  }

  @Override
  public Map<String, Object> start(List<Integer> inputShape) {
    return start(inputShape.stream().reduce(1, Math::multiplyExact));
  }

  /**
   * A configuration that does well on most data, to be tried first: as far as the ranges contain
   * it, by the recorded names. With 256 features or more it is wider, and thinned out more.
   *
   * @param features number of features of a sample, at least 1
   */
  public Map<String, Object> start(int features) {
    Map<String, Object> start = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> row : BUILT_IN.entrySet()) {
      String name = row.getKey();
      Object value =
          features < MANY_FEATURES
              ? row.getValue().start()
              : WIDE_START.getOrDefault(name, row.getValue().start());
      if (contains(get(name), value)) {
        if (name.equals(UNITS)) {
          for (int i = 1; i <= mostLayers(); i++) {
            start.put(unitsOf(i), value);
          }
        } else {
          start.put(name, value);
        }
      }
    }
    return start;
  }

  private int mostLayers() {
    Distribution layers = get(LAYERS);
    int most = 0;
    for (long rank = 0; rank < layers.cardinality().orElseThrow(); rank++) {
      if (layers.toExternal(layers.valueAt(rank)) instanceof Long count) {
        most = Math.max(most, count.intValue());
      }
    }
    return most;
  }

  static boolean contains(Distribution distribution, Object value) {
    try {
      return distribution.contains(distribution.toInternal(value));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public List<String> continuous() {
    return names().stream()
        .filter(name -> get(name).cardinality().isEmpty() && mayBeAsked(name))
        .toList();
  }

  private boolean mayBeAsked(String name) {
    return switch (name) {
      case UNITS, ACTIVATION, BATCH_NORMALIZATION, DROPOUT -> mostLayers() > 0;
      case MOMENTUM -> contains(get(OPTIMIZER), "sgd");
      default -> true;
    };
  }

  @Override
  public SearchSpace recorded() {
    SearchSpace.Builder builder = SearchSpace.builder();
    for (String name : names()) {
      if (name.equals(UNITS)) {
        for (int i = 1; i <= mostLayers(); i++) {
          builder.add(unitsOf(i), get(UNITS));
        }
      } else {
        builder.add(name, get(name));
      }
    }
    return builder.build();
  }

  @Override
  public HyperModel model(List<Integer> inputShape, int outputs, Loss loss, List<Metric> metrics) {
    return new MlpHyperModel(this, inputShape, outputs, loss, metrics);
  }

  /** One line that says all ranges; equal for equal spaces. */
  @Override
  public String toString() {
    return distributions.toString();
  }
}
