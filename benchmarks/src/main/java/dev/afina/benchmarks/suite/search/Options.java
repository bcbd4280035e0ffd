package dev.afina.benchmarks.suite.search;

import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.core.sampler.SamplerProvider;
import dev.afina.core.sampler.Samplers;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which cells are to be there.
 *
 * @param samplers names of contenders
 * @param problems patterns of names, with * and ?
 * @param first the first seed
 * @param seeds from the first one to this, exclusive
 * @param trials of a search
 * @param threads that search at once
 */
public record Options(
    List<String> samplers, List<String> problems, int first, int seeds, int trials, int threads) {

  /** Those of the published table. */
  public static final int SEEDS = 20;

  /** Not compared: it needs a finite space. */
  private static final String BRUTE_FORCE = "brute-force";

  private static final String PARALLEL = "auto-parallel8";

  /**
   * From a command line.
   *
   * @param samplers if none are named
   * @throws IllegalArgumentException if it is not understood
   */
  public static Options parse(List<String> arguments, List<String> samplers) {
    Options options =
        new Options(
            samplers,
            List.of("*"),
            0,
            SEEDS,
            Problem.TRIALS,
            Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("option %s lacks its value".formatted(name));
      }
      options = options.with(name, arguments.get(i + 1));
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--samplers" -> new Options(list(value), problems, first, seeds, trials, threads);
      case "--problems" -> new Options(samplers, list(value), first, seeds, trials, threads);
      case "--first-seed" ->
          new Options(samplers, problems, count(name, value, 0), seeds, trials, threads);
      case "--seeds" -> new Options(samplers, problems, first, count(name, value), trials, threads);
      case "--trials" -> new Options(samplers, problems, first, seeds, count(name, value), threads);
      case "--threads" -> new Options(samplers, problems, first, seeds, trials, count(name, value));
      default ->
          throw new IllegalArgumentException(
              "option %s is unknown, expected --samplers, --problems, --first-seed, --seeds, --trials or --threads"
                  .formatted(name));
    };
  }

  private static List<String> list(String value) {
    return Arrays.asList(value.split(",", -1));
  }

  private static int count(String name, String value) {
    return count(name, value, 1);
  }

  private static int count(String name, String value, int least) {
    try {
      int count = Integer.parseInt(value);
      if (count >= least) {
        return count;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "option %s is \"%s\", expected an integer of at least %d".formatted(name, value, least));
  }

  /** All samplers that suggest without a finite space, and eight of the automatic one at once. */
  public static List<String> everySampler() {
    List<String> names = new ArrayList<>();
    for (SamplerProvider provider : Samplers.providers()) {
      if (!provider.name().equals(BRUTE_FORCE)) {
        names.add(provider.name());
      }
    }
    if (names.contains("auto")) {
      names.add(PARALLEL);
    }
    return names;
  }

  /** Samplers with rules that end trials or set them aside. */
  public static List<String> everyRule() {
    return List.of(
        "auto+none",
        "auto+median",
        "auto+asha",
        "auto+pasha",
        "auto+hyperband",
        "tpe+hyperband",
        "random+asha");
  }

  /** Whether a problem is to be searched. */
  public boolean includes(Problem problem) {
    return problems.stream()
        .anyMatch(
            pattern ->
                FileSystems.getDefault()
                    .getPathMatcher("glob:" + pattern)
                    .matches(Path.of(problem.name())));
  }
}
