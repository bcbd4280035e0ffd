package dev.afina.neural.callback;

import dev.afina.neural.weights.Weights;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training when a value has not become better for some epochs. Immutable; may be shared by
 * trainings.
 *
 * @param patience number of epochs without a gain that end the training, at least 1
 * @param monitor what is watched; null for {@code val_loss}, or {@code loss} without validation
 *     data
 * @param minDelta how much better a value must be to count as a gain, at least 0, default 0
 * @param restoresBest whether the weights of the best epoch are put back when training ends
 *     normally, early or not; default false
 */
public record EarlyStopping(
    int patience, @Nullable String monitor, double minDelta, boolean restoresBest)
    implements Callback {

  /** Checks the ranges. */
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException(
          "early stopping has patience %d, expected at least 1 epoch".formatted(patience));
    }
    Best.checkMinDelta(minDelta);
  }

  /** Stops after so many epochs without a gain. */
  public static EarlyStopping patience(int epochs) {
    return new EarlyStopping(epochs, null, 0, false);
  }

  /** This rule watching another value, such as {@code val_accuracy}. */
  public EarlyStopping monitor(String name) {
    return new EarlyStopping(patience, name, minDelta, restoresBest);
  }

  /** This rule with another least gain. */
  public EarlyStopping minDelta(double changed) {
    return new EarlyStopping(patience, monitor, changed, restoresBest);
  }

  /** This rule putting the best epoch's weights back. */
  public EarlyStopping restoreBest() {
    return new EarlyStopping(patience, monitor, minDelta, true);
  }

  @Override
  public Callback forTraining() {
    return new Watcher();
  }

  private final class Watcher implements Callback {

    private final Best best = new Best(monitor, minDelta);
    private @Nullable Weights weights;
    private int epochsWithoutGain;

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      if (best.improvedBy(training, values)) {
        epochsWithoutGain = 0;
        weights = restoresBest ? training.weights() : null;
      } else if (++epochsWithoutGain >= patience) {
        training.stop(
            "%s has not become better than %s for %d epochs"
                .formatted(best.name(values), best.value(), epochsWithoutGain));
      }
    }

    @Override
    public void trainEnd(Training training) {
      if (weights != null) {
        training.restore(weights);
      }
    }

    @Override
    public CallbackState state() {
      CallbackState state = best.state().with("epochs_without_gain", epochsWithoutGain);
      return weights == null ? state : state.with("best", weights);
    }

    @Override
    public void resume(CallbackState state) {
      best.resume(state);
      epochsWithoutGain = (int) state.number("epochs_without_gain");
      weights = state.weights().get("best");
    }
  }
}
