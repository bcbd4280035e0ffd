package dev.afina.algorithms.gp;

import dev.afina.math.Sobol;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Points among which a {@link Maximizer} begins its search. */
final class Candidates {

  private static final int ENUMERATED = 2048;
  private static final int SPREAD = 1024;
  private static final int STEPS = 512;

  private final Encoding encoding;
  private final RandomGenerator random;

  Candidates(Encoding encoding, RandomGenerator random) {
    this.encoding = encoding;
    this.random = random;
  }

  /** Every point of a small finite space; {@code null} of any other. */
  @Nullable List<double[]> enumerated() {
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

  /** The Sobol points to pass to {@link #spread}. */
  static double[][] sobol(int dimension) {
    return Sobol.points(SPREAD, Math.min(dimension, Sobol.LARGEST_DIMENSION));
  }

  /** Scrambled Sobol points. */
  List<double[]> spread(double[][] sobol) {
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

  /** Adds steps of many lengths from the best trials, in some of their coordinates. */
  void around(List<double[]> incumbents, List<double[]> points) {
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
}
