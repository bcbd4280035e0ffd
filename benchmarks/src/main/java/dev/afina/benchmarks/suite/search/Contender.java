package dev.afina.benchmarks.suite.search;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import dev.afina.core.pruner.Pruners;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A sampler of Afina, with its defaults, and how many trials are in flight.
 *
 * @param name such as {@code gp}, {@code gp-parallel8} for eight in flight, or {@code gp+asha} with
 *     a rule that ends trials or sets them aside
 * @param sampler the name it is found by
 * @param pruner the name of that rule; {@code null} for the default
 * @param inFlight at least 1
 */
public record Contender(String name, String sampler, @Nullable String pruner, int inFlight) {

  private static final Pattern PARTS =
      Pattern.compile("(.+?)(?:\\+([a-z-]+?))?(?:-parallel([1-9]\\d*))?");

  private static final Set<String> LADDERS = Set.of("asha", "pasha");
  private static final String HYPERBAND = "hyperband";

  /** The one of a name. */
  public static Contender named(String name) {
    Matcher parts = PARTS.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("\"%s\" names no contender".formatted(name));
    }
    String parallel = parts.group(3);
    return new Contender(
        name, parts.group(1), parts.group(2), parallel == null ? 1 : Integer.parseInt(parallel));
  }

  /** A fresh sampler. */
  public Sampler create() {
    return Samplers.named(sampler);
  }

  /**
   * A fresh rule that ends trials, as {@code afina tune} makes it: rungs without brackets begin at
   * a quarter of the steps and double.
   *
   * @param rule its name
   * @param steps the most that a trial is trained for
   */
  static Pruner createPruner(String rule, int steps) {
    boolean wantsSteps =
        Pruners.providers().stream()
            .filter(provider -> provider.name().equals(rule))
            .map(PrunerProvider::options)
            .anyMatch(options -> options.contains("max"));
    Map<String, String> options = new TreeMap<>();
    if (wantsSteps) {
      options.put("max", String.valueOf(steps));
    }
    if (LADDERS.contains(rule)) {
      options.put("min", String.valueOf(Math.max(1, steps / 4)));
      options.put("factor", "2");
    }
    if (rule.equals(HYPERBAND)) {
      options.put("iterations", "50");
    }
    return Pruners.named(rule, options);
  }

  @Override
  public String toString() {
    return name;
  }
}
