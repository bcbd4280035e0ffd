package dev.afina.neural.metric;

/** Sums errors of predicted values, in double precision. */
final class ErrorTally implements Metric.Tally {

  enum Kind {
    ABSOLUTE,
    SQUARED,
    ROOT,
    DETERMINATION
  }

  private final Kind kind;
  private long rows;
  private double absolute;
  private double[] squared = new double[0];
  private double[] mean = new double[0];
  private double[] spread = new double[0];

  ErrorTally(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void add(float[] predictions, int width, float[] targets, int count) {
    if (squared.length == 0) {
      squared = new double[width];
      mean = new double[width];
      spread = new double[width];
    }
    for (int row = 0; row < count; row++) {
      rows++;
      for (int i = 0; i < width; i++) {
        double target = targets[row * width + i];
        double error = predictions[row * width + i] - target;
        absolute += Math.abs(error);
        squared[i] += error * error;
        // Welford's update, stable for targets far from 0.
        double step = target - mean[i];
        mean[i] += step / rows;
        spread[i] += step * (target - mean[i]);
      }
    }
  }

  @Override
  public double value() {
    if (rows == 0) {
      return Double.NaN;
    }
    double values = (double) rows * squared.length;
    return switch (kind) {
      case ABSOLUTE -> absolute / values;
      case SQUARED -> sum(squared) / values;
      case ROOT -> Math.sqrt(sum(squared) / values);
      case DETERMINATION -> determination();
    };
  }

  private double determination() {
    double sum = 0;
    for (int i = 0; i < squared.length; i++) {
      sum += spread[i] > 0 ? 1 - squared[i] / spread[i] : squared[i] == 0 ? 1 : 0;
    }
    return sum / squared.length;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
