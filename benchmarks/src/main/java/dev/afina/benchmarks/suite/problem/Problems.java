package dev.afina.benchmarks.suite.problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The problems of the suite, in the order of its report.
 *
 * @param available those that can be evaluated
 * @param skipped names of the others, and why
 */
public record Problems(List<Problem> available, Map<String, String> skipped) {

  /** Those of a checkout, which finds its data in {@code ../shared}. */
  public static Problems of(Path root) {
    Path shared = root.toAbsolutePath().normalize().resolveSibling("shared");
    List<Problem> available = new ArrayList<>();
    Map<String, String> skipped = new TreeMap<>();
    LcBench surrogate = new LcBench(shared.resolve("bench").resolve("lcbench"));
    if (surrogate.isPresent()) {
      available.addAll(surrogate.problems());
    } else {
      LcBench.names()
          .forEach(name -> skipped.put(name, "there is no ../shared/bench/lcbench/model.onnx"));
    }
    available.addAll(FunctionProblems.all());
    available.addAll(MixedProblems.all());
    available.addAll(ConditionalProblems.all());
    available.addAll(ConstrainedProblems.all());
    DigitsNetwork network = new DigitsNetwork(shared.resolve("data").resolve("digits.csv"));
    if (network.isPresent()) {
      available.add(network.problem());
    } else {
      skipped.put(DigitsNetwork.NAME, "there is no ../shared/data/digits.csv");
    }
    available.addAll(FailingProblems.all());
    return new Problems(List.copyOf(available), skipped);
  }

  /** The problem of a name. */
  public Optional<Problem> find(String name) {
    return available.stream().filter(problem -> problem.name().equals(name)).findFirst();
  }

  /**
   * The problem of a name.
   *
   * @throws IllegalArgumentException if there is none, or it is skipped
   */
  public Problem named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    skipped.containsKey(name)
                        ? "problem \"%s\" is skipped: %s".formatted(name, skipped.get(name))
                        : "problem \"%s\" is unknown, expected one of %s"
                            .formatted(name, available)));
  }
}
