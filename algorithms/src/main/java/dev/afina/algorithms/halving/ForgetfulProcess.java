package dev.afina.algorithms.halving;

import dev.afina.math.Cholesky;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process of a function that changes with time: what was seen long ago tells little.
 *
 * <p>The covariance is {@code s²·exp(−|x − x′|²/2ℓ²)·(1 − ω)^(|t − t′|/2)}, that of {@code f_{t+1}
 * = √(1 − ω)·f_t + √ω·g} with a fresh g of the same kind (<a
 * href="https://arxiv.org/abs/1601.06650">Bogunovic, Scarlett and Cevher 2016</a>, section 2).
 * Coordinates that are categories differ by 0 or 1. Mean 0, so that targets are to be standardised.
 * O(n³) to fit, O(n²) to ask. Not thread-safe.
 */
final class ForgetfulProcess {

  private static final double[] LENGTHS = {0.1, 0.2, 0.4, 0.8, 1.6};
  private static final double[] FORGETTING = {0, 0.02, 0.1, 0.3, 0.6};
  private static final double[] NOISES = {1e-3, 1e-2, 1e-1, 0.5};

  /** A point in space and time. */
  static final class Point {

    private final double[] x;
    private final int time;

    /**
     * A point.
     *
     * @param x numbers in [0, 1], or categories; not to be written to any more
     * @param time in intervals
     */
    Point(double[] x, int time) {
      this.x = x;
      this.time = time;
    }

    /** A coordinate. */
    double at(int coordinate) {
      return x[coordinate];
    }

    /** The same point with another value of one coordinate. */
    Point with(int coordinate, double value) {
      double[] changed = x.clone();
      changed[coordinate] = value;
      return new Point(changed, time);
    }
  }

  /**
   * What the covariance depends on.
   *
   * @param length ℓ
   * @param forgetting ω in [0, 1)
   * @param noise variance of observations as a share of s²
   */
  record Shape(double length, double forgetting, double noise) {}

  private final boolean[] categories;
  private final Shape shape;
  private final List<Point> points;
  private final Cholesky factor;
  private @Nullable Cholesky widened;
  private final double[] weights;
  private final double scale;
  private final double likelihood;
  private final int observed;

  private ForgetfulProcess(
      List<Point> points, double[] targets, boolean[] categories, Shape shape) {
    this.categories = categories;
    this.shape = shape;
    this.points = new ArrayList<>(points);
    observed = points.size();
    factor = Cholesky.of(matrix());
    weights = targets.clone();
    factor.solve(weights);
    double quadratic = 0;
    for (int i = 0; i < observed; i++) {
      quadratic += targets[i] * weights[i];
    }
    scale = quadratic / observed;
    likelihood = -0.5 * (observed * Math.log(scale) + factor.logDeterminant());
  }

  /**
   * The process whose shape makes the targets most likely; of each shape the most likely s² is
   * {@code yᵀK⁻¹y/n}.
   *
   * @param targets {@code [n]}, not all 0
   * @param categories which coordinates are categories
   */
  static ForgetfulProcess fit(List<Point> points, double[] targets, boolean[] categories) {
    ForgetfulProcess best = null;
    for (double length : LENGTHS) {
      for (double forgetting : FORGETTING) {
        for (double noise : NOISES) {
          Shape shape = new Shape(length, forgetting, noise);
          ForgetfulProcess next = new ForgetfulProcess(points, targets, categories, shape);
          best = best == null || next.likelihood > best.likelihood ? next : best;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("there are no shapes to choose from");
    }
    return best;
  }

  /** With a given shape. */
  static ForgetfulProcess of(
      List<Point> points, double[] targets, boolean[] categories, Shape shape) {
    return new ForgetfulProcess(points, targets, categories, shape);
  }

  private double[][] matrix() {
    double[][] matrix = new double[observed][observed];
    for (int i = 0; i < observed; i++) {
      for (int j = i; j < observed; j++) {
        matrix[i][j] = correlation(points.get(i), points.get(j)) + (i == j ? shape.noise() : 0);
      }
    }
    return matrix;
  }

  private double correlation(Point a, Point b) {
    double squared = 0;
    for (int j = 0; j < categories.length; j++) {
      double d = a.x[j] - b.x[j];
      squared += categories[j] ? (d == 0 ? 0 : 1) : d * d;
    }
    double apart = Math.exp(-squared / (2 * shape.length() * shape.length()));
    return apart * Math.pow(1 - shape.forgetting(), Math.abs(a.time - b.time) / 2.0);
  }

  /**
   * Counts a point as seen whose target is not known yet: it makes the deviation smaller and leaves
   * the mean (<a href="https://jmlr.org/papers/v15/desautels14a.html">Desautels, Krause and Burdick
   * 2014</a>, section 4.1).
   */
  void await(Point pending) {
    double[] column = new double[points.size() + 1];
    for (int i = 0; i < points.size(); i++) {
      column[i] = correlation(points.get(i), pending);
    }
    column[points.size()] = 1 + shape.noise();
    if (widened == null) {
      widened = Cholesky.of(matrix());
    }
    widened.extend(column);
    points.add(pending);
  }

  /** The shape. */
  Shape shape() {
    return shape;
  }

  /** What is expected at a point. */
  double mean(Point point) {
    double mean = 0;
    for (int i = 0; i < observed; i++) {
      mean += correlation(points.get(i), point) * weights[i];
    }
    return mean;
  }

  /** The standard deviation of the function at a point. */
  double deviation(Point point) {
    double[] k = new double[points.size()];
    for (int i = 0; i < k.length; i++) {
      k[i] = correlation(points.get(i), point);
    }
    (widened == null ? factor : widened).solveLower(k);
    double rest = 1;
    for (double part : k) {
      rest -= part * part;
    }
    return Math.sqrt(scale * Math.max(0, rest));
  }
}
