package dev.afina.algorithms.importance;

import dev.afina.core.space.Params;
import dev.afina.core.trial.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Functional ANOVA: how much of the variance of a model of the loss each parameter explains alone.
 *
 * <p><a href="https://proceedings.mlr.press/v32/hutter14.html">Hutter, Hoos, Leyton-Brown 2014</a>:
 * a forest of regression trees is fitted to the trials; for each tree, the variance of a
 * parameter's marginal (their equation 6, summed exactly over the leaves as in their algorithm 2)
 * is divided by the tree's variance over the whole space (their equation 8), and the mean of these
 * fractions is the importance. As in Optuna 5.0.0: 64 trees, at most 64 deep, split down to single
 * trials.
 *
 * <p>Deviations: the space is uniform in each parameter's own scale, logarithmic where the
 * parameter is; choices are split by sets. A parameter that a trial lacks made no difference to it,
 * so any value may stand there: each tree draws one at random. (The paper puts a default; Optuna
 * leaves such parameters out.) Each tree draws at most 2,000 trials, with replacement. The seed is
 * fixed, so that equal trials give equal numbers.
 *
 * <p>Thread-safe.
 */
public final class Fanova implements ImportanceEvaluator {

  static final String NAME = "fanova";

  private static final int TREES = 64;
  private static final int DEPTH = 64;
  private static final int MOST_DRAWS = 2000;
  private static final long SEED = 0;

  /** With the defaults of Optuna 5.0.0. */
  public Fanova() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "the part of the variance of a random forest that each parameter explains alone";
  }

  @Override
  public double[] evaluate(List<String> names, List<Params> params, double[] losses) {
    double[] targets = scaled(losses);
    FeatureAxis[] axes =
        names.stream().map(name -> FeatureAxis.of(name, params)).toArray(FeatureAxis[]::new);
    double[] sums = new double[axes.length];
    int telling = 0;
    for (int tree = 0; tree < TREES; tree++) {
      RandomGenerator random = Seeds.generator(SEED, tree, NAME);
      double[][] features = new double[axes.length][params.size()];
      for (int j = 0; j < axes.length; j++) {
        for (int row = 0; row < params.size(); row++) {
          features[j][row] = axes[j].place(params.get(row).internal(names.get(j)), random);
        }
      }
      int[] draws = new int[Math.min(MOST_DRAWS, targets.length)];
      Arrays.setAll(draws, i -> random.nextInt(targets.length));
      Marginals marginals =
          new Marginals(axes, RegressionTree.grow(axes, features, targets, draws, DEPTH, random));
      double whole = marginals.variance();
      if (whole > 0) {
        telling++;
        for (int j = 0; j < axes.length; j++) {
          sums[j] += marginals.variance(j) / whole;
        }
      }
    }
    int trees = Math.max(1, telling);
    return Arrays.stream(sums).map(sum -> sum / trees).toArray();
  }

  /** To [0, 1], without overflow. */
  private static double[] scaled(double[] losses) {
    double low = Arrays.stream(losses).min().orElse(0);
    double high = Arrays.stream(losses).max().orElse(0);
    double span = high / 2 - low / 2;
    return Arrays.stream(losses).map(loss -> span > 0 ? (loss / 2 - low / 2) / span : 0).toArray();
  }
}
