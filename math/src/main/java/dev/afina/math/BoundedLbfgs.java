package dev.afina.math;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Minimises a smooth function within bounds from its gradients, by limited-memory BFGS.
 *
 * <p>Two-metric projection: coordinates held at a bound by the gradient follow it no further, the
 * others take the quasi-Newton step (two-loop recursion of <a
 * href="https://doi.org/10.1090/S0025-5718-1980-0572855-7">Nocedal 1980</a>, 10 pairs), and the
 * path is projected into the box with Armijo's condition along it (<a
 * href="https://doi.org/10.1137/0320018">Bertsekas 1982</a>). Unlike L-BFGS-B it computes no Cauchy
 * point, which bounds that are mostly inactive do not need.
 */
public final class BoundedLbfgs {

  private static final int MEMORY = 10;
  private static final double DECREASE = 1e-4;
  private static final int MOST_BACKTRACKS = 20;

  private BoundedLbfgs() {}

  /** A function with its gradient. */
  @FunctionalInterface
  public interface Function {

    /**
     * The value at x.
     *
     * @param x not to be written to
     * @param gradient receives the derivatives
     * @return anything not finite counts as too large
     */
    double evaluate(double[] x, double[] gradient);
  }

  /** Where a minimisation ended. */
  public static final class Result {

    private final double[] point;
    private final double value;
    private final int evaluations;
    private final boolean converged;

    private Result(double[] point, double value, int evaluations, boolean converged) {
      this.point = point;
      this.value = value;
      this.evaluations = evaluations;
      this.converged = converged;
    }

    /** Within the bounds; the caller's to keep. */
    public double[] point() {
      return point;
    }

    /** The function's value at the point. */
    public double value() {
      return value;
    }

    /** How often the function was called. */
    public int evaluations() {
      return evaluations;
    }

    /** Whether the projected gradient fell to the tolerance. */
    public boolean converged() {
      return converged;
    }
  }

  private static final class Pair {
    private final double[] step;
    private final double[] change;

    private Pair(double[] step, double[] change) {
      this.step = step;
      this.change = change;
    }
  }

  /**
   * Descends from a start.
   *
   * @param start clipped into the bounds
   * @param lower may be −∞
   * @param upper may be +∞, at least {@code lower}
   * @param iterations most steps
   * @param tolerance largest coordinate of the projected gradient to stop at
   */
  public static Result minimize(
      Function function,
      double[] start,
      double[] lower,
      double[] upper,
      int iterations,
      double tolerance) {
    int n = start.length;
    double[] x = start.clone();
    project(x, lower, upper);
    double[] gradient = new double[n];
    double value = function.evaluate(x, gradient);
    int evaluations = 1;
    ArrayDeque<Pair> pairs = new ArrayDeque<>();
    boolean[] held = new boolean[n];
    double[] trial = new double[n];
    double[] trialGradient = new double[n];
    for (int iteration = 0; iteration < iterations && Double.isFinite(value); iteration++) {
      if (projectedNorm(x, gradient, lower, upper) <= tolerance) {
        return new Result(x, value, evaluations, true);
      }
      for (int i = 0; i < n; i++) {
        held[i] = (x[i] <= lower[i] && gradient[i] >= 0) || (x[i] >= upper[i] && gradient[i] <= 0);
      }
      double[] direction = direction(gradient, held, pairs);
      double length = pairs.isEmpty() ? Math.min(1, 1 / norm(direction)) : 1;
      boolean accepted = false;
      double trialValue = value;
      for (int back = 0; back < MOST_BACKTRACKS && !accepted; back++) {
        double slope = 0;
        for (int i = 0; i < n; i++) {
          trial[i] = Math.min(upper[i], Math.max(lower[i], x[i] + length * direction[i]));
          slope += gradient[i] * (trial[i] - x[i]);
        }
        trialValue = function.evaluate(trial, trialGradient);
        evaluations++;
        accepted = trialValue <= value + DECREASE * slope && slope < 0;
        if (!accepted) {
          length *= shrink(value, slope, trialValue);
        }
      }
      if (!accepted) {
        if (pairs.isEmpty()) {
          break;
        }
        pairs.clear();
        continue;
      }
      double improvement = value - trialValue;
      remember(pairs, x, trial, gradient, trialGradient);
      System.arraycopy(trial, 0, x, 0, n);
      System.arraycopy(trialGradient, 0, gradient, 0, n);
      value = trialValue;
      if (improvement <= 1e-15 * Math.abs(value)) {
        break;
      }
    }
    boolean converged =
        Double.isFinite(value) && projectedNorm(x, gradient, lower, upper) <= tolerance;
    return new Result(x, value, evaluations, converged);
  }

  /** The factor by which a refused step shrinks: a parabola's minimum, within [0.1, 0.5]. */
  private static double shrink(double value, double slope, double trialValue) {
    double curvature = 2 * (trialValue - value - slope);
    double best = -slope / curvature;
    return Double.isFinite(best) ? Math.min(0.5, Math.max(0.1, best)) : 0.1;
  }

  private static void project(double[] x, double[] lower, double[] upper) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.min(upper[i], Math.max(lower[i], x[i]));
    }
  }

  private static double projectedNorm(double[] x, double[] g, double[] lower, double[] upper) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double moved = Math.min(upper[i], Math.max(lower[i], x[i] - g[i]));
      largest = Math.max(largest, Math.abs(moved - x[i]));
    }
    return largest;
  }

  private static void remember(
      ArrayDeque<Pair> pairs, double[] x, double[] nextX, double[] g, double[] nextG) {
    double[] step = new double[x.length];
    double[] change = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      step[i] = nextX[i] - x[i];
      change[i] = nextG[i] - g[i];
    }
    pairs.addLast(new Pair(step, change));
    if (pairs.size() > MEMORY) {
      pairs.removeFirst();
    }
  }

  /** Minus the approximate inverse Hessian times the gradient, on the coordinates not held. */
  private static double[] direction(double[] gradient, boolean[] held, ArrayDeque<Pair> pairs) {
    int n = gradient.length;
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = held[i] ? 0 : -gradient[i];
    }
    double[] weights = new double[pairs.size()];
    double[] curvatures = new double[pairs.size()];
    int k = pairs.size();
    double scale = 1;
    boolean scaled = false;
    for (Iterator<Pair> latest = pairs.descendingIterator(); latest.hasNext(); ) {
      Pair pair = latest.next();
      k--;
      double sy = dot(pair.step, pair.change, held);
      double yy = dot(pair.change, pair.change, held);
      double ss = dot(pair.step, pair.step, held);
      curvatures[k] = sy > 1e-10 * Math.sqrt(ss * yy) ? sy : 0;
      if (curvatures[k] > 0) {
        scale = scaled ? scale : sy / yy;
        scaled = true;
        weights[k] = dot(pair.step, d, held) / sy;
        add(d, -weights[k], pair.change, held);
      }
    }
    for (int i = 0; i < n; i++) {
      d[i] *= scale;
    }
    for (Pair pair : pairs) {
      if (curvatures[k] > 0) {
        add(d, weights[k] - dot(pair.change, d, held) / curvatures[k], pair.step, held);
      }
      k++;
    }
    return d;
  }

  private static void add(double[] y, double factor, double[] x, boolean[] held) {
    for (int i = 0; i < y.length; i++) {
      y[i] += held[i] ? 0 : factor * x[i];
    }
  }

  private static double dot(double[] a, double[] b, boolean[] held) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += held[i] ? 0 : a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    double sum = 0;
    for (double v : a) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }
}
