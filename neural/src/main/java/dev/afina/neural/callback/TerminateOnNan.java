package dev.afina.neural.callback;

/**
 * Ends a training, normally, at the first batch whose loss is NaN or infinite; without it such a
 * batch ends {@code fit} with a {@code NonFiniteLossException}. The model keeps the weights of
 * before that batch, and the history the epochs before.
 */
public record TerminateOnNan() implements Callback {

  @Override
  public void nonFiniteLoss(Training training, int batch, double loss) {
    training.stop(
        "the loss became %s in epoch %d, batch %d".formatted(loss, training.epoch(), batch));
  }
}
