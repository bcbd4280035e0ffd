package dev.afina.neural.internal;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/*
 * PyTorch's own record of a forward pass keeps every output until the way back, though most of them
 * are never read again: of what a convolution gives to a pooling, the largest tensor of a network,
 * the way back needs only where the maxima were. Here such outputs are released at once, and their
 * memory, still in the processor's cache, is used again by what follows.
 */

/** The steps of a {@link BlockedRun} on one batch, there and back, in parts that fit the cache. */
@SuppressWarnings("try") // a scope works by being open
final class BlockedPass {

  private final List<BlockedStep> steps;
  private final int first;
  private final List<@Nullable Tensor[]> parts = new ArrayList<>();

  /**
   * For one batch.
   *
   * @param first the first step that is gone back to; the number of steps where nothing is
   */
  BlockedPass(List<BlockedStep> steps, int first) {
    this.steps = steps;
    this.first = first;
  }

  /**
   * The last step's output, {@code [rows, channels, height, width]} in PyTorch's order.
   *
   * @param x in PyTorch's order
   * @param atOnce rows a part
   */
  Tensor forward(Tensor x, int atOnce) {
    int rows = (int) x.size(0);
    var outputs = new TensorVector();
    try (NoGradient noGradient = NoGradient.open()) {
      for (int from = 0; from < rows; from += atOnce) {
        Tensor part = x.narrow(0, from, Math.min(atOnce, rows - from)).to_mkldnn();
        outputs.push_back(forward(part).to_dense());
      }
      return outputs.size() == 1 ? new Tensor(outputs.get(0)) : torch.cat(outputs, 0);
    }
  }

  private Tensor forward(Tensor x) {
    @Nullable Tensor[] made = new Tensor[steps.size() + 1];
    made[0] = x;
    Tensor last = x;
    for (int i = 0; i < steps.size(); i++) {
      BlockedStep step = steps.get(i);
      Tensor next = i < first ? step.apply(last) : step.forward(last);
      made[i + 1] = next;
      boolean outputNeeded = i > first && steps.get(i - 1).needsOutput();
      if (i < first || !(outputNeeded || step.needsInput(last))) {
        release(made, i);
      }
      last = next;
    }
    parts.add(made);
    return last;
  }

  /**
   * Adds to the gradients of the steps' weights.
   *
   * @param gradient of what {@link #forward} has given
   */
  void back(Tensor gradient) {
    long from = 0;
    try (NoGradient noGradient = NoGradient.open()) {
      for (@Nullable Tensor[] made : parts) {
        long rows = made[steps.size()].size(0);
        @Nullable Tensor current = gradient.narrow(0, from, rows).to_mkldnn();
        for (int i = steps.size() - 1; current != null; i--) {
          @Nullable Tensor next = steps.get(i).back(current, made[i], made[i + 1]);
          current.close();
          release(made, i + 1);
          current = next;
        }
        from += rows;
      }
    }
  }

  private static void release(@Nullable Tensor[] made, int index) {
    Tensor tensor = made[index];
    if (tensor != null) {
      tensor.close();
      made[index] = null;
    }
  }
}
