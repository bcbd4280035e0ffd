package dev.afina.benchmarks.worker;

import dev.afina.core.space.Scale;
import dev.afina.core.study.Objective;
import dev.afina.core.trial.Trial;

/** The spaces on which samplers are timed, as in {@code samplers.py}. */
final class SamplerSpaces {

  private SamplerSpaces() {}

  static Objective named(String name) {
    return switch (name) {
      case "ten" -> SamplerSpaces::ten;
      case "network" -> SamplerSpaces::network;
      case "ackley" -> SamplerSpaces::ackley;
      case "branin" -> SamplerSpaces::branin;
      case "rosenbrock" -> SamplerSpaces::rosenbrock;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double square(double x) {
    return x * x;
  }

  private static double ten(Trial trial) {
    double value = 0;
    for (int i = 0; i < 6; i++) {
      value += square(trial.suggestDouble("x" + i, -5, 5) - 1);
    }
    double rate = trial.suggestDouble("learning_rate", 1e-5, 1e-1, Scale.LOG);
    value += square(Math.log10(rate) + 3);
    value += Math.abs(trial.suggestInt("layers", 1, 4) - 2);
    value += trial.suggestCategorical("activation", "relu", "tanh", "gelu").equals("gelu") ? 0 : 1;
    return value + (trial.suggestCategorical("optimizer", "adam", "sgd").equals("adam") ? 0 : 1);
  }

  /** The seven parameters of LCBench; a bowl, as only the space matters to the time. */
  private static double network(Trial trial) {
    double ln2 = Math.log(2);
    double batch = Math.log(trial.suggestInt("batch_size", 16, 512, Scale.LOG)) / ln2 - 6;
    double rate = Math.log10(trial.suggestDouble("learning_rate", 1e-4, 1e-1, Scale.LOG)) + 2.5;
    double momentum = trial.suggestDouble("momentum", 0.1, 0.99) - 0.8;
    double decay = 10 * trial.suggestDouble("weight_decay", 1e-5, 1e-1) - 0.3;
    double layers = trial.suggestInt("num_layers", 1, 5) - 3;
    double units = Math.log(trial.suggestInt("max_units", 64, 1024, Scale.LOG)) / ln2 - 8;
    double dropout = trial.suggestDouble("max_dropout", 0, 1) - 0.4;
    return square(batch)
        + square(rate)
        + square(momentum)
        + square(decay)
        + square(layers)
        + square(units)
        + square(dropout);
  }

  private static double ackley(Trial trial) {
    double squares = 0;
    double waves = 0;
    for (int i = 0; i < 10; i++) {
      double x = trial.suggestDouble("x" + i, -32, 32) - 3;
      squares += x * x / 10;
      waves += Math.cos(2 * Math.PI * x) / 10;
    }
    return 20 + Math.E - 20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves);
  }

  private static double branin(Trial trial) {
    double x = trial.suggestDouble("x", -5, 10);
    double y = trial.suggestDouble("y", 0, 15);
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double rosenbrock(Trial trial) {
    double sum = 0;
    double before = trial.suggestDouble("x0", -5, 10);
    for (int i = 1; i < 5; i++) {
      double x = trial.suggestDouble("x" + i, -5, 10);
      sum += 100 * square(x - before * before) + square(1 - before);
      before = x;
    }
    return sum;
  }
}
