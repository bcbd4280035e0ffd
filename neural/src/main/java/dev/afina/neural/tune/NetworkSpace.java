package dev.afina.neural.tune;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is tuned in a kind of network: built-in ranges, any of which may be replaced; some
 * parameters are asked for only where others call for them. Immutable.
 */
public interface NetworkSpace {

  /** The names that {@link #with} knows. */
  List<String> parameters();

  /**
   * The range of a parameter.
   *
   * @throws IllegalArgumentException if there is no such parameter
   */
  Distribution get(String name);

  /**
   * This space with another range of one parameter.
   *
   * @throws IllegalArgumentException if there is no such parameter, or it cannot take these values
   */
  NetworkSpace with(String name, Distribution distribution);

  /** When a parameter is asked for at all; empty for always. */
  Optional<String> conditionOf(String name);

  /**
   * A configuration that does well on most data, to be tried first: as far as the ranges contain
   * it, by the recorded names.
   *
   * @param inputShape shape of one sample
   */
  Map<String, Object> start(List<Integer> inputShape);

  /** The continuous parameters, without those whose condition can never hold. */
  List<String> continuous();

  /** Whether there are only so many configurations. */
  default boolean isFinite() {
    return continuous().isEmpty();
  }

  /** Everything that a trial may record, by the recorded names. */
  SearchSpace recorded();

  /**
   * Networks over this space.
   *
   * @param inputShape shape of one sample
   * @param outputs number of outputs: classes, or 1
   * @param loss what is made small
   * @param metrics reported beside it
   */
  HyperModel model(List<Integer> inputShape, int outputs, Loss loss, List<Metric> metrics);
}
