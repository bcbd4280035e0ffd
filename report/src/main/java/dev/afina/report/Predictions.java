package dev.afina.report;

/**
 * What a model predicted of a number, beside what was true. Immutable.
 *
 * <p>R², the mean absolute error and the root of the mean squared error are over all samples, also
 * where a plot shows fewer; they are NaN without samples, and R² also where all true values are the
 * same.
 */
public final class Predictions {

  private final String target;
  private final double[] truth;
  private final double[] predicted;

  private Predictions(String target, double[] truth, double[] predicted) {
    this.target = target;
    this.truth = truth;
    this.predicted = predicted;
  }

  /**
   * Of pairs of a true and a predicted value.
   *
   * @param target the name of what was predicted, with its unit if it has one
   * @param truth one value a sample
   * @param predicted one value a sample, as many as {@code truth}
   */
  public static Predictions of(String target, double[] truth, double[] predicted) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "%d true values but %d predicted ones".formatted(truth.length, predicted.length));
    }
    return new Predictions(target, truth.clone(), predicted.clone());
  }

  /** The name of what was predicted. */
  public String target() {
    return target;
  }

  /** Number of samples. */
  public int size() {
    return truth.length;
  }

  /** The true value of a sample. */
  public double truth(int sample) {
    return truth[sample];
  }

  /** The predicted value of a sample. */
  public double predicted(int sample) {
    return predicted[sample];
  }

  /** 1 − Σ(predicted − true)² / Σ(true − mean)², in (−∞, 1]. */
  public double r2() {
    double mean = 0;
    for (double value : truth) {
      mean += value / truth.length;
    }
    double total = 0;
    for (double value : truth) {
      total += (value - mean) * (value - mean);
    }
    return total == 0 ? Double.NaN : 1 - squares() / total;
  }

  /** The mean absolute error, in the target's unit. */
  public double meanAbsoluteError() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += Math.abs(predicted[i] - truth[i]);
    }
    return sum / truth.length;
  }

  /** The root of the mean squared error, in the target's unit. */
  public double rootMeanSquaredError() {
    return Math.sqrt(squares() / truth.length);
  }

  private double squares() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
    }
    return sum;
  }

  @Override
  public String toString() {
    return "%d predictions of %s".formatted(size(), target);
  }
}
