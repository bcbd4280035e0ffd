package dev.afina.neural.callback;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A training as a callback sees it; valid only while it runs, and only in its thread. */
public interface Training {

  /** Largest number of rows that {@link #deadUnits} looks at. */
  int SAMPLE_ROWS = 1024;

  /** Number of the current epoch, counted from 0 over the model's life. */
  int epoch();

  /** The epoch that training ends before, if nothing stops it earlier. */
  int endEpoch();

  /** Number of batches trained so far, over the model's life since it was built or loaded. */
  long step();

  /** Number of batches in an epoch. */
  int batches();

  /** Ends the training, normally, after the current epoch; the reason goes into the history. */
  void stop(String reason);

  /** The current step size. */
  double learningRate();

  /**
   * Changes the step size from the next batch on.
   *
   * @param rate in (0, ∞)
   * @throws IllegalStateException if the fit's learning rate follows a schedule
   */
  void learningRate(double rate);

  /**
   * Adds a value to the current epoch, for the history and for callbacks behind this one; within
   * {@link Callback#epochEnd} only.
   *
   * @param name not yet taken in this epoch
   */
  void log(String name, double value);

  /**
   * The mean loss and the metrics over the batches of the current epoch so far; computed when asked
   * for.
   */
  Map<String, Double> valuesSoFar();

  /**
   * The values of the epochs that are done, in a fit that was resumed those before it too; a view.
   */
  List<Map<String, Double>> history();

  /** The layers, with their names. */
  Architecture architecture();

  /** Euclidean norms of the last batch's gradients, by name of the weights. */
  Map<String, Double> gradientNorms();

  /** A copy of the last batch's gradients, by name of the weights. */
  Weights gradients();

  /**
   * The share of every ReLU layer's outputs that are 0 for all of at most {@link #SAMPLE_ROWS}
   * training rows, by name of the layer.
   */
  Map<String, Double> deadUnits();

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
