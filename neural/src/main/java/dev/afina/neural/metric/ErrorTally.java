package dev.afina.neural.metric;

/** Sums errors of single-valued predictions, in double precision. */
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
  private double squared;
  private double mean;
  private double spread;

  ErrorTally(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void add(float[] predictions, int width, float[] targets, int count) {
    for (int row = 0; row < count; row++) {
      double target = targets[row];
      double error = predictions[row * width] - target;
      absolute += Math.abs(error);
      squared += error * error;
      // Welford's update, stable for targets far from 0.
      rows++;
      double step = target - mean;
      mean += step / rows;
      spread += step * (target - mean);
    }
  }

  @Override
  public double value() {
    if (rows == 0) {
      return Double.NaN;
    }
    return switch (kind) {
      case ABSOLUTE -> absolute / rows;
      case SQUARED -> squared / rows;
      case ROOT -> Math.sqrt(squared / rows);
      case DETERMINATION -> spread > 0 ? 1 - squared / spread : squared == 0 ? 1 : 0;
    };
  }
}
