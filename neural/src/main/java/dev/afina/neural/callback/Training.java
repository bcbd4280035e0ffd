package dev.afina.neural.callback;

import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.Optional;

/** A training as a callback sees it; valid only while it runs, and only in its thread. */
public interface Training {

  /** Number of the current epoch, counted from 0 over the model's life. */
  int epoch();

  /** The epoch that training ends before, if nothing stops it earlier. */
  int endEpoch();

  /** Ends the training, normally, after the current epoch; the reason goes into the history. */
  void stop(String reason);

  /** The current step size. */
  double learningRate();

  /** Changes the step size from the next batch on, in (0, ∞). */
  void learningRate(double rate);

  /** A copy of the current weights. */
  Weights weights();

  /** Goes back to the given weights; the optimizer keeps its state. */
  void restore(Weights weights);

  /** Saves the model as it is, with {@code Model.save}. */
  void save(Path directory);

  /**
   * Whether more is better of a value in the history; of a loss less is.
   *
   * @param name with or without {@code val_} before
   * @return empty for a name that no metric has
   */
  Optional<Boolean> higherIsBetter(String name);
}
