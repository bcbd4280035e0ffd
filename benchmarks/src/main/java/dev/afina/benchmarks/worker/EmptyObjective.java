package dev.afina.benchmarks.worker;

import dev.afina.core.space.Scale;
import dev.afina.core.trial.Trial;

/** Ten parameters and no work. */
final class EmptyObjective {

  private EmptyObjective() {}

  /** Asks for six floats, one on a log scale, one integer and two categories. */
  static double evaluate(Trial trial) {
    double value = 0;
    for (int i = 0; i < 6; i++) {
      value += trial.suggestDouble("x" + i, -5, 5);
    }
    trial.suggestDouble("learning_rate", 1e-5, 1e-1, Scale.LOG);
    trial.suggestInt("layers", 1, 4);
    trial.suggestCategorical("activation", "relu", "tanh", "gelu");
    trial.suggestCategorical("optimizer", "adam", "sgd");
    return value;
  }
}
