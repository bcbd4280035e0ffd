package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.measure.Statistics;
import dev.afina.benchmarks.worker.TrainingWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How fast a network is trained, against Python's PyTorch of the same version and Keras. */
final class TrainingBenchmark implements Benchmark {

  private static final int WARM_UPS = 3;
  private static final int ROUNDS = 15;
  private static final int EPOCHS_A_TURN = 8;
  private static final double AIM = 0.95;
  private static final double AIM_TO_KERAS = 1.2;

  private final String name;
  private final String network;
  private final String title;
  private final String layers;
  private final int epochs;

  private TrainingBenchmark(String name, String network, String title, String layers, int epochs) {
    this.name = name;
    this.network = network;
    this.title = title;
    this.layers = layers;
    this.epochs = epochs;
  }

  static TrainingBenchmark ofPerceptron() {
    return new TrainingBenchmark(
        "training",
        "perceptron",
        "Training a multilayer perceptron, Afina against PyTorch in Python and Keras",
        "784-128-64-10, ReLU, cross-entropy of sparse classes",
        EPOCHS_A_TURN);
  }

  static TrainingBenchmark ofConvolution() {
    return new TrainingBenchmark(
        "convolution",
        "convolution",
        "Training a convolutional network, Afina against PyTorch in Python and Keras",
        "convolutions of 32 and 64 kernels of 3 × 3, each with ReLU and pooling by 2, dense 10",
        1);
  }

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder(name);
    TrainingImages images = TrainingImages.prepare(workplace.root(), folder);
    String pixels = images.images().toString();
    String labels = images.labels().toString();
    Map<String, String> versions = new TreeMap<>();
    Map<String, String> observations = new LinkedHashMap<>();
    List<Side> sides;
    try (Contestant afina =
            workplace.afina(TrainingWorker.class, List.of(), pixels, labels, network);
        Contestant python = workplace.peer("training.py", pixels, labels, "default", network);
        Contestant fused = workplace.peer("training.py", pixels, labels, "fused", network);
        @Nullable Contestant keras =
            workplace.hasKeras()
                ? workplace.kerasPeer("keras_training.py", pixels, labels, network)
                : null) {
      versions.putAll(afina.versions());
      versions.putAll(python.versions());
      Map<String, Trainer> trainers = new LinkedHashMap<>();
      trainers.put("Afina", new Trainer(afina, epochs));
      trainers.put("PyTorch, default Adam", new Trainer(python, epochs));
      trainers.put("PyTorch, fused Adam", new Trainer(fused, epochs));
      if (keras != null) {
        versions.putAll(keras.versions());
        trainers.put("Keras on TensorFlow", new Trainer(keras, epochs));
      }
      Rounds rounds = new Rounds();
      trainers.forEach(rounds::side);
      sides = rounds.run(WARM_UPS, ROUNDS);
      trainers.forEach((name, trainer) -> observations.put(name, trainer.observations()));
    }
    Side afina = sides.get(0);
    List<Comparison> comparisons =
        sides.stream().skip(1).map(side -> Comparison.of(afina, side)).toList();
    return new Measurement(
        name,
        title,
        "samples/s, more is better",
        settings(images, comparisons.size() > 2),
        versions,
        sides,
        comparisons,
        aims(comparisons),
        observations);
  }

  private static List<Aim> aims(List<Comparison> comparisons) {
    List<Aim> aims = new ArrayList<>();
    aims.add(
        Aim.atLeast(
            AIM, comparisons.get(0).median(), "at least 0.95 of PyTorch as it is by default"));
    aims.add(
        Aim.atLeast(
            AIM, comparisons.get(1).median(), "at least 0.95 of PyTorch with its fused Adam"));
    if (comparisons.size() > 2) {
      aims.add(
          Aim.atLeast(
              AIM_TO_KERAS, comparisons.get(2).median(), "at least 1.2 times Keras on TensorFlow"));
    }
    return aims;
  }

  private Map<String, String> settings(TrainingImages images, boolean withKeras) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network", layers);
    settings.put("optimizer", "Adam, learning rate 0.001; Afina's is PyTorch's fused kernel");
    settings.put("data", images.description() + ", the same bytes on all sides, in memory");
    settings.put("batches", "128 images, in a new random order every epoch");
    settings.put("threads", "one a side; the others wait while one trains");
    settings.put(
        "kernels", "chosen by the libraries; no setting of the environment's is handed on");
    settings.put("a turn", epochs + " epochs of a new network, timed by the side itself");
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    settings.put(
        "Keras",
        withKeras
            ? "Model.fit over NumPy arrays with its default compiled step (a graph of TensorFlow,"
                + " without XLA), traced by a short fit before the clock starts; one thread within"
                + " operations and one between them, what feeds the batches has threads of its own"
            : "not measured, as it does not install here");
    return settings;
  }

  /** One side, and what is seen of it beside its figures. */
  private static final class Trainer implements DoubleSupplier {

    private final Contestant contestant;
    private final int epochs;
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> cores = new ArrayList<>();
    private final List<Double> ratesOfCpu = new ArrayList<>();

    Trainer(Contestant contestant, int epochs) {
      this.contestant = contestant;
      this.epochs = epochs;
    }

    @Override
    public double getAsDouble() {
      Answer answer = contestant.turn(Integer.toString(epochs));
      losses.add(answer.get("loss"));
      cores.add(answer.get("cores"));
      ratesOfCpu.add(answer.get("rate") / answer.get("cores"));
      return answer.get("rate");
    }

    String observations() {
      return String.format(
          Locale.ROOT,
          "loss %.3f after a turn; %.2f cores busy, %,.0f samples a second of CPU time (medians)",
          Statistics.median(losses),
          Statistics.median(cores),
          Statistics.median(ratesOfCpu));
    }
  }
}
