package dev.afina.algorithms.cma;

import java.util.Arrays;

/**
 * Whether a run has nothing left to find: the criteria of <a
 * href="https://doi.org/10.1109/CEC.2005.1554902">Auger and Hansen 2005</a>, with the tolerance of
 * values relative to them. Immutable.
 *
 * <ul>
 *   <li>The best and worst losses of the last 10 + ⌈30 d/λ⌉ generations are the same to 12 digits.
 *   <li>All deviations, and the path of the covariance, are below 10⁻¹² of the first σ.
 *   <li>A deviation is above 10⁴: the run diverges.
 *   <li>A step of 0.2 deviations along a parameter, or of 0.1 along an axis, leaves the mean as it
 *       is.
 *   <li>The covariance's condition number exceeds 10¹⁴.
 * </ul>
 */
final class Stagnation {

  private static final double TOLERANCE = 1e-12;
  private static final double DIVERGED = 1e4;
  private static final double WORST_CONDITION = 1e14;

  private final double[][] losses;
  private final double first;

  private Stagnation(double[][] losses, double first) {
    this.losses = losses;
    this.first = first;
  }

  /** Before the first generation. */
  static Stagnation of(Evolution start) {
    return new Stagnation(new double[0][], start.sigma());
  }

  /** After a generation; NaN stands for trials without a usable loss. */
  Stagnation after(Evolution evolution, double best, double worst) {
    int window = 10 + (int) Math.ceil(30.0 * evolution.dimension() / evolution.population());
    int kept = Math.min(window, losses.length + 1);
    double[][] next = Arrays.copyOfRange(losses, losses.length + 1 - kept, losses.length + 1);
    next[kept - 1] = new double[] {best, worst};
    return new Stagnation(next, first);
  }

  boolean isOver(Evolution evolution) {
    int window = 10 + (int) Math.ceil(30.0 * evolution.dimension() / evolution.population());
    return (losses.length >= window && isFlat())
        || isTiny(evolution)
        || evolution.sigma() * evolution.eigen().largestRoot() > DIVERGED
        || leavesTheMean(evolution)
        || Math.pow(evolution.eigen().largestRoot() / evolution.eigen().smallestRoot(), 2)
            > WORST_CONDITION;
  }

  private boolean isFlat() {
    double least = losses[0][0];
    double most = losses[0][0];
    for (double[] pair : losses) {
      for (double loss : pair) {
        if (Double.isNaN(loss) != Double.isNaN(losses[0][0])) {
          return false;
        }
        least = Math.min(least, loss);
        most = Math.max(most, loss);
      }
    }
    return Double.compare(least, most) == 0
        || most - least
            <= Math.min(Double.MAX_VALUE, TOLERANCE * Math.max(Math.abs(least), Math.abs(most)));
  }

  private boolean isTiny(Evolution evolution) {
    for (int j = 0; j < evolution.dimension(); j++) {
      if (evolution.deviation(j) >= TOLERANCE * first
          || Math.abs(evolution.sigma() * evolution.pathC(j)) >= TOLERANCE * first) {
        return false;
      }
    }
    return true;
  }

  private static boolean leavesTheMean(Evolution evolution) {
    int axis = evolution.generation() % evolution.dimension();
    double length = 0.1 * evolution.sigma() * evolution.eigen().root(axis);
    boolean moved = false;
    for (int j = 0; j < evolution.dimension(); j++) {
      double mean = evolution.mean(j);
      if (mean == mean + 0.2 * evolution.deviation(j)) {
        return true;
      }
      moved |= mean != mean + length * evolution.eigen().vector(j, axis);
    }
    return !moved;
  }
}
