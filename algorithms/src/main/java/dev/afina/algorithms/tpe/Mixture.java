package dev.afina.algorithms.tpe;

import dev.afina.core.space.Prior;
import dev.afina.core.space.SearchSpace;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A Parzen estimator: a weighted mixture of kernels, one for each trial and a prior; a kernel is
 * the product of its parameters' kernels.
 *
 * <p>{@link #update} takes the trials and changes as little as it can; what it keeps is compared
 * with what it is given, so the result never depends on what was there before.
 *
 * <p>{@link #logDensity} is exact to rounding, yet leaves out most kernels: those that together
 * could not change the last digit of what the prior alone contributes.
 */
final class Mixture {

  /** Rows are worked on in pieces that fit the first-level cache. */
  private static final int BLOCK = 1024;

  /** −ln of half a unit in the last place of 1, rounded up. */
  private static final double DIGITS = 37.5;

  private final Kernels[] kernels;
  private final int[] continuous;
  private final int[] others;
  private final boolean aging;

  private int size;
  private int[] rows = new int[16];
  private int[] given = new int[16];
  private double[] weights = new double[16];
  private double totalWeight = 1;

  /** Of the continuous parameters, the sum of the logarithms of the densities at the means. */
  private double[] peaks = new double[16];

  /** By position, of the point at hand. */
  private double[] logs = new double[16];

  private final int[] survivors = new int[BLOCK];

  /**
   * Without any trial.
   *
   * @param aging whether old trials count less than new ones
   * @param priors what is believed about parameters, by name
   */
  Mixture(SearchSpace space, boolean aging, Map<String, Prior> priors) {
    this.aging = aging;
    kernels = new Kernels[space.size()];
    for (int i = 0; i < kernels.length; i++) {
      kernels[i] = Kernels.of(space.distribution(i), priors.get(space.name(i)));
    }
    continuous = parameters(true);
    others = parameters(false);
  }

  /** The positions of the parameters that are continuous, or of those that are not. */
  private int[] parameters(boolean wanted) {
    return IntStream.range(0, kernels.length)
        .filter(j -> (kernels[j] instanceof NumericKernels k && !k.isDiscrete()) == wanted)
        .toArray();
  }

  /**
   * Rests on these trials, as far as they have all the parameters.
   *
   * @param trials ascending rows of the history, {@code [count]}
   * @param columns a column for each parameter; not looked at without trials
   */
  void update(int[] trials, int count, double[][] columns) {
    int taken = complete(trials, count, columns);
    int same = same(Math.min(taken, size), columns);
    if (same == taken && same == size) {
      return;
    }
    if (NumericKernels.isUnsettled(size, taken) || !repair(same, taken, columns)) {
      rebuild(taken, columns);
    }
    weigh();
  }

  private int complete(int[] trials, int count, double[][] columns) {
    if (given.length < count) {
      given = new int[Math.max(count, given.length * 2)];
    }
    System.arraycopy(trials, 0, given, 0, count);
    int taken = count;
    for (double[] column : columns) {
      int kept = 0;
      for (int i = 0; i < taken; i++) {
        given[kept] = given[i];
        kept += Double.isNaN(column[given[i]]) ? 0 : 1;
      }
      taken = kept;
    }
    return taken;
  }

  /** How many of the first positions hold what is given. */
  private int same(int count, double[][] columns) {
    int mismatch = Arrays.mismatch(rows, 0, count, given, 0, count);
    int same = mismatch < 0 ? count : mismatch;
    for (int j = 0; j < kernels.length; j++) {
      double[] observed = kernels[j].observed;
      double[] column = columns[j];
      int position = 0;
      while (position < same && observed[position] == column[given[position]]) {
        position++;
      }
      same = position;
    }
    return same;
  }

  private boolean holds(int position, int row, double[][] columns) {
    if (rows[position] != row) {
      return false;
    }
    for (int j = 0; j < kernels.length; j++) {
      if (kernels[j].observed[position] != columns[j][row]) {
        return false;
      }
    }
    return true;
  }

  private void rebuild(int taken, double[][] columns) {
    ensure(taken);
    System.arraycopy(given, 0, rows, 0, taken);
    size = taken;
    for (int j = 0; j < kernels.length; j++) {
      kernels[j].ensure(taken);
      for (int i = 0; i < taken; i++) {
        kernels[j].observed[i] = columns[j][given[i]];
      }
      kernels[j].rebuild(taken);
    }
  }

  /**
   * Inserts and removes what differs; false, with the rest undone, if that is too much.
   *
   * @param same how many of the first are known to be the same
   */
  private boolean repair(int same, int taken, double[][] columns) {
    int most = 8 + taken / 64;
    int position = same;
    int next = same;
    int changes = 0;
    while (position < size || next < taken) {
      if (changes > most) {
        return false;
      }
      if (position < size && next < taken && holds(position, given[next], columns)) {
        position++;
        next++;
      } else if (position < size && (next == taken || rows[position] <= given[next])) {
        remove(position);
        changes++;
      } else {
        insert(position++, given[next++], columns);
        changes++;
      }
    }
    return true;
  }

  private void remove(int position) {
    for (Kernels parameter : kernels) {
      parameter.remove(position);
    }
    size--;
    Kernels.shift(rows, position + 1, position, size - position);
  }

  private void insert(int position, int row, double[][] columns) {
    ensure(size + 1);
    for (int j = 0; j < kernels.length; j++) {
      kernels[j].insert(position, columns[j][row]);
    }
    Kernels.shift(rows, position, position + 1, size - position);
    rows[position] = row;
    size++;
  }

  private void ensure(int capacity) {
    if (capacity > rows.length) {
      int length = Math.max(capacity, rows.length * 2);
      rows = Arrays.copyOf(rows, length);
      weights = new double[length];
      peaks = new double[length];
      logs = new double[length];
    }
  }

  private void weigh() {
    if (aging) {
      Weights.fillByAge(weights, size);
    } else {
      Arrays.fill(weights, 0, size, 1);
    }
    totalWeight = 1;
    for (int i = 0; i < size; i++) {
      totalWeight += weights[i];
    }
    Arrays.fill(peaks, 0, size, 0);
    for (int j : continuous) {
      double[] own = numeric(j).peaks;
      for (int i = 0; i < size; i++) {
        peaks[i] += own[i];
      }
    }
  }

  /** Number of trials that this rests on. */
  int size() {
    return size;
  }

  /** The share of a trial's kernel; of the prior's at {@code size()}. */
  double weight(int position) {
    return (position == size ? 1 : weights[position]) / totalWeight;
  }

  Kernels kernels(int parameter) {
    return kernels[parameter];
  }

  /** Draws a point, in internal values. */
  double[] draw(RandomGenerator random) {
    double share = random.nextDouble() * totalWeight;
    int position = 0;
    while (position < size && share >= weights[position]) {
      share -= weights[position++];
    }
    double[] point = new double[kernels.length];
    for (int j = 0; j < point.length; j++) {
      point[j] = kernels[j].draw(position, random);
    }
    return point;
  }

  /**
   * The logarithms of the densities at points.
   *
   * <p>O(points × trials × parameters) at most.
   *
   * @param points internal values, {@code [m][parameters]}
   */
  double[] logDensity(double[][] points) {
    int m = points.length;
    double[] tops = new double[m];
    double[] sums = new double[m];
    double[] floors = new double[m];
    double slack = DIGITS + Math.log(size + 1.0);
    for (int c = 0; c < m; c++) {
      for (int j = 0; j < kernels.length; j++) {
        tops[c] += kernels[j].logPrior(points[c][j]);
      }
      floors[c] = tops[c] - slack;
      sums[c] = 1;
    }
    double[][] places = places(points);
    for (int from = 0; from < size; from += BLOCK) {
      int to = Math.min(size, from + BLOCK);
      for (int c = 0; c < m; c++) {
        int left = survive(from, to, points[c], places[c], floors[c]);
        for (int i = 0; i < left; i++) {
          double log = logs[survivors[i]];
          double weight = weights[survivors[i]];
          if (log <= tops[c]) {
            sums[c] += weight * Math.exp(log - tops[c]);
          } else {
            sums[c] = sums[c] * Math.exp(tops[c] - log) + weight;
            tops[c] = log;
          }
        }
      }
    }
    for (int c = 0; c < m; c++) {
      tops[c] += Math.log(sums[c]) - Math.log(totalWeight);
    }
    return tops;
  }

  private double[][] places(double[][] points) {
    double[][] places = new double[points.length][continuous.length];
    for (int c = 0; c < points.length; c++) {
      for (int j = 0; j < continuous.length; j++) {
        places[c][j] = numeric(continuous[j]).at(points[c][continuous[j]]);
      }
    }
    return places;
  }

  private NumericKernels numeric(int parameter) {
    return (NumericKernels) kernels[parameter];
  }

  /** The logarithms of a piece's kernels at a point, of those above the floor. */
  private int survive(int from, int to, double[] point, double[] place, double floor) {
    System.arraycopy(peaks, from, logs, from, to - from);
    int paired = continuous.length - continuous.length % 2;
    for (int j = 0; j < paired; j += 2) {
      subtract(
          logs,
          place[j],
          numeric(continuous[j]),
          place[j + 1],
          numeric(continuous[j + 1]),
          from,
          to);
    }
    if (paired < continuous.length) {
      subtract(logs, place[paired], numeric(continuous[paired]), from, to);
    }
    int left = above(logs, floor, survivors, from, to);
    for (int j = 0; j < others.length && left > 0; j++) {
      left = kernels[others[j]].filter(point[others[j]], logs, survivors, left, floor);
    }
    return left;
  }

  private static void subtract(
      double[] logs, double place, NumericKernels parameter, int from, int to) {
    double[] means = parameter.means;
    double[] halfPrecisions = parameter.halfPrecisions;
    for (int i = from; i < to; i++) {
      double distance = place - means[i];
      logs[i] -= distance * distance * halfPrecisions[i];
    }
  }

  /** Of two parameters one after the other, with half as many ways through the logarithms. */
  private static void subtract(
      double[] logs,
      double place,
      NumericKernels parameter,
      double secondPlace,
      NumericKernels second,
      int from,
      int to) {
    double[] means = parameter.means;
    double[] halfPrecisions = parameter.halfPrecisions;
    double[] secondMeans = second.means;
    double[] secondHalfPrecisions = second.halfPrecisions;
    for (int i = from; i < to; i++) {
      double distance = place - means[i];
      double secondDistance = secondPlace - secondMeans[i];
      logs[i] =
          (logs[i] - distance * distance * halfPrecisions[i])
              - secondDistance * secondDistance * secondHalfPrecisions[i];
    }
  }

  private static int above(double[] logs, double floor, int[] survivors, int from, int to) {
    int left = 0;
    for (int i = from; i < to; i++) {
      survivors[left] = i;
      left += logs[i] > floor ? 1 : 0;
    }
    return left;
  }
}
