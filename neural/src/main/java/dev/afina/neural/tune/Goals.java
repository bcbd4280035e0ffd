package dev.afina.neural.tune;

import dev.afina.core.storage.Direction;
import dev.afina.neural.Blueprint;
import dev.afina.neural.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which values trials can be compared by, and whether less or more of each is better. */
final class Goals {

  private static final String VALIDATION = "val_";
  private static final String LOSS = "loss";

  private Goals() {}

  /**
   * The goal of a name, by the metrics of a network: of a loss, and of the number of weights, less
   * is better, of a metric what it says itself.
   *
   * @throws IllegalArgumentException if no training of this network has such a value
   */
  static Goal named(String name, Blueprint blueprint) {
    if (name.equals(Goal.WEIGHTS)) {
      return new Goal(name, Direction.MINIMIZE);
    }
    String plain = name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
    if (plain.equals(LOSS)) {
      return new Goal(name, Direction.MINIMIZE);
    }
    for (Metric metric : blueprint.metrics()) {
      if (metric.name().equals(plain)) {
        return new Goal(name, metric.higherIsBetter() ? Direction.MAXIMIZE : Direction.MINIMIZE);
      }
    }
    throw new IllegalArgumentException(
        "no metric of the network is the objective \"%s\", expected one of %s; compile the network with that metric, or say maximize or minimize if a callback logs it"
            .formatted(name, String.join(", ", known(blueprint))));
  }

  private static List<String> known(Blueprint blueprint) {
    List<String> plain = new ArrayList<>(List.of(LOSS));
    blueprint.metrics().forEach(metric -> plain.add(metric.name()));
    List<String> names = new ArrayList<>();
    plain.forEach(name -> names.add(VALIDATION + name));
    names.addAll(plain);
    names.add(Goal.WEIGHTS);
    return names;
  }

  /**
   * What is wrong where an epoch has no value for a goal.
   *
   * @param known names of the values that it has
   */
  static String missing(String name, Set<String> known) {
    return name.startsWith(VALIDATION) && !validates(known)
        ? "the objective \"%s\" needs validation data, and the search was given none; hand them to search, or use Fit.validationSplit"
            .formatted(name)
        : "no metric \"%s\" in an epoch's values, expected one of %s".formatted(name, known);
  }

  /**
   * Checks that an epoch has validation values, where goals are of such.
   *
   * @param known names of the values that it has
   * @throws IllegalArgumentException if not
   */
  static void checkValidation(List<Goal> goals, Set<String> known) {
    for (Goal goal : goals) {
      if (goal.name().startsWith(VALIDATION) && !validates(known)) {
        throw new IllegalArgumentException(missing(goal.name(), known));
      }
    }
  }

  private static boolean validates(Set<String> known) {
    return known.stream().anyMatch(name -> name.startsWith(VALIDATION));
  }
}
