package dev.afina.neural.callback;

import java.util.Map;

/**
 * Hooks into a training, called in its thread. An exception thrown by a hook ends the training and
 * arrives at {@code fit}'s caller as it is; the model stays usable and nothing leaks.
 */
public interface Callback {

  /**
   * What watches one training. Callbacks that keep state return a fresh object, so that one
   * callback can be given to any number of trainings, also at once; others return themselves.
   */
  default Callback forTraining() {
    return this;
  }

  /** Before the first epoch. */
  default void trainBegin(Training training) {}

  /** Before an epoch. */
  default void epochBegin(Training training) {}

  /** Before a batch, counted from 0 in its epoch. */
  default void batchBegin(Training training, int batch) {}

  /** After a batch, with its mean loss. */
  default void batchEnd(Training training, int batch, double loss) {}

  /**
   * At a batch whose loss is NaN or infinite, before any weight changes. If no callback calls
   * {@link Training#stop} here, a {@code NonFiniteLossException} ends the training.
   */
  default void nonFiniteLoss(Training training, int batch, double loss) {}

  /**
   * After an epoch and its validation.
   *
   * @param values {@code loss} and the metrics as seen during the epoch, with validation data the
   *     same with {@code val_} before, {@code learning_rate} where it follows a schedule, and what
   *     callbacks before this one have logged
   */
  default void epochEnd(Training training, Map<String, Double> values) {}

  /** After the last epoch of a training that ended normally, by its length or by a stop. */
  default void trainEnd(Training training) {}

  /** In place of {@link #trainEnd} where an exception ended the training. */
  default void trainFailed(Training training, Throwable cause) {}

  /** What this callback, made by {@link #forTraining}, must remember; asked for between epochs. */
  default CallbackState state() {
    return CallbackState.NONE;
  }

  /**
   * Goes on from a {@link #state} saved by a callback like this one, before {@link #trainBegin}.
   *
   * @throws IllegalArgumentException if the state is of another callback
   */
  default void resume(CallbackState state) {}
}
