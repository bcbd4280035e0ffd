package dev.afina.algorithms.forest;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the point of the greatest {@link Promise}.
 *
 * <p>A small finite space is enumerated. Otherwise many points drawn at random and some near the
 * best trials are compared, and the best of both and of the trials climb: in each round all of
 * their neighbours that differ in one parameter are compared, as in <a
 * href="https://doi.org/10.1007/978-3-642-25566-3_40">Hutter et al. 2011</a>, section 4.3, all
 * other choices and some steps of a number. Where a parameter's change makes others be asked for,
 * these are drawn anew or taken from a good trial that had them.
 */
final class Maximizer {

  private static final int ENUMERATED = 2048;
  private static final int DRAWN = 500;
  private static final int NEAR = 250;

  /** So many of the points drawn climb, and so many trials. */
  private static final int CLIMBERS = 3;

  private static final int ROUNDS = 10;

  /** Steps of a number in a round; their greatest deviation; SMAC's. */
  private static final int STEPS = 4;

  private static final double DEVIATION = 0.2;

  /** Deviations go down to 10 to the minus this of the greatest. */
  private static final double MAGNITUDES = 1.5;

  /** Of more choices, or of integers, only so many others are looked at in a round. */
  private static final int LISTED = 16;

  private final Encoding encoding;
  private final Promise promise;
  private final List<double[]> incumbents;
  private final RandomGenerator random;

  /**
   * A maximiser.
   *
   * @param incumbents points of the best trials, best first
   */
  Maximizer(Encoding encoding, Promise promise, List<double[]> incumbents, RandomGenerator random) {
    this.encoding = encoding;
    this.promise = promise;
    this.incumbents = incumbents;
    this.random = random;
  }

  /** A point, the same without what it will not ask for, and what it promises. */
  private static final class Scored {
    private final double[] point;
    private final double[] pruned;
    private final double value;

    private Scored(double[] point, double[] pruned, double value) {
      this.point = point;
      this.pruned = pruned;
      this.value = value;
    }

    private double value() {
      return value;
    }
  }

  /**
   * The best point that was not tried.
   *
   * @return {@code null} if every candidate was tried
   */
  double @Nullable [] best(Tried tried) {
    List<double[]> all = enumerated();
    List<Scored> scored = score(all == null ? candidates() : all);
    scored.sort(Comparator.comparingDouble(s -> -s.value()));
    if (all == null) {
      List<Scored> starts = new ArrayList<>(scored.subList(0, CLIMBERS));
      starts.addAll(score(incumbents.stream().limit(CLIMBERS).map(this::completed).toList()));
      starts.forEach(start -> climb(start, scored));
      scored.sort(Comparator.comparingDouble(s -> -s.value()));
    }
    for (Scored s : scored) {
      if (!tried.contains(s.pruned)) {
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

  private List<double[]> candidates() {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      points.add(encoding.draw(random));
    }
    for (int i = 0; i < NEAR && !incumbents.isEmpty(); i++) {
      double[] from = incumbents.get(i % incumbents.size());
      double[] point = completed(from);
      double share = Math.max(Math.pow(random.nextDouble(), 2), 1.0 / point.length);
      for (int j = 0; j < point.length; j++) {
        if (from[j] != Encoding.ABSENT && random.nextDouble() < share) {
          point[j] = step(encoding.axis(j), point[j]);
        }
      }
      points.add(point);
    }
    return points;
  }

  private List<Scored> score(List<double[]> points) {
    double[][] pruned = points.stream().map(encoding::prune).toArray(double[][]::new);
    double[] values = promise.at(pruned);
    List<Scored> scored = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      scored.add(new Scored(points.get(i), pruned[i], values[i]));
    }
    return scored;
  }

  /** Goes to the best neighbour while it is better, and adds what it passes. */
  private void climb(Scored start, List<Scored> passed) {
    Scored at = start;
    passed.add(start);
    for (int round = 0; round < ROUNDS; round++) {
      Scored best = at;
      for (Scored neighbour : score(neighbours(at))) {
        if (neighbour.value > best.value) {
          best = neighbour;
        }
        passed.add(neighbour);
      }
      if (best == at) {
        return;
      }
      at = best;
    }
  }

  private List<double[]> neighbours(Scored from) {
    List<double[]> points = new ArrayList<>();
    for (int j = 0; j < encoding.parameters(); j++) {
      Axis axis = encoding.axis(j);
      if (from.pruned[j] == Encoding.ABSENT) {
        continue;
      }
      boolean listed = axis.choices() > 0 && axis.choices() <= LISTED;
      int others = listed ? axis.choices() : axis.choices() > 0 ? LISTED : STEPS;
      for (int k = 0; k < others; k++) {
        double value = listed ? k : step(axis, from.point[j]);
        if (value != from.point[j]) {
          double[] point = from.pruned.clone();
          point[j] = value;
          points.add(completed(point));
        }
      }
    }
    return points;
  }

  /** Another choice, or a number nearby, reflected at the bounds. */
  private double step(Axis axis, double from) {
    if (axis.choices() > 0) {
      return axis.ofUniform(random.nextDouble());
    }
    double deviation = DEVIATION * Math.pow(10, -MAGNITUDES * random.nextDouble());
    double to = from + deviation * random.nextGaussian();
    double within = axis.snap(to < 0 || to > 1 ? 2 * from - to : to);
    return axis.count() > 0 && within == axis.snap(from)
        ? axis.ofRank(axis.rank(from) + (random.nextBoolean() ? 1 : -1))
        : within;
  }

  /** A point with a value for all that is absent in it. */
  private double[] completed(double[] pruned) {
    double[] donor =
        !incumbents.isEmpty() && random.nextBoolean()
            ? incumbents.get(random.nextInt(incumbents.size()))
            : pruned;
    double[] point = new double[pruned.length];
    for (int j = 0; j < point.length; j++) {
      Axis axis = encoding.axis(j);
      double value = pruned[j] == Encoding.ABSENT ? donor[j] : pruned[j];
      point[j] = value == Encoding.ABSENT ? axis.ofUniform(random.nextDouble()) : axis.snap(value);
    }
    return point;
  }
}
