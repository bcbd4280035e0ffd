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
 * @param minDelta how much better a value must be to count as a gain, at least 0, default 0;
 *     Keras's is 1e-4
 * @param cooldown number of epochs after a shortening that are not counted, at least 0, default 0
 */
public record ReduceOnPlateau(
    int patience,
    @Nullable String monitor,
    double factor,
    double smallest,
    double minDelta,
    int cooldown)
    implements Callback {

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
    Best.checkMinDelta(minDelta);
    if (cooldown < 0) {
      throw new IllegalArgumentException(
          "reduction on a plateau has cooldown %d, expected at least 0 epochs".formatted(cooldown));
    }
  }

  /** Shortens steps to a tenth after so many epochs without a gain. */
  public static ReduceOnPlateau patience(int epochs) {
    return new ReduceOnPlateau(epochs, null, DEFAULT_FACTOR, 0, 0, 0);
  }

  /** This rule watching another value, such as {@code val_accuracy}. */
  public ReduceOnPlateau monitor(String name) {
    return new ReduceOnPlateau(patience, name, factor, smallest, minDelta, cooldown);
  }

  /** This rule with another factor. */
  public ReduceOnPlateau factor(double changed) {
    return new ReduceOnPlateau(patience, monitor, changed, smallest, minDelta, cooldown);
  }

  /** This rule with another least step size. */
  public ReduceOnPlateau smallest(double changed) {
    return new ReduceOnPlateau(patience, monitor, factor, changed, minDelta, cooldown);
  }

  /** This rule with another least gain. */
  public ReduceOnPlateau minDelta(double changed) {
    return new ReduceOnPlateau(patience, monitor, factor, smallest, changed, cooldown);
  }

  /** This rule with a rest after every shortening. */
  public ReduceOnPlateau cooldown(int epochs) {
    return new ReduceOnPlateau(patience, monitor, factor, smallest, minDelta, epochs);
  }

  @Override
  public Callback forTraining() {
    return new Watcher();
  }

  private final class Watcher implements Callback {

    private final Best best = new Best(monitor, minDelta);
    private int epochsWithoutGain;
    private int rest;

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      if (rest > 0) {
        rest--;
        epochsWithoutGain = 0;
      }
      if (best.improvedBy(training, values)) {
        epochsWithoutGain = 0;
      } else if (rest == 0 && ++epochsWithoutGain >= patience) {
        epochsWithoutGain = 0;
        double shorter = Math.max(smallest, training.learningRate() * factor);
        if (shorter > 0 && shorter < training.learningRate()) {
          training.learningRate(shorter);
          rest = cooldown;
        }
      }
    }

    @Override
    public CallbackState state() {
      return best.state().with("epochs_without_gain", epochsWithoutGain).with("rest", rest);
    }

    @Override
    public void resume(CallbackState state) {
      best.resume(state);
      epochsWithoutGain = (int) state.number("epochs_without_gain");
      rest = (int) state.number("rest");
    }
  }
}
