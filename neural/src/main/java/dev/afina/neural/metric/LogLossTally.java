package dev.afina.neural.metric;

/** Sums −log of the probability of the right class. */
final class LogLossTally implements Metric.Tally {

  /** Probabilities are kept so far from 0 and 1: the machine epsilon of 32 bits. */
  private static final double EPSILON = Math.ulp(1f);

  private long rows;
  private double sum;

  @Override
  public void add(float[] predictions, int width, float[] targets, int count) {
    for (int row = 0; row < count; row++) {
      double probability = Classes.probability(predictions, row, width, (int) targets[row]);
      sum -= Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, probability)));
    }
    rows += count;
  }

  @Override
  public double value() {
    return rows == 0 ? Double.NaN : sum / rows;
  }
}
