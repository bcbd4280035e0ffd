package dev.afina.algorithms.gp;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One loss for each row of a history; NaN where it says nothing.
 *
 * <p>A completed trial has its value. One that was pruned or set aside has what it would have come
 * to (see {@link Outlook}); if a pruner stopped it for being bad, it is taken for no better than
 * the median of the completed ones. Several objectives are brought to [0, 1] and become one by an
 * augmented Chebyshev norm of random weights, new ones for every suggestion (<a
 * href="https://doi.org/10.1109/TEVC.2005.851274">Knowles 2006</a>, ParEGO).
 */
final class Losses {

  private static final double AUGMENTATION = 0.05;

  private Losses() {}

  static double[] of(TrialHistory history, RandomGenerator random) {
    return history.objectives() == 1 ? single(history) : several(history, random);
  }

  private static double[] single(TrialHistory history) {
    int n = history.size();
    double[] losses = new double[n];
    double[] complete =
        IntStream.range(0, n)
            .filter(row -> history.state(row) == TrialState.COMPLETE)
            .mapToDouble(row -> history.loss(row, 0))
            .filter(loss -> !Double.isNaN(loss))
            .sorted()
            .toArray();
    double median = complete.length == 0 ? Double.NEGATIVE_INFINITY : complete[complete.length / 2];
    double worst = complete.length == 0 ? Double.NaN : complete[complete.length - 1];
    Outlook outlook = new Outlook(history);
    for (int row = 0; row < n; row++) {
      TrialState state = history.state(row);
      if (state == TrialState.PRUNED) {
        double loss = outlook.of(row);
        boolean isHopeless = history.leg(row).isEmpty();
        losses[row] = Double.isNaN(loss) ? worst : isHopeless ? Math.max(median, loss) : loss;
      } else {
        losses[row] = state == TrialState.COMPLETE ? history.loss(row, 0) : Double.NaN;
      }
    }
    return losses;
  }

  private static double[] several(TrialHistory history, RandomGenerator random) {
    int n = history.size();
    double[] greatest = new double[n];
    double[] sum = new double[n];
    double[] weights = new double[history.objectives()];
    Arrays.setAll(weights, k -> -Math.log1p(-random.nextDouble()));
    double total = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      double[] values = new double[n];
      int objective = k;
      Arrays.setAll(
          values,
          row ->
              history.state(row) == TrialState.COMPLETE
                  ? history.loss(row, objective)
                  : Double.NaN);
      double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
      double low = finite.length == 0 ? 0 : finite[0];
      double high = finite.length == 0 ? 1 : finite[finite.length - 1];
      for (int row = 0; row < n; row++) {
        double clipped = Math.min(high, Math.max(low, values[row]));
        double unit = high > low ? (clipped / 2 - low / 2) / (high / 2 - low / 2) : clipped * 0;
        double weighted = weights[k] / total * unit;
        greatest[row] = Math.max(greatest[row], weighted);
        sum[row] += weighted;
      }
    }
    Arrays.setAll(greatest, row -> greatest[row] + AUGMENTATION * sum[row]);
    return greatest;
  }
}
