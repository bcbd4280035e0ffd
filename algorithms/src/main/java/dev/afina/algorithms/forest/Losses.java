package dev.afina.algorithms.forest;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One loss for each row of a history; NaN where it says nothing.
 *
 * <p>A completed trial has its value. A pruned one has its last report, but no better than the
 * median of the completed ones: it was stopped for being bad, though an early report may be good by
 * being early. Several objectives are brought to [0, 1] and become one by an augmented Chebyshev
 * norm of random weights, new ones for every suggestion (<a
 * href="https://doi.org/10.1109/TEVC.2005.851274">Knowles 2006</a>, ParEGO).
 */
final class Losses {

  /** Of Knowles 2006. */
  private static final double AUGMENTATION = 0.05;

  private Losses() {}

  static double[] of(TrialHistory history, RandomGenerator random) {
    return history.objectives() == 1 ? single(history) : several(history, random);
  }

  private static double[] completed(TrialHistory history, int objective) {
    return IntStream.range(0, history.size())
        .mapToDouble(
            row ->
                history.state(row) == TrialState.COMPLETE
                    ? history.loss(row, objective)
                    : Double.NaN)
        .toArray();
  }

  private static double[] single(TrialHistory history) {
    double[] losses = completed(history, 0);
    double[] sorted = Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).sorted().toArray();
    boolean none = sorted.length == 0;
    double median = none ? Double.NEGATIVE_INFINITY : sorted[sorted.length / 2];
    double worst = none ? Double.NaN : sorted[sorted.length - 1];
    for (int row = 0; row < losses.length; row++) {
      if (history.state(row) == TrialState.PRUNED) {
        double last = history.loss(row, 0);
        losses[row] = Double.isNaN(last) ? worst : Math.max(median, last);
      }
    }
    return losses;
  }

  private static double[] several(TrialHistory history, RandomGenerator random) {
    double[] weights = new double[history.objectives()];
    Arrays.setAll(weights, k -> -Math.log1p(-random.nextDouble()));
    double total = Arrays.stream(weights).sum();
    double[] greatest = new double[history.size()];
    double[] sum = new double[history.size()];
    for (int k = 0; k < weights.length; k++) {
      double[] units = units(completed(history, k));
      for (int row = 0; row < units.length; row++) {
        double weighted = weights[k] / total * units[row];
        greatest[row] = Math.max(greatest[row], weighted);
        sum[row] += weighted;
      }
    }
    Arrays.setAll(greatest, row -> greatest[row] + AUGMENTATION * sum[row]);
    return greatest;
  }

  /** Brings losses to [0, 1], infinite ones to its ends. */
  private static double[] units(double[] losses) {
    double[] finite = Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
    double low = finite.length == 0 ? 0 : finite[0];
    double high = finite.length == 0 ? 1 : finite[finite.length - 1];
    return Arrays.stream(losses)
        .map(loss -> Math.min(high, Math.max(low, loss)))
        .map(loss -> high > low ? (loss / 2 - low / 2) / (high / 2 - low / 2) : loss * 0)
        .toArray();
  }
}
