package dev.afina.algorithms.cma;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/**
 * Offers {@link CmaEsSampler}, with the options {@code population}, an integer, {@code sigma}, a
 * number, {@code restarts}, {@code true} or {@code false}, {@code learning-rates}, {@code full} or
 * {@code adapted}, and {@code warm-start}, a number of trials.
 */
public final class CmaEsSamplerProvider implements SamplerProvider {

  @Override
  public String name() {
    return "cma-es";
  }

  @Override
  public String description() {
    return "covariance matrix adaptation; for numbers, and hundreds to thousands of trials";
  }

  @Override
  public List<String> options() {
    return List.of("population", "sigma", "restarts", "learning-rates", "warm-start");
  }

  @Override
  public Sampler create(Map<String, String> options) {
    CmaEsSampler sampler = CmaEsSampler.create();
    String population = options.get("population");
    if (population != null) {
      sampler = sampler.withPopulation(whole("population", population));
    }
    String sigma = options.get("sigma");
    if (sigma != null) {
      sampler = sampler.withSigma(number("sigma", sigma));
    }
    String warmStart = options.get("warm-start");
    if (warmStart != null) {
      sampler = sampler.withWarmStart(whole("warm-start", warmStart));
    }
    if (isSecond(options, "restarts", "true", "false")) {
      sampler = sampler.withoutRestarts();
    }
    if (isSecond(options, "learning-rates", "full", "adapted")) {
      sampler = sampler.withAdaptedLearningRates();
    }
    return sampler;
  }

  private static boolean isSecond(
      Map<String, String> options, String name, String first, String second) {
    String value = options.getOrDefault(name, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          "option %s of sampler cma-es is \"%s\", expected %s or %s"
              .formatted(name, value, first, second));
    }
    return value.equals(second);
  }

  private static int whole(String name, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s of sampler cma-es is \"%s\", expected a whole number".formatted(name, text),
          e);
    }
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s of sampler cma-es is \"%s\", expected a number".formatted(name, text), e);
    }
  }
}
