package dev.afina.algorithms.pruner;

import java.util.Map;

/** Reads the options of pruners that are chosen by name. */
record PrunerOptions(String pruner, Map<String, String> options) {

  int number(String name, int otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw refused(name, text, "an integer", e);
    }
  }

  double real(String name, double otherwise) {
    String text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw refused(name, text, "a number", e);
    }
  }

  private IllegalArgumentException refused(
      String name, String text, String expected, NumberFormatException e) {
    return new IllegalArgumentException(
        "option %s of pruner %s is \"%s\", expected %s".formatted(name, pruner, text, expected), e);
  }
}
