package dev.afina.core.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Weights of choices.
 *
 * @param choices by the position of their weights; {@code null} for the choices in their order
 */
record WeightsPrior(@Nullable List<@Nullable Object> choices, List<Double> weights)
    implements Prior {

  static final String CHOICES = "choices";
  static final String WEIGHTS = "weights";

  private record Weight(@Nullable Object choice, double weight) {}

  WeightsPrior {
    weights = List.copyOf(weights);
    if (choices != null) {
      choices = CategoricalDistribution.of(choices.toArray()).choices();
      if (choices.size() != weights.size()) {
        throw new IllegalArgumentException(
            "%d weights given for %d choices".formatted(weights.size(), choices.size()));
      }
    }
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "weight %s of %s must be a number of at least 0".formatted(weight, weights));
      }
      sum += weight;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException(
          "the weights %s sum to %s, expected a number above 0".formatted(weights, sum));
    }
  }

  /** In an order that does not depend on the map's. */
  static WeightsPrior of(Map<?, ? extends Number> map) {
    List<Weight> sorted = new ArrayList<>();
    map.forEach((choice, weight) -> sorted.add(new Weight(choice, weight.doubleValue())));
    sorted.sort(
        Comparator.comparing((Weight weight) -> String.valueOf(weight.choice()))
            .thenComparing(w -> w.choice() == null ? "" : w.choice().getClass().getName()));
    List<@Nullable Object> choices = new ArrayList<>();
    sorted.forEach(weight -> choices.add(weight.choice()));
    return new WeightsPrior(choices, sorted.stream().map(Weight::weight).toList());
  }

  @Override
  public void check(String name, Distribution distribution) {
    if (!(distribution instanceof CategoricalDistribution categorical)) {
      throw new IllegalArgumentException(
          "parameter \"%s\" is a number (%s), and its prior %s is for choices; give it a normal or log-normal one"
              .formatted(name, distribution, this));
    }
    List<@Nullable Object> known = categorical.choices();
    if (choices == null) {
      if (weights.size() != known.size()) {
        throw new IllegalArgumentException(
            "parameter \"%s\" has %d choices (%s), but its prior %d weights (%s); give one a choice"
                .formatted(name, known.size(), known, weights.size(), this));
      }
      return;
    }
    for (Object choice : choices) {
      if (!known.contains(choice)) {
        throw new IllegalArgumentException(
            "parameter \"%s\" has no choice %s, which its prior %s weighs; expected one of %s"
                .formatted(name, choice, this, known));
      }
    }
    for (Object choice : known) {
      if (!choices.contains(choice)) {
        throw new IllegalArgumentException(
            "parameter \"%s\" has a choice %s, which its prior %s does not weigh; add a weight, 0 for never"
                .formatted(name, choice, this));
      }
    }
  }

  /** The weight of the choice at an index of the distribution. */
  private double weight(Distribution distribution, int index) {
    return weights.get(choices == null ? index : choices.indexOf(distribution.toExternal(index)));
  }

  @Override
  public double quantile(Distribution distribution, double share) {
    double rest = share * sum();
    int last = 0;
    for (int index = 0; index < weights.size(); index++) {
      double weight = weight(distribution, index);
      if (weight > 0) {
        last = index;
        if (rest < weight) {
          break;
        }
        rest -= weight;
      }
    }
    return last;
  }

  @Override
  public double logDensity(Distribution distribution, double internal) {
    return Math.log(weight(distribution, (int) internal))
        - Math.log(sum())
        + Math.log(weights.size());
  }

  private double sum() {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  @Override
  public Map<String, Object> toAttribute() {
    Map<String, Object> stored = new LinkedHashMap<>();
    stored.put(NormalPrior.KIND, WEIGHTS);
    if (choices != null) {
      stored.put(CHOICES, choices);
    }
    stored.put(WEIGHTS, weights);
    return Collections.unmodifiableMap(stored);
  }

  @Override
  public String toString() {
    if (choices == null) {
      return "weights" + weights;
    }
    Map<@Nullable Object, Double> byChoice = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      byChoice.put(choices.get(i), weights.get(i));
    }
    return "weights" + byChoice;
  }
}
