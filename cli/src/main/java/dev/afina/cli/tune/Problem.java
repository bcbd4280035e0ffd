package dev.afina.cli.tune;

import dev.afina.data.ClassBalance;
import dev.afina.data.Dataset;
import dev.afina.data.TaskType;
import java.util.ArrayList;
import java.util.List;

/**
 * Data ready for training.
 *
 * @param train what weights are fitted to
 * @param validation what trials are compared on
 * @param test what the best network is scored on, once
 * @param inputs how raw data become features; saved with the model
 */
record Problem(Dataset train, Dataset validation, Dataset test, ModelInputs inputs) {

  /** The share of rows for validation, and for test. */
  static final double SHARE = 0.15;

  TaskType task() {
    return inputs.task();
  }

  List<Integer> inputShape() {
    List<Integer> shape = new ArrayList<>();
    for (int size : train.featureShape()) {
      shape.add(size);
    }
    return shape;
  }

  /** Number of outputs of a network. */
  int outputs() {
    return task() == TaskType.REGRESSION ? 1 : inputs.classes().size();
  }

  /** Weights that make every class of the training part count the same. */
  double[] balancedClassWeights() {
    return ClassBalance.of(inputs.classes(), train.targets()).weights();
  }

  String sizes() {
    return "%,d rows to train, %,d to validate, %,d to test"
        .formatted(train.size(), validation.size(), test.size());
  }
}
