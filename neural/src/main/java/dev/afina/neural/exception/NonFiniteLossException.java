package dev.afina.neural.exception;

import dev.afina.core.AfinaException;

/** Training ran into a loss that is NaN or infinite; its weights are of no use. */
public class NonFiniteLossException extends AfinaException {

  private static final long serialVersionUID = 1L;

  private final int epoch;

  /**
   * In the given epoch and batch.
   *
   * @param epoch counted from 0 over the model's life
   * @param batch counted from 0 in the epoch
   * @param loss NaN or infinite
   */
  public NonFiniteLossException(int epoch, int batch, double loss) {
    super(
        "the loss became %s in epoch %d, batch %d; maybe the learning rate is too high"
            .formatted(loss, epoch, batch));
    this.epoch = epoch;
  }

  /** The epoch, counted from 0. */
  public int epoch() {
    return epoch;
  }
}
