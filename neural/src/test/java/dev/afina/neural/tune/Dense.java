package dev.afina.neural.tune;

import static dev.afina.core.space.Scale.LOG;
import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.loss.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static dev.afina.neural.metric.Metrics.ACCURACY;

import dev.afina.core.space.HyperParameters;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Sequential;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;

/** A network for points, with a loop, a branch, defaults and a setting of its fit. */
record Dense(int features) implements HyperModel {

  @Override
  public Blueprint build(HyperParameters hp) {
    Sequential network = Sequential.input(features);
    int layers = hp.withDefault(2).suggestInt("layers", 1, 3);
    for (int i = 1; i <= layers; i++) {
      int units = hp.withDefault(12).suggestInt("units_" + i, 9, 27, 3);
      network.add(dense(units).activation(RELU));
    }
    return network.add(dense(2)).compile(optimizer(hp), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
  }

  private static Optimizer optimizer(HyperParameters hp) {
    double rate = hp.withDefault(0.01).suggestDouble("rate", 1e-3, 1e-1, LOG);
    String name = hp.withDefault("adam").suggestCategorical("optimizer", "sgd", "adam");
    return name.equals("adam")
        ? Adam.withLearningRate(rate)
        : Sgd.withLearningRate(rate).momentum(hp.suggestDouble("momentum", 0, 0.9, 0.3));
  }

  @Override
  public Fit fit(HyperParameters hp, Fit fit) {
    return fit.batchSize(hp.withDefault(16).suggestPower("batch", 8, 32, 2));
  }
}
