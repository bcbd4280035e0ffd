package dev.afina.algorithms.forest;

import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as coordinates, see {@link Axis}, and which of them a trial will ask for.
 *
 * <p>The latter is learnt from trials: a tree for each parameter that some of them lack, on the
 * parameters before it. Where an objective branches on single parameters, as they do, few trials
 * teach the rule exactly.
 */
final class Encoding {

  /** The coordinate of a parameter that is not asked for; below all others. */
  static final double ABSENT = -1;

  private static final Settings RULE = new Settings(1, false, 1, Settings.Cut.BEST, 0);

  private final SearchSpace space;
  private final Axis[] axes;
  private final int[] choices;
  private final @Nullable Tree[] rules;

  /**
   * Of a history.
   *
   * @param rows of trials that asked for all that they would
   */
  Encoding(SearchSpace space, TrialHistory history, int[] rows) {
    this.space = space;
    axes = new Axis[space.size()];
    Arrays.setAll(axes, j -> new Axis(space.distribution(j)));
    choices = Arrays.stream(axes).mapToInt(Axis::choices).toArray();
    rules = new Tree[axes.length];
    double[][] points = new double[rows.length][];
    Arrays.setAll(points, i -> point(history, rows[i]));
    Sample sample = new Sample(points, choices);
    int[] once = new int[rows.length];
    Arrays.fill(once, 1);
    for (int j = 0; j < axes.length; j++) {
      double[] asked = Arrays.stream(sample.column(j)).map(x -> x == ABSENT ? 0 : 1).toArray();
      if (Arrays.stream(asked).anyMatch(a -> a == 0)) {
        rules[j] = Grower.grow(sample, asked, once, j, RULE, new SplittableRandom(j));
      }
    }
  }

  SearchSpace space() {
    return space;
  }

  Axis axis(int parameter) {
    return axes[parameter];
  }

  /** Number of parameters. */
  int parameters() {
    return axes.length;
  }

  /** Number of choices of each parameter; 0 of numbers. */
  int[] choices() {
    return choices;
  }

  /** A row's point, {@link #ABSENT} where it lacks a parameter. */
  double[] point(TrialHistory history, int row) {
    double[] point = new double[axes.length];
    for (int j = 0; j < point.length; j++) {
      double[] column = history.column(space.name(j));
      point[j] =
          column == null || Double.isNaN(column[row]) ? ABSENT : axes[j].coordinate(column[row]);
    }
    return point;
  }

  /** Whether a point has no value for any parameter. */
  static boolean isEmpty(double[] point) {
    return Arrays.stream(point).allMatch(x -> x == ABSENT);
  }

  /** A point with {@link #ABSENT} for what it will not ask for. */
  double[] prune(double[] point) {
    double[] pruned = point.clone();
    for (int j = 0; j < pruned.length; j++) {
      Tree rule = rules[j];
      if (rule != null && rule.mean(rule.leaf(pruned)) < 0.5) {
        pruned[j] = ABSENT;
      }
    }
    return pruned;
  }

  /** A point of independent draws, of all parameters. */
  double[] draw(RandomGenerator random) {
    double[] point = new double[axes.length];
    for (int j = 0; j < point.length; j++) {
      point[j] = axes[j].ofUniform(random.nextDouble());
    }
    return point;
  }

  /** The internal values of a point, NaN where it is {@link #ABSENT}. */
  double[] internals(double[] point) {
    double[] values = new double[axes.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = point[j] == ABSENT ? Double.NaN : axes[j].internal(point[j]);
    }
    return values;
  }
}
