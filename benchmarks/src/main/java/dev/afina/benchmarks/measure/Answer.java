package dev.afina.benchmarks.measure;

import java.util.Map;

/** A contestant's answer: numbers by name. */
public record Answer(Map<String, Double> numbers) {

  /**
   * A number that must be there.
   *
   * @throws IllegalStateException if it is not
   */
  public double get(String name) {
    Double number = numbers.get(name);
    if (number == null) {
      throw new IllegalStateException(
          "an answer lacks \"%s\", it has %s".formatted(name, numbers.keySet()));
    }
    return number;
  }
}
