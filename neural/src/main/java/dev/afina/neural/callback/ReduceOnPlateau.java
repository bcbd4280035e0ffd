package dev.afina.neural.callback;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shortens the optimizer's steps when a value has not become better for some epochs. Immutable; may
 * be shared by trainings.
 *
 * @param patience number of epochs without a gain after which steps are shortened, at least 1
 * @param monitor what is watched; null for {@code val_loss}, or {@code loss} without validation
 *     data
 * @param factor what the step size is multiplied by, in (0, 1), default {@value #DEFAULT_FACTOR}
 * @param smallest the step size is never made smaller than this, at least 0, default 0
 */
public record ReduceOnPlateau(
    int patience, @Nullable String monitor, double factor, double smallest) implements Callback {

  /** Default of {@link #factor()}, as in Keras. */
  public static final double DEFAULT_FACTOR = 0.1;

  /** Checks the ranges. */
  public ReduceOnPlateau {
    if (patience < 1) {
      throw new IllegalArgumentException(
          "reduction on a plateau has patience %d, expected at least 1 epoch".formatted(patience));
    }
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "reduction on a plateau has factor %s, expected a number in (0, 1)".formatted(factor));
    }
    if (!(smallest >= 0 && Double.isFinite(smallest))) {
      throw new IllegalArgumentException(
          "reduction on a plateau has smallest step size %s, expected a finite number of at least 0"
              .formatted(smallest));
    }
  }

  /** Shortens steps to a tenth after so many epochs without a gain. */
  public static ReduceOnPlateau patience(int epochs) {
    return new ReduceOnPlateau(epochs, null, DEFAULT_FACTOR, 0);
  }

  /** This rule watching another value, such as {@code val_accuracy}. */
  public ReduceOnPlateau monitor(String name) {
    return new ReduceOnPlateau(patience, name, factor, smallest);
  }

  /** This rule with another factor. */
  public ReduceOnPlateau factor(double changed) {
    return new ReduceOnPlateau(patience, monitor, changed, smallest);
  }

  /** This rule with another least step size. */
  public ReduceOnPlateau smallest(double changed) {
    return new ReduceOnPlateau(patience, monitor, factor, changed);
  }

  @Override
  public Callback forTraining() {
    return new Watcher();
  }

  private final class Watcher implements Callback {

    private final Best best = new Best(monitor, 0);
    private int epochsWithoutGain;

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      if (best.improvedBy(training, values)) {
        epochsWithoutGain = 0;
      } else if (++epochsWithoutGain >= patience) {
        epochsWithoutGain = 0;
        double shorter = Math.max(smallest, training.learningRate() * factor);
        if (shorter > 0 && shorter < training.learningRate()) {
          training.learningRate(shorter);
        }
      }
    }

    @Override
    public CallbackState state() {
      return best.state().with("epochs_without_gain", epochsWithoutGain);
    }

    @Override
    public void resume(CallbackState state) {
      best.resume(state);
      epochsWithoutGain = (int) state.number("epochs_without_gain");
    }
  }
}
