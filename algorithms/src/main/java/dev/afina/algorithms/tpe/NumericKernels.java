package dev.afina.algorithms.tpe;

import dev.afina.core.space.Distribution;
import dev.afina.core.space.Prior;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Truncated normal kernels around the observations of a numeric parameter; on a grid, the kernel's
 * mass in the point's cell.
 *
 * <p>A kernel is as wide as the larger of its distances to its neighbours, the outermost to their
 * only one, within {@code [range / min(100, size + 2), range]}.
 */
final class NumericKernels extends Kernels {

  /** From here on the least width no longer changes. */
  private static final int SETTLED = 98;

  /** Cells of grids of at most so many points are computed once a kernel. */
  private static final int REMEMBERED_POINTS = 256;

  /** Cells shorter than this many widths have no curvature to speak of. */
  private static final double SHORT = 1e-6;

  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private record Shape(double mean, double width) {}

  private final Distribution distribution;
  private final @Nullable Prior prior;
  private final Axis axis;
  private final boolean remembers;
  private final Map<Shape, double[]> cells = new HashMap<>();

  private double leastWidth;

  /** By position. */
  double[] means = new double[16];

  private double[] widths = new double[16];

  /** 1 / (2 width²). */
  double[] halfPrecisions = new double[16];

  /** The logarithm of the density at the mean. */
  double[] peaks = new double[16];

  /** The logarithm of the untruncated kernel's mass within the range. */
  private double[] logMasses = new double[16];

  /** By position, then by grid point, of a small grid; NaN where not known yet. */
  private double[][] masses = new double[16][];

  /** Positions in ascending order of means, then of positions. */
  private int[] order = new int[16];

  private final double priorMean;
  private final double priorWidth;
  private final double priorLogMass;

  NumericKernels(Distribution distribution, @Nullable Prior prior) {
    this.distribution = distribution;
    this.prior = prior;
    axis = new Axis(distribution);
    remembers = axis.points() <= REMEMBERED_POINTS;
    priorMean = 0.5 * axis.low + 0.5 * axis.high;
    priorWidth = axis.range();
    priorLogMass = logMass(axis.low, axis.high, priorMean, priorWidth);
  }

  boolean isDiscrete() {
    return axis.isDiscrete();
  }

  /** The place of a value on the axis of the means. */
  double at(double value) {
    return axis.at(value);
  }

  @Override
  void ensure(int capacity) {
    super.ensure(capacity);
    if (capacity > means.length) {
      int length = observed.length;
      means = Arrays.copyOf(means, length);
      widths = Arrays.copyOf(widths, length);
      halfPrecisions = Arrays.copyOf(halfPrecisions, length);
      peaks = Arrays.copyOf(peaks, length);
      logMasses = Arrays.copyOf(logMasses, length);
      masses = Arrays.copyOf(masses, length);
      order = Arrays.copyOf(order, length);
    }
  }

  /** Whether another number of observations changes every kernel. */
  static boolean isUnsettled(int before, int after) {
    return Math.min(before, after) < SETTLED && before != after;
  }

  @Override
  void build() {
    cells.clear();
    leastWidth = axis.range() / Math.min(100, size + 2);
    for (int i = 0; i < size; i++) {
      means[i] = axis.at(observed[i]);
      widths[i] = Double.NaN;
    }
    Order.sort(means, size, order);
    for (int rank = 0; rank < size; rank++) {
      refresh(rank);
    }
  }

  @Override
  void insert(int position, double value) {
    ensure(size + 1);
    int moved = size - position;
    for (Object array :
        new Object[] {observed, means, widths, halfPrecisions, peaks, logMasses, masses}) {
      shift(array, position, position + 1, moved);
    }
    if (moved > 0) {
      for (int i = 0; i < size; i++) {
        order[i] += order[i] >= position ? 1 : 0;
      }
    }
    observed[position] = value;
    means[position] = axis.at(value);
    widths[position] = Double.NaN;
    int rank = rank(position);
    shift(order, rank, rank + 1, size - rank);
    order[rank] = position;
    size++;
    for (int i = Math.max(0, rank - 1); i <= Math.min(size - 1, rank + 1); i++) {
      refresh(i);
    }
  }

  @Override
  void remove(int position) {
    int rank = rank(position);
    size--;
    int moved = size - position;
    shift(order, rank + 1, rank, size - rank);
    for (Object array :
        new Object[] {observed, means, widths, halfPrecisions, peaks, logMasses, masses}) {
      shift(array, position + 1, position, moved);
    }
    if (moved > 0) {
      for (int i = 0; i < size; i++) {
        order[i] -= order[i] > position ? 1 : 0;
      }
    }
    for (int i = Math.max(0, rank - 1); i <= Math.min(size - 1, rank); i++) {
      refresh(i);
    }
  }

  /** Where a position is in the order, or belongs. */
  private int rank(int position) {
    int from = 0;
    int to = size;
    double mean = means[position];
    while (from < to) {
      int middle = (from + to) >>> 1;
      double other = means[order[middle]];
      if (other < mean || (other == mean && order[middle] < position)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Gives a kernel the width that its neighbours ask for. */
  private void refresh(int rank) {
    int position = order[rank];
    double mean = means[position];
    boolean alone = size == 1;
    double below = 0;
    if (rank > 0 || alone) {
      below = mean - (alone ? axis.low : means[order[rank - 1]]);
    }
    double above = 0;
    if (rank < size - 1 || alone) {
      above = (alone ? axis.high : means[order[rank + 1]]) - mean;
    }
    double width = Math.min(axis.range(), Math.max(leastWidth, Math.max(below, above)));
    if (width == widths[position]) {
      return;
    }
    widths[position] = width;
    halfPrecisions[position] = 0.5 / (width * width);
    logMasses[position] = logMass(axis.low, axis.high, mean, width);
    peaks[position] = -Math.log(width) - LOG_ROOT_TWO_PI - logMasses[position];
    if (remembers) {
      masses[position] = cells.computeIfAbsent(new Shape(mean, width), shape -> unknown());
    }
  }

  private double[] unknown() {
    double[] row = new double[(int) axis.points()];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  double width(int position) {
    return widths[position];
  }

  private static double logMass(double from, double to, double mean, double width) {
    return TruncatedNormal.logMass((from - mean) / width, (to - mean) / width);
  }

  @Override
  double logPrior(double value) {
    if (prior != null) {
      double uniform = (isDiscrete() ? Math.log(axis.length(value)) : 0) - Math.log(axis.range());
      return uniform + prior.logDensity(distribution, value);
    }
    if (isDiscrete()) {
      return cell(value, axis.left(value), axis.right(value), priorMean, priorWidth) - priorLogMass;
    }
    double z = (axis.at(value) - priorMean) / priorWidth;
    return -0.5 * z * z - LOG_ROOT_TWO_PI - Math.log(priorWidth) - priorLogMass;
  }

  @Override
  double draw(int position, RandomGenerator random) {
    if (position == size && prior != null) {
      return prior.draw(distribution, random);
    }
    double mean = position < size ? means[position] : priorMean;
    double width = position < size ? widths[position] : priorWidth;
    double z =
        TruncatedNormal.quantile(
            random.nextDouble(), (axis.low - mean) / width, (axis.high - mean) / width);
    return axis.value(mean + z * width);
  }

  @Override
  int filter(double value, double[] logs, int[] survivors, int count, double floor) {
    return remembers
        ? filterRemembered(value, logs, survivors, count, floor)
        : filterCells(value, logs, survivors, count, floor);
  }

  private int filterRemembered(
      double value, double[] logs, int[] survivors, int count, double floor) {
    int point = axis.rank(value);
    double from = axis.left(value);
    double to = axis.right(value);
    int left = 0;
    for (int i = 0; i < count; i++) {
      int position = survivors[i];
      double mass = masses[position][point];
      if (Double.isNaN(mass)) {
        mass = cell(position, value, from, to);
        masses[position][point] = mass;
      }
      logs[position] += mass;
      survivors[left] = position;
      left += logs[position] > floor ? 1 : 0;
    }
    return left;
  }

  /** A cell's mass is at most its width times its highest density, which is cheap to know. */
  private int filterCells(double value, double[] logs, int[] survivors, int count, double floor) {
    double from = axis.left(value);
    double to = axis.right(value);
    double logLength = Math.log(axis.length(value));
    int left = 0;
    for (int i = 0; i < count; i++) {
      int position = survivors[i];
      double mean = means[position];
      double distance = Math.max(0, Math.max(from - mean, mean - to));
      double most =
          logs[position]
              + logLength
              + peaks[position]
              - distance * distance * halfPrecisions[position];
      if (most > floor) {
        logs[position] += cell(position, value, from, to);
        survivors[left] = position;
        left += logs[position] > floor ? 1 : 0;
      }
    }
    return left;
  }

  private double cell(int position, double value, double from, double to) {
    return cell(value, from, to, means[position], widths[position]) - logMasses[position];
  }

  /** A very short cell's mass is its length times the density. */
  private double cell(double value, double from, double to, double mean, double width) {
    double length = axis.length(value) / width;
    if (length > SHORT) {
      return logMass(from, to, mean, width);
    }
    double z = (axis.at(value) - mean) / width;
    return -0.5 * z * z - LOG_ROOT_TWO_PI + Math.log(length);
  }
}
