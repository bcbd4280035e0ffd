package dev.afina.core.pruner;

import java.util.List;
import java.util.Map;

/**
 * Offers {@link MedianPruner}, with the options {@code startup}, {@code warmup}, {@code interval}.
 */
public final class MedianPrunerProvider implements PrunerProvider {

  @Override
  public String name() {
    return "median";
  }

  @Override
  public String description() {
    return "ends trials that are behind the median of completed ones at the same step";
  }

  @Override
  public List<String> options() {
    return List.of("startup", "warmup", "interval");
  }

  @Override
  public Pruner create(Map<String, String> options) {
    return MedianPruner.create()
        .withStartupTrials(number(options, "startup", MedianPruner.DEFAULT_STARTUP_TRIALS))
        .withWarmup(number(options, "warmup", 0))
        .withInterval(number(options, "interval", 1));
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s of pruner median is \"%s\", expected an integer".formatted(name, text), e);
    }
  }
}
