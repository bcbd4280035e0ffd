package dev.afina.algorithms.tpe;

import dev.afina.core.space.Prior;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The two estimators, of the good trials and of the rest, for the parameters of one space. */
final class Estimators {

  /** If so many times as many draws are all repeats, what is left is listed. */
  private static final int ROUNDS = 10;

  private final Map<String, Prior> priors;
  final Mixture below;
  final Mixture above;

  /**
   * Without any trial.
   *
   * @param aging whether old good trials count less than new ones; old other ones always do
   * @param priors what is believed about parameters, by name
   */
  Estimators(SearchSpace space, boolean aging, Map<String, Prior> priors) {
    this.priors = priors;
    below = new Mixture(space, aging, priors);
    above = new Mixture(space, true, priors);
  }

  boolean believes(Map<String, Prior> expected) {
    return priors.equals(expected);
  }

  /** Estimators of many spaces, the least recently used one forgotten for a new one. */
  static final class Kept extends LinkedHashMap<SearchSpace, Estimators> {

    private static final int MOST = 256;

    Kept() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<SearchSpace, Estimators> eldest) {
      return size() > MOST;
    }
  }

  void update(TrialHistory history, SearchSpace space, Split split) {
    double[][] columns = new double[space.size()][];
    boolean known = true;
    for (int i = 0; i < columns.length; i++) {
      double[] column = history.column(space.name(i));
      known &= column != null;
      columns[i] = column == null ? new double[0] : column;
    }
    below.update(split.below(), known ? split.below().length : 0, columns);
    above.update(split.above(), known ? split.above().length : 0, columns);
  }

  /**
   * Of several draws from the good trials' estimator, the one of the highest density ratio that is
   * new; if none is, of further draws, then of what is left. The best draw if nothing is left.
   */
  double[] suggest(
      RandomGenerator random,
      int candidates,
      Predicate<double[]> isNew,
      Supplier<double[][]> left) {
    double[] first = new double[0];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] points = new double[candidates][];
      for (int i = 0; i < candidates; i++) {
        points[i] = below.draw(random);
      }
      double[] ratios = ratios(points);
      double[] best = points[best(ratios)];
      if (isNew.test(best)) {
        return best;
      }
      first = round == 0 ? best : first;
      for (int i = 1; i < candidates; i++) {
        ratios[best(ratios)] = Double.NEGATIVE_INFINITY;
        best = points[best(ratios)];
        if (isNew.test(best)) {
          return best;
        }
      }
    }
    double[][] open = left.get();
    if (open.length == 0) {
      return first;
    }
    double[][] points = new double[Math.min(candidates, open.length)][];
    for (int i = 0; i < points.length; i++) {
      int chosen = i + random.nextInt(open.length - i);
      points[i] = open[chosen];
      open[chosen] = open[i];
    }
    return points[best(ratios(points))];
  }

  private double[] ratios(double[][] points) {
    double[] ratios = below.logDensity(points);
    double[] rest = above.logDensity(points);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] -= rest[i];
    }
    return ratios;
  }

  /** The first of the highest. */
  private static int best(double[] ratios) {
    int best = 0;
    for (int i = 1; i < ratios.length; i++) {
      if (ratios[i] > ratios[best]) {
        best = i;
      }
    }
    return best;
  }
}
