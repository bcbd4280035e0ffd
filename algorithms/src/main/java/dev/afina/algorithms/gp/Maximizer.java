package dev.afina.algorithms.gp;

import dev.afina.math.BoundedLbfgs;
import dev.afina.math.Sobol;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the point whose {@link Acquisition} is greatest.
 *
 * <p>A small finite space is enumerated. Otherwise scrambled Sobol points and steps from the best
 * trials are compared, and the best few of them climb: continuous coordinates, and numbers of more
 * than {@value #LISTED} values as if they were, by L-BFGS; then each discrete one by trying its
 * values (many: those at distances 1, 2, 4, …); by turns, until nothing changes.
 */
final class Maximizer {

  private static final int ENUMERATED = 2048;
  private static final int SPREAD = 1024;
  private static final int STEPS = 512;
  private static final int CLIMBERS = 10;
  private static final int ROUNDS = 8;
  private static final int ITERATIONS = 40;

  /** Up to so many values are all tried. */
  private static final long LISTED = 16;

  private final Encoding encoding;
  private final Acquisition acquisition;
  private final RandomGenerator random;

  Maximizer(Encoding encoding, Acquisition acquisition, RandomGenerator random) {
    this.encoding = encoding;
    this.acquisition = acquisition;
    this.random = random;
  }

  private static final class Scored {
    private final double[] point;
    private final double value;

    private Scored(double[] point, double value) {
      this.point = point;
      this.value = value;
    }

    private double value() {
      return value;
    }
  }

  /**
   * The best point that was not tried.
   *
   * @param incumbents points of the best trials, best first
   * @param sobol unscrambled points to start from
   * @return {@code null} if every candidate was tried
   */
  double @Nullable [] best(List<double[]> incumbents, double[][] sobol, Tried tried) {
    List<double[]> candidates = enumerated();
    boolean all = candidates != null;
    if (candidates == null) {
      candidates = spread(sobol);
      around(incumbents, candidates);
    }
    List<Scored> scored = score(candidates);
    scored.sort(Comparator.comparingDouble(s -> -s.value()));
    if (!all) {
      List<Scored> climbed = new ArrayList<>();
      for (Scored start : starts(scored)) {
        climbed.add(climb(start));
      }
      climbed.sort(Comparator.comparingDouble(s -> -s.value()));
      climbed.addAll(scored);
      scored = climbed;
    }
    for (Scored s : scored) {
      if (!tried.contains(encoding.prune(s.point))) {
        return s.point;
      }
    }
    return null;
  }

  /** Every point of a small finite space. */
  private @Nullable List<double[]> enumerated() {
    BigInteger count = encoding.space().cardinality().orElse(null);
    if (count == null || count.compareTo(BigInteger.valueOf(ENUMERATED)) > 0) {
      return null;
    }
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count.intValueExact(); i++) {
      double[] point = new double[encoding.parameters()];
      int rest = i;
      for (int j = 0; j < point.length; j++) {
        int values = (int) encoding.axis(j).count();
        point[j] = encoding.axis(j).ofRank(rest % values);
        rest /= values;
      }
      points.add(point);
    }
    return points;
  }

  /** The Sobol points to pass to {@link #best}. */
  static double[][] sobol(int dimension) {
    return Sobol.points(SPREAD, Math.min(dimension, Sobol.LARGEST_DIMENSION));
  }

  private List<double[]> spread(double[][] sobol) {
    List<double[]> points = new ArrayList<>();
    for (double[] uniform : Sobol.scramble(sobol, encoding.parameters(), random)) {
      points.add(ofUniform(encoding, uniform));
    }
    return points;
  }

  /** The point that uniform numbers stand for. */
  static double[] ofUniform(Encoding encoding, double[] uniform) {
    double[] point = new double[uniform.length];
    for (int j = 0; j < point.length; j++) {
      point[j] = encoding.axis(j).ofUniform(uniform[j]);
    }
    return point;
  }

  /** Steps of many lengths from the best trials, in some of their coordinates. */
  private void around(List<double[]> incumbents, List<double[]> points) {
    if (incumbents.isEmpty()) {
      return;
    }
    for (int i = 0; i < STEPS; i++) {
      double[] point = incumbents.get(i % incumbents.size()).clone();
      double length = Math.pow(10, -0.5 - 2 * random.nextDouble());
      double share = Math.max(random.nextDouble(), 1.0 / point.length);
      for (int j = 0; j < point.length; j++) {
        Axis axis = encoding.axis(j);
        if (point[j] == ActivityTree.ABSENT || (axis.isCategorical() && flips(share))) {
          point[j] = axis.ofUniform(random.nextDouble());
        } else if (!axis.isCategorical() && random.nextDouble() < share) {
          double to = Math.min(1, Math.max(0, point[j] + length * random.nextGaussian()));
          point[j] = axis.snap(to);
        } else {
          point[j] = axis.snap(axis.isCategorical() ? point[j] : clip(point[j]));
        }
      }
      points.add(point);
    }
  }

  private boolean flips(double share) {
    return random.nextDouble() < 0.3 * share;
  }

  private static double clip(double coordinate) {
    return Math.min(1, Math.max(0, coordinate));
  }

  private double[] features(double[] point) {
    return encoding.features(encoding.prune(point));
  }

  private List<Scored> score(List<double[]> points) {
    double[][] features = points.stream().map(this::features).toArray(double[][]::new);
    double[] values = acquisition.atAll(features);
    List<Scored> scored = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      scored.add(
          new Scored(
              points.get(i), Double.isNaN(values[i]) ? Double.NEGATIVE_INFINITY : values[i]));
    }
    return scored;
  }

  /** The best, and others by roulette, in proportion to what they promise. */
  private List<Scored> starts(List<Scored> sorted) {
    List<Scored> starts = new ArrayList<>();
    double top = sorted.get(0).value();
    double[] keys = new double[sorted.size()];
    Integer[] order = new Integer[sorted.size()];
    for (int i = 0; i < keys.length; i++) {
      // Gumbel's trick: the greatest of these are a draw without replacement
      keys[i] = sorted.get(i).value() - top - Math.log(-Math.log(random.nextDouble()));
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingDouble(i -> -keys[i]));
    starts.add(sorted.get(0));
    for (int i = 0; i < order.length && starts.size() < CLIMBERS; i++) {
      if (order[i] != 0) {
        starts.add(sorted.get(order[i]));
      }
    }
    return starts;
  }

  private Scored climb(Scored start) {
    Scored at = start;
    for (int round = 0; round < ROUNDS; round++) {
      Scored slid = slide(at);
      Scored jumped = jump(slid);
      boolean over = jumped.value <= slid.value || jumped.value <= at.value + 1e-6;
      at = jumped;
      if (over) {
        break;
      }
    }
    return at;
  }

  private boolean slides(int parameter) {
    Axis axis = encoding.axis(parameter);
    return !axis.isCategorical() && (axis.count() == 0 || axis.count() > LISTED);
  }

  /** Moves what is continuous uphill; the same object if that gains nothing. */
  private Scored slide(Scored from) {
    double[] pruned = encoding.prune(from.point);
    int[] moving = new int[pruned.length];
    int count = 0;
    for (int j = 0; j < pruned.length; j++) {
      if (pruned[j] != ActivityTree.ABSENT && slides(j)) {
        moving[count++] = j;
      }
    }
    if (count == 0) {
      return from;
    }
    int[] free = Arrays.copyOf(moving, count);
    double[] features = encoding.features(pruned);
    double[] slope = new double[features.length];
    BoundedLbfgs.Function downhill =
        (x, gradient) -> {
          for (int i = 0; i < free.length; i++) {
            features[free[i]] = x[i];
          }
          double value = acquisition.at(features, slope);
          for (int i = 0; i < free.length; i++) {
            gradient[i] = -slope[free[i]];
          }
          return -value;
        };
    double[] start = new double[count];
    double[] lower = new double[count];
    double[] upper = new double[count];
    Arrays.fill(upper, 1);
    Arrays.setAll(start, i -> pruned[free[i]]);
    BoundedLbfgs.Result result =
        BoundedLbfgs.minimize(downhill, start, lower, upper, ITERATIONS, 1e-3);
    double[] point = from.point.clone();
    for (int i = 0; i < count; i++) {
      point[free[i]] = encoding.axis(free[i]).snap(result.point()[i]);
    }
    double value = acquisition.at(features(point));
    return value > from.value() ? new Scored(point, value) : from;
  }

  /** Tries other values of each discrete parameter; the same object if none is better. */
  private Scored jump(Scored from) {
    Scored at = from;
    for (int j = 0; j < encoding.parameters(); j++) {
      Axis axis = encoding.axis(j);
      if (axis.count() == 0 || encoding.prune(at.point)[j] == ActivityTree.ABSENT) {
        continue;
      }
      List<double[]> others = new ArrayList<>();
      long rank = axis.rank(at.point[j]);
      if (axis.count() <= LISTED || axis.isCategorical()) {
        for (long other = 0; other < axis.count(); other++) {
          add(others, at, j, other == rank ? -1 : other);
        }
      } else {
        for (long step = 1; step < axis.count(); step *= 2) {
          add(others, at, j, rank - step);
          add(others, at, j, rank + step);
        }
      }
      if (!others.isEmpty()) {
        Scored best = Collections.max(score(others), Comparator.comparingDouble(Scored::value));
        at = best.value() > at.value() + 1e-9 ? best : at;
      }
    }
    return at;
  }

  private void add(List<double[]> points, Scored from, int parameter, long rank) {
    Axis axis = encoding.axis(parameter);
    if (rank >= 0 && rank < axis.count()) {
      double[] point = from.point.clone();
      point[parameter] = axis.ofRank(rank);
      points.add(point);
    }
  }
}
