package dev.afina.benchmarks.suite.search;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sampler of Afina, with its defaults, and how many trials are in flight.
 *
 * @param name such as {@code gp}, or {@code gp-parallel8} for eight in flight
 * @param sampler the name it is found by
 * @param inFlight at least 1
 */
public record Contender(String name, String sampler, int inFlight) {

  private static final Pattern PARALLEL = Pattern.compile("(.+)-parallel([1-9]\\d*)");

  /** The one of a name. */
  public static Contender named(String name) {
    Matcher parallel = PARALLEL.matcher(name);
    return parallel.matches()
        ? new Contender(name, parallel.group(1), Integer.parseInt(parallel.group(2)))
        : new Contender(name, name, 1);
  }

  /** A fresh sampler. */
  public Sampler create() {
    return Samplers.named(sampler);
  }

  @Override
  public String toString() {
    return name;
  }
}
