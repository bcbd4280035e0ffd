package dev.afina.algorithms.tpe;

import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The two estimators, of the good trials and of the rest, for the parameters of one space. */
final class Estimators {

  final Mixture below;
  final Mixture above;

  /**
   * Without any trial.
   *
   * @param aging whether old good trials count less than new ones; old other ones always do
   */
  Estimators(SearchSpace space, boolean aging) {
    below = new Mixture(space, aging);
    above = new Mixture(space, true);
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

  /** Of several draws from the good trials' estimator, the one of the highest density ratio. */
  double[] suggest(RandomGenerator random, int candidates) {
    double[][] points = new double[candidates][];
    for (int i = 0; i < candidates; i++) {
      points[i] = below.draw(random);
    }
    double[] good = below.logDensity(points);
    double[] rest = above.logDensity(points);
    int best = 0;
    for (int i = 1; i < candidates; i++) {
      if (good[i] - rest[i] > good[best] - rest[best]) {
        best = i;
      }
    }
    return points[best];
  }
}
