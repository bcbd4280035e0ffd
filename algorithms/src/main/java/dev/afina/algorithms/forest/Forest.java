package dev.afina.algorithms.forest;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A random forest for regression (<a href="https://doi.org/10.1023/A:1010933404324">Breiman
 * 2001</a>) that says how sure it is (<a href="https://doi.org/10.1016/j.artint.2013.10.003">Hutter
 * et al. 2014</a>, section 4.3.2).
 *
 * <p>The mean is that of the trees' means; the variance, by the law of total variance, the mean of
 * the trees' variances plus the variance of their means.
 */
final class Forest {

  private final Tree[] trees;

  private Forest(Tree[] trees) {
    this.trees = trees;
  }

  /**
   * Grows a forest.
   *
   * @param targets {@code [n]}, n at least 1
   */
  static Forest grow(Sample sample, double[] targets, Settings settings, RandomGenerator random) {
    Tree[] trees = new Tree[settings.trees()];
    int[] weights = new int[targets.length];
    Arrays.fill(weights, 1);
    for (int t = 0; t < trees.length; t++) {
      if (settings.bootstrap()) {
        Arrays.fill(weights, 0);
        for (int i = 0; i < weights.length; i++) {
          weights[random.nextInt(weights.length)]++;
        }
      }
      trees[t] = Grower.grow(sample, targets, weights, sample.features(), settings, random);
    }
    return new Forest(trees);
  }

  /**
   * Predicts targets.
   *
   * @param points {@code [m][features]}
   * @param means receives {@code [m]}
   * @param variances receives {@code [m]}, at least 0
   */
  void predict(double[][] points, double[] means, double[] variances) {
    double[] squares = new double[points.length];
    Arrays.fill(means, 0);
    Arrays.fill(variances, 0);
    for (Tree tree : trees) {
      for (int i = 0; i < points.length; i++) {
        int leaf = tree.leaf(points[i]);
        double mean = tree.mean(leaf);
        means[i] += mean;
        squares[i] += mean * mean;
        variances[i] += tree.variance(leaf);
      }
    }
    for (int i = 0; i < points.length; i++) {
      means[i] /= trees.length;
      double between = Math.max(0, squares[i] / trees.length - means[i] * means[i]);
      variances[i] = variances[i] / trees.length + between;
    }
  }
}
