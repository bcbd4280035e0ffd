package dev.afina.neural;

import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;

/** Ends a training in the middle of an epoch, as a kill would. */
final class Kill implements Callback {

  private final int epoch;
  private final int last;

  /**
   * A kill.
   *
   * @param epoch counted from 0; −1 for none
   * @param last the batch after which it comes, counted from 0
   */
  Kill(int epoch, int last) {
    this.epoch = epoch;
    this.last = last;
  }

  @Override
  public void batchEnd(Training training, int batch, double loss) {
    if (training.epoch() == epoch && batch == last) {
      throw new IllegalStateException("killed");
    }
  }
}
