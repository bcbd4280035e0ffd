package dev.afina.algorithms.halving;

import java.util.Map;

/** Reads the options of schedulers that are chosen by name. */
record HalvingOptions(String scheduler, Map<String, String> options) {

  boolean has(String name) {
    return options.containsKey(name);
  }

  int number(String name, int otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option %s of pruner %s is \"%s\", expected an integer".formatted(name, scheduler, text),
          e);
    }
  }
}
