package dev.afina.neural.metric;

import dev.afina.neural.loss.Loss;

/**
 * A number that says how good predictions are; {@link Metrics} has the usual ones.
 *
 * <p>Implementations hold no state of their own and may be shared by threads.
 */
public interface Metric {

  /** The name in histories, such as {@code accuracy}; validation values get {@code val_} before. */
  String name();

  /** Whether more is better. */
  boolean higherIsBetter();

  /** Whether the metric makes sense beside the given loss. */
  default boolean suits(Loss loss) {
    return true;
  }

  /**
   * Checks that the metric can be had of so many classes.
   *
   * @param classes number of classes; 0 for values
   * @throws IllegalArgumentException if it cannot
   */
  default void checkClasses(int classes) {}

  /** A fresh tally of one pass over data. */
  Tally tally();

  /** Collects predictions, batch after batch; used by one thread. */
  interface Tally {

    /**
     * Adds rows.
     *
     * @param predictions {@code rows × width} values, row by row: probabilities for classification
     * @param width values a row
     * @param targets {@code rows} class indices (of targets that are probabilities the most
     *     probable class), or {@code rows × width} values
     * @param rows number of rows; the arrays may be longer
     */
    void add(float[] predictions, int width, float[] targets, int rows);

    /** The metric over all rows added; NaN for none. */
    double value();
  }
}
