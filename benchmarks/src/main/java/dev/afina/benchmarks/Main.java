package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Circumstances;
import dev.afina.benchmarks.measure.Machine;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.ResultFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs benchmarks by name and writes their results. Arguments: the root of the checkout, the Python
 * with the peers, and names; all benchmarks without a name.
 */
public final class Main {

  private static final List<String> NAMES =
      List.of(
          "training",
          "convolution",
          "trials",
          "storage",
          "grpc",
          "samplers",
          "million",
          "startup",
          "tune");

  private Main() {}

  private static Benchmark named(String name) {
    return switch (name) {
      case "training" -> TrainingBenchmark.ofPerceptron();
      case "convolution" -> TrainingBenchmark.ofConvolution();
      case "trials" -> new TrialsBenchmark();
      case "grpc" -> new GrpcBenchmark();
      case "storage" -> new StorageBenchmark();
      case "samplers" -> new SamplersBenchmark();
      case "million" -> new MillionBenchmark();
      case "startup" -> new StartupBenchmark();
      case "tune" -> new TuneBenchmark();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Runs them. */
  public static void main(String[] arguments) {
    Workplace workplace = new Workplace(Path.of(arguments[0]), Path.of(arguments[1]));
    List<String> names = List.of(arguments).subList(2, arguments.length);
    for (String name : names) {
      if (!NAMES.contains(name)) {
        System.err.printf("benchmark \"%s\" is unknown, expected one of %s%n", name, NAMES);
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
