package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.measure.Machine;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.ResultFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs benchmarks by name and writes their results. Arguments: the root of the checkout, the Python
 * with the peers, and names; without a name all benchmarks but those that must be named.
 */
public final class Main {

  private static final List<String> NAMES =
      List.of(
          "training",
          "convolution",
          "parallel-training",
          "memory",
          "trials",
          "storage",
          "opening",
          "visibility",
          "grpc",
          "samplers",
          "million",
          "startup",
          "tune",
          "tuner-cost");

  /** Those that take long, or need the sample of MNIST; they are run by their names alone. */
  private static final List<String> OTHER_NAMES = List.of("accuracy", "hyperband", "tuner-soak");

  private Main() {}

  private static Benchmark named(String name) {
    return switch (name) {
      case "training" -> TrainingBenchmark.ofPerceptron();
      case "convolution" -> TrainingBenchmark.ofConvolution();
      case "accuracy" -> new AccuracyBenchmark();
      case "parallel-training" -> new ParallelTrainingBenchmark();
      case "memory" -> new MemoryBenchmark();
      case "trials" -> new TrialsBenchmark();
      case "grpc" -> new GrpcBenchmark();
      case "storage" -> new StorageBenchmark();
      case "opening" -> new OpeningBenchmark();
      case "visibility" -> new VisibilityBenchmark();
      case "samplers" -> new SamplersBenchmark();
      case "million" -> new MillionBenchmark();
      case "startup" -> new StartupBenchmark();
      case "tune" -> new TuneBenchmark();
      case "tuner-cost" -> new TunerCostBenchmark();
      case "hyperband" -> new HyperbandBenchmark();
      case "tuner-soak" -> new TunerSoakBenchmark();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Runs them. */
  public static void main(String[] arguments) {
    Workplace workplace = new Workplace(Path.of(arguments[0]), Path.of(arguments[1]));
    List<String> names = List.of(arguments).subList(2, arguments.length);
    for (String name : names) {
      if (!NAMES.contains(name) && !OTHER_NAMES.contains(name)) {
        System.err.printf(
            "benchmark \"%s\" is unknown, expected one of %s or %s%n", name, NAMES, OTHER_NAMES);
        System.exit(2);
      }
    }
    for (String name : names.isEmpty() ? NAMES : names) {
      System.err.println("benchmark " + name);
      String loadBefore = Machine.load();
      Measurement measurement = named(name).run(workplace);
      Path results = workplace.root().resolve("benchmarks").resolve("results");
      Circumstances circumstances = Circumstances.now(workplace.root(), loadBefore);
      System.out.println(ResultFiles.write(results, measurement, circumstances));
    }
  }
}
