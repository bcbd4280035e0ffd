package dev.afina.neural.layer;

import dev.afina.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * (x − mean) / √variance for every feature, or every channel of images and sequences, with the mean
 * and variance of given data; no training changes them. Keras's layer of that name, whose divisor
 * is at least 1e-7 too.
 *
 * @param mean one for each place of the last axis, finite
 * @param variance as many, finite and at least 0
 */
public record Normalization(List<Double> mean, List<Double> variance) implements Layer {

  static final String TYPE = "normalization";

  /** Keras's {@code epsilon()}. */
  private static final double LEAST_DEVIATION = 1e-7;

  /** Copies and checks the numbers. */
  public Normalization {
    mean = List.copyOf(mean);
    variance = List.copyOf(variance);
    if (mean.isEmpty() || mean.size() != variance.size()) {
      throw new IllegalArgumentException(
          "normalization has %d means and %d variances, expected one of each for every feature"
              .formatted(mean.size(), variance.size()));
    }
    for (int i = 0; i < mean.size(); i++) {
      double spread = variance.get(i);
      if (!Double.isFinite(mean.get(i)) || !(spread >= 0 && Double.isFinite(spread))) {
        throw new IllegalArgumentException(
            "normalization has mean %s and variance %s of feature %d, expected finite numbers, the"
                    .formatted(mean.get(i), spread, i)
                + " variance at least 0");
      }
    }
  }

  /**
   * Adapted to the features of data, which should be the training part only.
   *
   * @throws IllegalArgumentException if there are no rows, or a value is not finite
   */
  public static Normalization adapt(Dataset data) {
    int[] shape = data.featureShape();
    return adapt(data.features(), shape[shape.length - 1]);
  }

  /**
   * Adapted to values, the mean and population variance of each column.
   *
   * @param values row by row
   * @param columns number of values a row, at least 1
   * @throws IllegalArgumentException if there are no whole rows, or a value is not finite
   */
  public static Normalization adapt(float[] values, int columns) {
    if (columns < 1 || values.length == 0 || values.length % columns != 0) {
      throw new IllegalArgumentException(
          "normalization is adapted to %d values in rows of %d, expected at least one whole row"
              .formatted(values.length, columns));
    }
    double rows = (double) values.length / columns;
    double[] means = new double[columns];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "normalization is adapted to %s in row %d, column %d, expected a finite number"
                .formatted(values[i], i / columns, i % columns));
      }
      means[i % columns] += values[i] / rows;
    }
    double[] variances = new double[columns];
    for (int i = 0; i < values.length; i++) {
      double error = values[i] - means[i % columns];
      variances[i % columns] += error * error / rows;
    }
    return new Normalization(listed(means), listed(variances));
  }

  private static List<Double> listed(double[] values) {
    List<Double> list = new ArrayList<>();
    Arrays.stream(values).forEach(list::add);
    return list;
  }

  /** What is subtracted, one for each place of the last axis. */
  public float[] shifts() {
    float[] shifts = new float[mean.size()];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = mean.get(i).floatValue();
    }
    return shifts;
  }

  /** What is divided by, one for each place of the last axis. */
  public float[] divisors() {
    float[] divisors = new float[variance.size()];
    for (int i = 0; i < divisors.length; i++) {
      divisors[i] = (float) Math.max(Math.sqrt(variance.get(i)), LEAST_DEVIATION);
    }
    return divisors;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.last() != mean.size()) {
      throw new IllegalArgumentException(
          "normalization is adapted to %d features, given %s with %d"
              .formatted(mean.size(), input, input.last()));
    }
    return input;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }
}
