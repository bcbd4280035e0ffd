package dev.afina.algorithms.gp;

import dev.afina.math.BoundedLbfgs;
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
 * trials are compared at a glance, the best of them closely, and of these a few climb: continuous
 * coordinates, and numbers of more than {@value #LISTED} values as if they were, by L-BFGS; then
 * each discrete one by trying its values (many: those at distances 1, 2, 4, …). The highest go on,
 * by turns, until nothing changes.
 */
final class Maximizer {

  private static final int CLIMBERS = 10;
  private static final int LOOKED_AT = 128;
  private static final int FIRST_ITERATIONS = 10;
  private static final int FINISHERS = 3;
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
   * @param sobol see {@link Candidates#sobol}
   * @return {@code null} if every candidate was tried
   */
  double @Nullable [] best(List<double[]> incumbents, double[][] sobol, Tried tried) {
    Candidates candidates = new Candidates(encoding, random);
    List<double[]> all = candidates.enumerated();
    if (all != null) {
      return firstOf(sorted(score(all)), tried);
    }
    List<double[]> points = candidates.spread(sobol);
    candidates.around(incumbents, points);
    List<Scored> guessed = sorted(scored(points, acquisition.guessAll(features(points))));
    List<double[]> promising = guessed.stream().limit(LOOKED_AT).map(s -> s.point).toList();
    List<Scored> scored = sorted(score(promising));
    List<Scored> climbed = new ArrayList<>();
    for (Scored start : starts(scored)) {
      climbed.add(jump(slide(start, FIRST_ITERATIONS)));
    }
    sorted(climbed).subList(0, Math.min(FINISHERS, climbed.size())).replaceAll(this::climb);
    sorted(climbed).addAll(scored);
    climbed.addAll(guessed);
    return firstOf(climbed, tried);
  }

  private static List<Scored> sorted(List<Scored> scored) {
    scored.sort(Comparator.comparingDouble(s -> -s.value()));
    return scored;
  }

  private double @Nullable [] firstOf(List<Scored> sorted, Tried tried) {
    for (Scored s : sorted) {
      if (!tried.contains(encoding.prune(s.point))) {
        return s.point;
      }
    }
    return null;
  }

  private double[] features(double[] point) {
    return encoding.features(encoding.prune(point));
  }

  private double[][] features(List<double[]> points) {
    return points.stream().map(this::features).toArray(double[][]::new);
  }

  private List<Scored> score(List<double[]> points) {
    return scored(points, acquisition.atAll(features(points)));
  }

  private static List<Scored> scored(List<double[]> points, double[] values) {
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
      Scored slid = slide(at, ITERATIONS);
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
  private Scored slide(Scored from, int iterations) {
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
        BoundedLbfgs.minimize(downhill, start, lower, upper, iterations, 1e-3);
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
