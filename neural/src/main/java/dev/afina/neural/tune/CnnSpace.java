package dev.afina.neural.tune;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import dev.afina.core.space.SearchSpace;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is tuned in a network for images: whether it is a convolutional network or a multilayer
 * perceptron, the shape of either, and how it is trained. Immutable.
 */
public final class CnnSpace implements NetworkSpace {

  /** The kind of network: {@value #CNN} or {@value #MLP}. */
  public static final String ARCHITECTURE = "architecture";

  /** A convolutional network. */
  public static final String CNN = "cnn";

  /** A multilayer perceptron, over an {@link MlpSpace}. */
  public static final String MLP = "mlp";

  /** Number of blocks: convolutions, then a pooling that halves height and width. */
  public static final String BLOCKS = "blocks";

  /** Number of convolutions in each block. */
  public static final String CONVOLUTIONS = "convolutions";

  /** Filters of the first block's convolutions; every further block has twice as many. */
  public static final String FILTERS = "filters";

  /** Height and width of the kernels; 3 unless changed, as two such see as much as one of 5. */
  public static final String KERNEL = "kernel";

  /** Width of the hidden dense layer between the last block and the outputs. */
  public static final String DENSE_UNITS = "dense_units";

  private static final String IF_CNN = "architecture is cnn";
  private static final int MOST_BLOCKS = 8;
  private static final int MOST_CONVOLUTIONS = 8;
  private static final int MOST_FILTERS = 4096;
  private static final int LARGEST_KERNEL = 31;
  private static final int MOST_UNITS = 65_536;

  private static final Map<String, MlpSpace.Entry> BUILT_IN = builtIn();

  /** What both kinds of network have. */
  private static final List<String> SHARED =
      List.of(MlpSpace.ACTIVATION, MlpSpace.BATCH_NORMALIZATION, MlpSpace.DROPOUT);

  private static final CnnSpace STANDARD = new CnnSpace(Map.of(), MlpSpace.standard());

  private final Map<String, Distribution> distributions = new LinkedHashMap<>();
  private final MlpSpace mlp;

  private CnnSpace(Map<String, Distribution> changes, MlpSpace mlp) {
    BUILT_IN.forEach(
        (name, entry) -> distributions.put(name, changes.getOrDefault(name, entry.distribution())));
    this.mlp = mlp;
  }

  private static Map<String, MlpSpace.Entry> builtIn() {
    Map<String, MlpSpace.Entry> map = new LinkedHashMap<>();
    map.put(
        ARCHITECTURE,
        new MlpSpace.Entry(
            CategoricalDistribution.of(CNN, MLP), CNN, new Domain.OneOf(List.of(CNN, MLP)), null));
    map.put(BLOCKS, whole(1, 3, Scale.LINEAR, 2, MOST_BLOCKS));
    map.put(CONVOLUTIONS, whole(1, 2, Scale.LINEAR, 1, MOST_CONVOLUTIONS));
    map.put(FILTERS, whole(8, 16, Scale.LOG, 16, MOST_FILTERS));
    map.put(
        KERNEL,
        new MlpSpace.Entry(
            CategoricalDistribution.of(3), 3, new Domain.Whole(1, LARGEST_KERNEL), IF_CNN));
    map.put(DENSE_UNITS, whole(32, 256, Scale.LOG, 128, MOST_UNITS));
    return Collections.unmodifiableMap(map);
  }

  private static MlpSpace.Entry whole(long low, long high, Scale scale, int start, int most) {
    return new MlpSpace.Entry(
        new IntDistribution(low, high, 1, scale), start, new Domain.Whole(1, most), IF_CNN);
  }

  /** The built-in ranges. */
  public static CnnSpace standard() {
    return STANDARD;
  }

  /** What is tuned in the perceptron, and in the training of both. */
  MlpSpace mlp() {
    return mlp;
  }

  @Override
  public List<String> parameters() {
    List<String> names = new ArrayList<>(BUILT_IN.keySet());
    names.addAll(mlp.parameters());
    return names;
  }

  @Override
  public Distribution get(String name) {
    Distribution distribution = distributions.get(name);
    return distribution == null ? mlp.get(name) : distribution;
  }

  @Override
  public CnnSpace with(String name, Distribution distribution) {
    MlpSpace.Entry entry = BUILT_IN.get(name);
    if (entry == null) {
      if (!mlp.parameters().contains(name)) {
        throw new IllegalArgumentException(
            "unknown parameter \"%s\", expected one of %s"
                .formatted(name, String.join(", ", parameters())));
      }
      return new CnnSpace(distributions, mlp.with(name, distribution));
    }
    entry.check(name, distribution);
    Map<String, Distribution> changed = new LinkedHashMap<>(distributions);
    changed.put(name, distribution);
    return new CnnSpace(changed, mlp);
  }

  @Override
  public Optional<String> conditionOf(String name) {
    MlpSpace.Entry entry = BUILT_IN.get(name);
    if (entry != null) {
      return Optional.ofNullable(entry.condition());
    }
    if (SHARED.contains(name)) {
      return Optional.of("cnn, or layers > 0");
    }
    return name.equals(MlpSpace.LAYERS)
        ? Optional.of("architecture is mlp")
        : mlp.conditionOf(name);
  }

  /** A convolutional network where there may be one, else the perceptron's. */
  @Override
  public Map<String, Object> start(List<Integer> inputShape) {
    Map<String, Object> start = new LinkedHashMap<>();
    BUILT_IN.forEach(
        (name, entry) -> {
          if (MlpSpace.contains(get(name), entry.start())) {
            start.put(name, entry.start());
          }
        });
    Map<String, Object> rest = new LinkedHashMap<>(mlp.start(inputShape));
    if (start.containsKey(ARCHITECTURE)) {
      rest.keySet().removeIf(name -> name.startsWith(MlpSpace.UNITS));
      rest.remove(MlpSpace.LAYERS);
    }
    start.putAll(rest);
    return start;
  }

  @Override
  public List<String> continuous() {
    boolean cnn = MlpSpace.contains(get(ARCHITECTURE), CNN);
    List<String> asked = mlp.continuous();
    return parameters().stream()
        .filter(name -> get(name).cardinality().isEmpty())
        .filter(name -> asked.contains(name) || (cnn && SHARED.contains(name)))
        .toList();
  }

  @Override
  public SearchSpace recorded() {
    SearchSpace.Builder builder = SearchSpace.builder();
    distributions.forEach(builder::add);
    SearchSpace rest = mlp.recorded();
    rest.names().forEach(name -> builder.add(name, rest.distribution(name).orElseThrow()));
    return builder.build();
  }

  @Override
  public HyperModel model(List<Integer> inputShape, int outputs, Loss loss, List<Metric> metrics) {
    return new CnnHyperModel(this, inputShape, outputs, loss, metrics);
  }

  /** One line that says all ranges; equal for equal spaces. */
  @Override
  public String toString() {
    return distributions + " " + mlp;
  }
}
