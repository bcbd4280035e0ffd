package dev.afina.neural.internal;

import dev.afina.neural.loss.Loss;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Losses and links by PyTorch. */
final class LossFunction {

  /** PyTorch's numbers for "one value a row" and "their mean". */
  private static final long NONE = 0;

  private static final long MEAN = 1;

  /** PyTorch's default for a class that does not count; no label is negative here. */
  private static final long IGNORED_CLASS = -100;

  private LossFunction() {}

  /**
   * The mean loss over a batch.
   *
   * @param outputs {@code [rows, width]}
   * @param targets {@code [rows]}, classes as longs or values as floats
   * @param rowWeights {@code [rows]}, factors of each row's loss before the mean is taken
   */
  static Tensor mean(Loss loss, Tensor outputs, Tensor targets, @Nullable Tensor rowWeights) {
    if (rowWeights == null) {
      return reduced(loss, outputs, targets, MEAN);
    }
    return reduced(loss, outputs, targets, NONE).mul(rowWeights).mean();
  }

  private static Tensor reduced(Loss loss, Tensor outputs, Tensor targets, long reduction) {
    return switch (loss) {
      case SPARSE_CATEGORICAL_CROSSENTROPY ->
          torch.cross_entropy_loss(
              outputs, targets, new TensorOptional(), reduction, IGNORED_CLASS, 0.0);
      case BINARY_CROSSENTROPY ->
          torch.binary_cross_entropy_with_logits(
              outputs.reshape(-1), targets, new TensorOptional(), new TensorOptional(), reduction);
      case MEAN_SQUARED_ERROR -> torch.mse_loss(outputs.reshape(-1), targets, reduction);
      case MEAN_ABSOLUTE_ERROR -> torch.l1_loss(outputs.reshape(-1), targets, reduction);
      case HUBER -> torch.huber_loss(outputs.reshape(-1), targets, reduction, 1.0);
    };
  }

  /** Predictions of outputs, contiguous and without gradient. */
  static Tensor link(Loss loss, Tensor outputs) {
    Tensor plain = outputs.detach();
    return switch (loss.link()) {
      case IDENTITY -> plain.contiguous();
      case SIGMOID -> torch.sigmoid(plain).contiguous();
      case SOFTMAX -> torch.softmax(plain, -1).contiguous();
    };
  }
}
