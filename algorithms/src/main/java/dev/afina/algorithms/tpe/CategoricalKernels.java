package dev.afina.algorithms.tpe;

import java.util.random.RandomGenerator;

/** Kernels that favour the observed choice: {@code p(c) ∝ 1[c = observed] + 1/(size + 1)}. */
final class CategoricalKernels extends Kernels {

  private final int choices;

  CategoricalKernels(int choices) {
    this.choices = choices;
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
    return -Math.log(choices);
  }

  @Override
  double draw(int position, RandomGenerator random) {
    double kernels = size + 1.0;
    boolean observes =
        position < size && random.nextDouble() * (1 + choices / kernels) >= choices / kernels;
    return observes ? observed[position] : random.nextInt(choices);
  }

  @Override
  int filter(double value, double[] logs, int[] survivors, int count, double floor) {
    double share = 1 / (size + 1.0);
    double total = 1 + choices * share;
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
