package dev.afina.neural.internal;

import dev.afina.neural.loss.Loss;
import org.bytedeco.pytorch.Scalar;
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
   * @param outputs {@code [rows, output...]}
   * @param targets {@code [rows]}, classes as longs or values as floats, or {@code [rows, width]}
   *     floats
   * @param rowWeights {@code [rows]}, factors of each row's loss before the mean is taken
   */
  static Tensor mean(Loss loss, Tensor outputs, Tensor targets, @Nullable Tensor rowWeights) {
    if (rowWeights == null) {
      return reduced(loss, outputs, targets, MEAN);
    }
    Tensor losses = reduced(loss, outputs, targets, NONE);
    Tensor ofRows = losses.dim() == 1 ? losses : losses.mean(1L);
    return ofRows.mul(rowWeights).mean();
  }

  private static Tensor reduced(Loss loss, Tensor outputs, Tensor targets, long reduction) {
    return switch (loss.kind()) {
      case SPARSE_CATEGORICAL_CROSSENTROPY, CATEGORICAL_CROSSENTROPY ->
          torch.cross_entropy_loss(
              outputs, targets, new TensorOptional(), reduction, IGNORED_CLASS, loss.parameter());
      case BINARY_CROSSENTROPY ->
          torch.binary_cross_entropy_with_logits(
              outputs.reshape(-1),
              smoothed(targets, loss.parameter()),
              new TensorOptional(),
              new TensorOptional(),
              reduction);
      case MEAN_SQUARED_ERROR -> torch.mse_loss(rows(outputs, targets), targets, reduction);
      case MEAN_ABSOLUTE_ERROR -> torch.l1_loss(rows(outputs, targets), targets, reduction);
      case HUBER -> torch.huber_loss(rows(outputs, targets), targets, reduction, loss.parameter());
    };
  }

  private static Tensor smoothed(Tensor targets, double share) {
    return share == 0 ? targets : targets.mul(new Scalar(1 - share)).add(new Scalar(share / 2));
  }

  /** Outputs laid out as the targets are. */
  private static Tensor rows(Tensor outputs, Tensor targets) {
    return targets.dim() == 1 ? outputs.reshape(-1) : outputs.flatten(1, -1);
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
