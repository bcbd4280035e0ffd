package dev.afina.neural;

import dev.afina.neural.weights.Weights;
import java.nio.file.Path;

/**
 * All that a training needs to go on later as if it had never paused, between two epochs: shuffles
 * and masks follow from the model's seed and the epoch's number, so no generator is among it.
 *
 * @param epoch number of epochs behind
 * @param step number of batches behind
 * @param weights of the network
 * @param optimizer the optimizer's vectors by name
 * @param learningRate current step size
 */
public record TrainingState(
    int epoch, long step, Weights weights, Weights optimizer, double learningRate) {

  /**
   * The state in a file of {@link Fit#resumable}.
   *
   * @throws dev.afina.neural.exception.ModelFormatException if it is not a whole one
   */
  public static TrainingState read(Path file) {
    return CheckpointFile.read(file).state();
  }
}
