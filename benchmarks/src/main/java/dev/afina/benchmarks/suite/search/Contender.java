package dev.afina.benchmarks.suite.search;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.PrunerProvider;
import dev.afina.core.pruner.Pruners;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import java.util.Map;
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

  private static final String MOST_STEPS = "max";

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
   * A fresh rule that ends trials.
   *
   * @param rule its name
   * @param steps the most that a trial is trained for
   */
  static Pruner createPruner(String rule, int steps) {
    boolean wantsSteps =
        Pruners.providers().stream()
            .filter(provider -> provider.name().equals(rule))
            .map(PrunerProvider::options)
            .anyMatch(options -> options.contains(MOST_STEPS));
    return Pruners.named(rule, wantsSteps ? Map.of(MOST_STEPS, "" + steps) : Map.of());
  }

  @Override
  public String toString() {
    return name;
  }
}
