package dev.afina.algorithms.tpe;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Prior;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that favour the observed choice: {@code p(c) ∝ 1[c = observed] + w(c)/(size + 1)}, where
 * w(c) is the prior's probability times the number of choices.
 */
final class CategoricalKernels extends Kernels {

  private final CategoricalDistribution distribution;
  private final @Nullable Prior prior;
  private final int choices;

  CategoricalKernels(CategoricalDistribution distribution, @Nullable Prior prior) {
    this.distribution = distribution;
    this.prior = prior;
    choices = distribution.choices().size();
  }

  @Override
  void build() {
    // The observations are all there is.
  }

  @Override
  void insert(int position, double value) {
    ensure(size + 1);
    shift(observed, position, position + 1, size - position);
    observed[position] = value;
    size++;
  }

  @Override
  void remove(int position) {
    size--;
    shift(observed, position + 1, position, size - position);
  }

  @Override
  double logPrior(double value) {
    double uniform = -Math.log(choices);
    return prior == null ? uniform : uniform + prior.logDensity(distribution, value);
  }

  @Override
  double draw(int position, RandomGenerator random) {
    double kernels = size + 1.0;
    boolean observes =
        position < size && random.nextDouble() * (1 + choices / kernels) >= choices / kernels;
    if (observes) {
      return observed[position];
    }
    return prior == null ? random.nextInt(choices) : prior.draw(distribution, random);
  }

  @Override
  int filter(double value, double[] logs, int[] survivors, int count, double floor) {
    double kernel = 1 / (size + 1.0);
    double total = 1 + choices * kernel;
    double share =
        prior == null ? kernel : kernel * Math.exp(prior.logDensity(distribution, value));
    double hit = Math.log((1 + share) / total);
    double miss = Math.log(share / total);
    int left = 0;
    for (int i = 0; i < count; i++) {
      int position = survivors[i];
      logs[position] += observed[position] == value ? hit : miss;
      survivors[left] = position;
      left += logs[position] > floor ? 1 : 0;
    }
    return left;
  }
}
