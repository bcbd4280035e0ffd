package dev.afina.neural.callback;

import dev.afina.neural.weights.Weights;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the weights of the best epoch in memory, and on request the model on disk. The caller reads
 * them from this object, also after a training that an exception ended; it serves one training at a
 * time, and over several keeps the best of all.
 */
public final class BestEpoch implements Callback {

  private final Best best;
  private final @Nullable Path directory;
  private final @Nullable String monitor;
  private int epoch = -1;
  private @Nullable Weights weights;

  private BestEpoch(@Nullable String monitor, @Nullable Path directory) {
    this.monitor = monitor;
    this.best = new Best(monitor, 0);
    this.directory = directory;
  }

  /** Of {@code val_loss}, or {@code loss} where there is no validation data. */
  public static BestEpoch byLoss() {
    return new BestEpoch(null, null);
  }

  /** Of a value by name, such as {@code val_accuracy}; of equal values the first epoch's. */
  public static BestEpoch by(String monitor) {
    return new BestEpoch(monitor, null);
  }

  /** A callback like this one that also saves the model there at every gain. */
  public BestEpoch savedTo(Path folder) {
    return new BestEpoch(monitor, folder);
  }

  @Override
  public void epochEnd(Training training, Map<String, Double> values) {
    if (best.improvedBy(training, values)) {
      epoch = training.epoch();
      weights = training.weights();
      if (directory != null) {
        training.save(directory);
      }
    }
  }

  @Override
  public CallbackState state() {
    CallbackState state = best.state().with("epoch", epoch);
    return weights == null ? state : state.with("best", weights);
  }

  @Override
  public void resume(CallbackState state) {
    best.resume(state);
    epoch = (int) state.number("epoch");
    weights = state.weights().get("best");
  }

  /** Number of the best epoch, counted from 0; −1 before the first. */
  public int epoch() {
    return epoch;
  }

  /** The best value; NaN before the first. */
  public double value() {
    return best.value();
  }

  /**
   * The best epoch's weights, for {@code Model.restore}.
   *
   * @throws IllegalStateException before the first epoch has ended
   */
  public Weights weights() {
    if (weights == null) {
      throw new IllegalStateException("there is no best epoch yet: no epoch has ended");
    }
    return weights;
  }
}
