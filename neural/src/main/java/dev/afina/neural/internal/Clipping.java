package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Clipped;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Cuts a network's gradient in place. */
final class Clipping {

  private final Clipped.By by;
  private final double threshold;
  private final Tensor gradient;
  private final List<Tensor> parts = new ArrayList<>();

  /** For a network, whose gradient has its place for good; made within a scope. */
  Clipping(Clipped clipped, Network network, Owned owned) {
    by = clipped.by();
    threshold = clipped.threshold();
    gradient = network.gradient();
    if (by == Clipped.By.NORM) {
      network.gradients().values().forEach(part -> parts.add(owned.keep(part)));
    } else if (by == Clipped.By.GLOBAL_NORM) {
      parts.add(gradient);
    }
  }

  void apply() {
    if (by == Clipped.By.VALUE) {
      gradient.clamp_min_(new Scalar(-threshold));
      gradient.clamp_max_(new Scalar(threshold));
    }
    for (Tensor part : parts) {
      double norm = part.norm().item_float();
      // A norm that is NaN leaves the gradient as it is; the loss tells of it.
      if (norm > threshold) {
        part.mul_(new Scalar(threshold / norm));
      }
    }
  }
}
