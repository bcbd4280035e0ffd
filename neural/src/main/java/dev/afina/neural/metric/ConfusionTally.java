package dev.afina.neural.metric;

/** Counts for every class how often it is predicted, true, and both. */
final class ConfusionTally implements Metric.Tally {

  /** What is made of the counts; 0 where it would divide by 0, as in scikit-learn. */
  enum Score {
    PRECISION {
      @Override
      double of(double both, double predicted, double actual) {
        return predicted == 0 ? 0 : both / predicted;
      }
    },
    RECALL {
      @Override
      double of(double both, double predicted, double actual) {
        return actual == 0 ? 0 : both / actual;
      }
    },
    F1 {
      @Override
      double of(double both, double predicted, double actual) {
        return predicted + actual == 0 ? 0 : 2 * both / (predicted + actual);
      }
    };

    abstract double of(double both, double predicted, double actual);
  }

  private final Score score;
  private final Average average;
  private long rows;
  private long[] both = new long[0];
  private long[] predicted = new long[0];
  private long[] actual = new long[0];

  ConfusionTally(Score score, Average average) {
    this.score = score;
    this.average = average;
  }

  @Override
  public void add(float[] predictions, int width, float[] targets, int count) {
    int classes = width == 1 ? 2 : width;
    if (both.length == 0) {
      both = new long[classes];
      predicted = new long[classes];
      actual = new long[classes];
    }
    for (int row = 0; row < count; row++) {
      int guess = Classes.predicted(predictions, row, width);
      int target = (int) targets[row];
      predicted[guess]++;
      actual[target]++;
      if (guess == target) {
        both[target]++;
      }
    }
    rows += count;
  }

  @Override
  public double value() {
    if (rows == 0) {
      return Double.NaN;
    }
    return switch (average) {
      case BINARY -> ofClass(1);
      case MACRO -> macro();
      case MICRO -> score.of((double) sum(both), (double) sum(predicted), (double) sum(actual));
      case WEIGHTED -> weighted();
    };
  }

  private double ofClass(int index) {
    return score.of((double) both[index], (double) predicted[index], (double) actual[index]);
  }

  private double macro() {
    double sum = 0;
    int occurring = 0;
    for (int i = 0; i < both.length; i++) {
      if (predicted[i] + actual[i] > 0) {
        sum += ofClass(i);
        occurring++;
      }
    }
    return sum / occurring;
  }

  private double weighted() {
    double sum = 0;
    for (int i = 0; i < both.length; i++) {
      sum += actual[i] * ofClass(i);
    }
    return sum / rows;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
