package dev.afina.algorithms.tpe;

/** How much observations count by their age; the prior counts 1. */
final class Weights {

  /** So many of the newest count fully, as in Hyperopt and Optuna. */
  static final int RECENT = 25;

  private Weights() {}

  /** The older ones' weights fall evenly to 1 / count at the oldest. */
  static void fillByAge(double[] weights, int count) {
    int older = count - RECENT;
    double least = 1.0 / count;
    for (int i = 0; i < count; i++) {
      weights[i] = i >= older ? 1 : older == 1 ? least : least + i * ((1 - least) / (older - 1));
    }
    if (older > 1) {
      weights[older - 1] = 1;
    }
  }
}
