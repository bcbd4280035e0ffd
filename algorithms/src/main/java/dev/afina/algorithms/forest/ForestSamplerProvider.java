package dev.afina.algorithms.forest;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplerProvider;
import java.util.List;
import java.util.Map;

/** Offers {@link ForestSampler}. */
public final class ForestSamplerProvider implements SamplerProvider {

  private static final String STARTUP = "startup";
  private static final String EXPLORED = "explored";

  @Override
  public String name() {
    return "forest";
  }

  @Override
  public String description() {
    return "Bayesian optimisation with random forests; for many choices and conditions";
  }

  @Override
  public List<String> options() {
    return List.of(STARTUP, EXPLORED);
  }

  @Override
  public Sampler create(Map<String, String> options) {
    ForestSampler sampler = ForestSampler.create();
    String startup = options.get(STARTUP);
    if (startup != null) {
      sampler = sampler.withStartupTrials((int) number(STARTUP, startup, true));
    }
    String explored = options.get(EXPLORED);
    return explored == null
        ? sampler
        : sampler.withExploredShare(number(EXPLORED, explored, false));
  }

  private static double number(String option, String text, boolean whole) {
    try {
      return whole ? Integer.parseInt(text.trim()) : Double.parseDouble(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s (\"%s\") must be a %s"
              .formatted(
                  option,
                  text,
                  whole
                      ? "whole number of trials, such as " + ForestSampler.STARTUP_TRIALS
                      : "number from 0 to 1, such as " + ForestSampler.EXPLORED_SHARE),
          e);
    }
  }
}
