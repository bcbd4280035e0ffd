package dev.afina.algorithms.gp;

import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What trials that were ended early or set aside would have come to: their last report, and what
 * trials that went on from the same step gained from there, in the median.
 *
 * <p>Those that went on are the complete ones; as long as there are few, those that came farthest.
 */
final class Outlook {

  /** Fewer tell more of themselves than of others. */
  private static final int LEAST = 3;

  private final TrialHistory history;
  private final int[] farthest;
  private final Map<Integer, Double> gains = new HashMap<>();

  Outlook(TrialHistory history) {
    this.history = history;
    int[] complete = rows(row -> history.state(row) == TrialState.COMPLETE);
    farthest = complete.length >= LEAST ? complete : farthest();
  }

  private int[] rows(IntPredicate which) {
    return IntStream.range(0, history.size())
        .filter(row -> which.test(row) && !Double.isNaN(history.loss(row, 0)))
        .toArray();
  }

  /** The trials, at least three if there are any such, that were trained for the most steps. */
  private int[] farthest() {
    int[] ended = rows(row -> history.state(row).isFinished() && history.reports(row) > 0);
    int[] steps = Arrays.stream(ended).map(this::lastStep).sorted().toArray();
    int least = steps.length < LEAST ? Integer.MAX_VALUE : steps[steps.length - LEAST];
    return Arrays.stream(ended).filter(row -> lastStep(row) >= least).toArray();
  }

  private int lastStep(int row) {
    return history.step(row, history.reports(row) - 1);
  }

  /** The loss that a row with reports would have come to; NaN if nothing is known. */
  double of(int row) {
    double loss = history.loss(row, 0);
    if (Double.isNaN(loss) || history.reports(row) == 0) {
      return loss;
    }
    return loss + gains.computeIfAbsent(lastStep(row), this::gain);
  }

  /** The loss that a row would have been thought to come to after an earlier step. */
  double from(int row, int step) {
    return history.reportedAt(row, step) + gains.computeIfAbsent(step, this::gain);
  }

  /** The median change of the loss after a step, 0 if nobody went on. */
  private double gain(int step) {
    double[] changes =
        Arrays.stream(farthest)
            .mapToDouble(row -> history.loss(row, 0) - history.reportedAt(row, step))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return changes.length == 0 ? 0 : changes[changes.length / 2];
  }
}
