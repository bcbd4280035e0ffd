package dev.afina.neural.internal;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** An operation of a {@link BlockedRun}, on tensors in oneDNN's order in memory. */
@SuppressWarnings("try") // a scope works by being open
sealed interface BlockedStep {

  /** The output, recorded for PyTorch's backward pass where that is on. */
  Tensor apply(Tensor x);

  /**
   * The output, with what {@link #back} needs, where nothing is recorded. It may lie where the
   * input was.
   */
  default Tensor forward(Tensor x) {
    return apply(x);
  }

  /** Whether {@link #back} needs an input that {@link #forward} has taken. */
  boolean needsInput(Tensor x);

  /** Whether {@link #back} needs its output. */
  boolean needsOutput();

  /** Whether it has weights that are trained. */
  default boolean isTrained() {
    return false;
  }

  /**
   * Adds to the gradients of its weights; the gradient of its input, or null where nobody asks for
   * it.
   *
   * @param gradient of its output
   * @param x its input, or null where it does not need it
   * @param y its output, or null where it does not need it
   */
  @Nullable Tensor back(Tensor gradient, @Nullable Tensor x, @Nullable Tensor y);

  /** A convolution with steps of 1. */
  final class Convolution implements BlockedStep {

    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final TensorOptional optionalBias;
    private final long[] padding;
    private final long[] biasSize;
    private final boolean asksForInput;
    private final BoolPointer asked;

    /**
     * With weights that the network keeps.
     *
     * @param bias {@code [filters]}
     * @param asksForInput whether something before it is trained
     */
    Convolution(
        Tensor weight, @Nullable Tensor bias, long[] padding, boolean asksForInput, Owned owned) {
      this.weight = weight;
      this.bias = bias;
      this.padding = padding;
      this.asksForInput = asksForInput;
      optionalBias = owned.keep(bias == null ? new TensorOptional() : new TensorOptional(bias));
      biasSize = new long[] {weight.size(0)};
      asked = owned.keep(new BoolPointer(3));
      asked.put(0, asksForInput);
      asked.put(1, weight.requires_grad());
      asked.put(2, bias != null && bias.requires_grad());
    }

    @Override
    public Tensor apply(Tensor x) {
      return torch.conv2d(x, weight, optionalBias, ImageSteps.ONE, padding, ImageSteps.ONE, 1);
    }

    @Override
    public boolean needsInput(Tensor x) {
      return true;
    }

    @Override
    public boolean needsOutput() {
      return false;
    }

    @Override
    public boolean isTrained() {
      return asked.get(1) || asked.get(2);
    }

    @Override
    public @Nullable Tensor back(Tensor gradient, @Nullable Tensor x, @Nullable Tensor y) {
      try (var made =
          torch.convolution_backward(
              gradient,
              x,
              weight,
              biasSize,
              ImageSteps.ONE,
              padding,
              ImageSteps.ONE,
              false,
              ImageSteps.NONE,
              1,
              asked)) {
        if (asked.get(1)) {
          weight.grad().add_(made.get1());
        }
        if (bias != null && asked.get(2)) {
          bias.grad().add_(made.get2());
        }
        return asksForInput ? new Tensor(made.get0()) : null;
      }
    }
  }

  /** The greatest values of windows. */
  final class Pooling implements BlockedStep {

    /** For so many sizes of batches a layout is kept; it takes as much memory as an input. */
    private static final int LAYOUTS = 4;

    /** The layout of larger inputs is not kept; such an input itself is, until the way back. */
    private static final long MOST_BYTES = 8_000_000;

    private final long[] size;
    private final long[] strides;
    private final Owned owned;
    private final Map<Long, Tensor> layouts = new HashMap<>();

    Pooling(long[] size, long[] strides, Owned owned) {
      this.size = size;
      this.strides = strides;
      this.owned = owned;
    }

    @Override
    public Tensor apply(Tensor x) {
      return torch.mkldnn_max_pool2d(x, size, strides, ImageSteps.NONE, ImageSteps.ONE, false);
    }

    @Override
    public Tensor forward(Tensor x) {
      if (needsInput(x) && layouts.size() < LAYOUTS && x.numel() * Float.BYTES <= MOST_BYTES) {
        layouts.put(x.size(0), owned.keep(new Tensor(x)));
      }
      // Only then oneDNN notes, with the output, which values were the greatest.
      x.set_requires_grad(true);
      try (NoGradient suspended = NoGradient.suspended();
          Tensor recorded = apply(x)) {
        return recorded.detach();
      }
    }

    /** Of its input the way back reads nothing but the layout, for which an old one will do. */
    @Override
    public boolean needsInput(Tensor x) {
      return !layouts.containsKey(x.size(0));
    }

    @Override
    public boolean needsOutput() {
      return true;
    }

    @Override
    public Tensor back(Tensor gradient, @Nullable Tensor x, @Nullable Tensor y) {
      Tensor input = x == null ? layouts.get(gradient.size(0)) : x;
      return torch.mkldnn_max_pool2d_backward(
          gradient, y, input, size, strides, ImageSteps.NONE, ImageSteps.ONE, false);
    }
  }

  /** Rectification; forward in place. */
  final class Rectification implements BlockedStep {

    private final Scalar zero;

    Rectification(Owned owned) {
      zero = owned.keep(new Scalar(0.0f));
    }

    @Override
    public Tensor apply(Tensor x) {
      return torch.relu(x);
    }

    @Override
    public Tensor forward(Tensor x) {
      torch.relu_(x);
      return new Tensor(x);
    }

    @Override
    public boolean needsInput(Tensor x) {
      return false;
    }

    @Override
    public boolean needsOutput() {
      return true;
    }

    @Override
    public Tensor back(Tensor gradient, @Nullable Tensor x, @Nullable Tensor y) {
      return torch.threshold_backward(gradient, y, zero);
    }
  }
}
