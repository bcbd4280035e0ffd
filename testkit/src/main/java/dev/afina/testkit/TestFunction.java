package dev.afina.testkit;

import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A function to be minimised whose minimum is known; {@link TestFunctions} makes them.
 *
 * <p>Immutable and thread-safe as far as its formula is.
 *
 * @param name such as {@code ackley-5}
 * @param space bounds of the arguments {@code x0, x1, …}, all continuous on a linear scale
 * @param minimum the smallest value within the bounds
 * @param minimizers points, {@code [space.size()]} each, where the minimum is taken; at least one
 * @param formula takes a point {@code [space.size()]}
 */
public record TestFunction(
    String name,
    SearchSpace space,
    double minimum,
    List<double[]> minimizers,
    ToDoubleFunction<double[]> formula) {

  /** Checks that the minimisers lie in the bounds. */
  public TestFunction {
    if (minimizers.isEmpty()) {
      throw new IllegalArgumentException("%s has no minimiser within its bounds".formatted(name));
    }
    for (double[] point : minimizers) {
      if (!lies(point, space)) {
        throw new IllegalArgumentException(
            "minimiser %s of %s does not lie in %s".formatted(Arrays.toString(point), name, space));
      }
    }
    minimizers = minimizers.stream().map(double[]::clone).toList();
  }

  private static boolean lies(double[] point, SearchSpace space) {
    boolean inside = point.length == space.size();
    for (int i = 0; inside && i < point.length; i++) {
      inside = space.distribution(i).contains(point[i]);
    }
    return inside;
  }

  /** Number of arguments. */
  public int dimension() {
    return space.size();
  }

  /**
   * The value at a point.
   *
   * @throws IllegalArgumentException if the point has another number of coordinates
   */
  public double at(double... point) {
    if (point.length != dimension()) {
      throw new IllegalArgumentException(
          "%s has %d arguments, %d were given".formatted(name, dimension(), point.length));
    }
    return formula.applyAsDouble(point);
  }

  /** How much a value lies above the minimum. */
  public double regret(double value) {
    return value - minimum;
  }

  /** The function as an objective of a study that minimises. */
  public Objective objective() {
    return trial -> {
      double[] point = new double[dimension()];
      for (int i = 0; i < point.length; i++) {
        DoubleDistribution range = (DoubleDistribution) space.distribution(i);
        point[i] = trial.suggestDouble(space.name(i), range.low(), range.high());
      }
      return at(point);
    };
  }

  /**
   * The same function moved within its bounds, for algorithms that favour their centre.
   *
   * @param fraction of the width of the bounds, by turns up and down from one argument to the next;
   *     minimisers that leave the bounds are dropped, and one must stay
   */
  public TestFunction shifted(double fraction) {
    double[] by = new double[dimension()];
    for (int i = 0; i < by.length; i++) {
      DoubleDistribution range = (DoubleDistribution) space.distribution(i);
      by[i] = (i % 2 == 0 ? fraction : -fraction) * (range.high() - range.low());
    }
    return new TestFunction(
        name + "-shifted",
        space,
        minimum,
        minimizers.stream().map(x -> plus(x, by, 1)).filter(x -> lies(x, space)).toList(),
        x -> formula.applyAsDouble(plus(x, by, -1)));
  }

  private static double[] plus(double[] x, double[] by, double factor) {
    double[] sum = x.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * by[i];
    }
    return sum;
  }

  @Override
  public String toString() {
    return name;
  }
}
