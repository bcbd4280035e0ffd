package dev.afina.neural.callback;

import dev.afina.neural.weights.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a callback must remember to go on after a stop as if there had been none.
 *
 * @param numbers by name; NaN and infinities are kept
 * @param weights by name
 */
public record CallbackState(Map<String, Double> numbers, Map<String, Weights> weights) {

  /** Nothing to remember. */
  public static final CallbackState NONE = new CallbackState(Map.of(), Map.of());

  /** Copies the maps, in their order. */
  public CallbackState {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /** This state with one more number. */
  public CallbackState with(String name, double number) {
    Map<String, Double> more = new LinkedHashMap<>(numbers);
    more.put(name, number);
    return new CallbackState(more, weights);
  }

  /** This state with one more network's weights. */
  public CallbackState with(String name, Weights ofNetwork) {
    Map<String, Weights> more = new LinkedHashMap<>(weights);
    more.put(name, ofNetwork);
    return new CallbackState(numbers, more);
  }

  /**
   * One of the numbers.
   *
   * @throws IllegalArgumentException for a name that is not among them
   */
  public double number(String name) {
    Double number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException(
          "the callback's state has no \"%s\", expected one of %s; it is of another callback"
              .formatted(name, numbers.keySet()));
    }
    return number;
  }
}
