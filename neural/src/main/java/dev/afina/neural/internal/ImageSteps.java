package dev.afina.neural.internal;

import dev.afina.neural.layer.Conv1D;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.DepthwiseConv2D;
import dev.afina.neural.layer.GlobalPooling;
import dev.afina.neural.layer.Pooling;
import dev.afina.neural.layer.SeparableConv2D;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.layer.Window;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/*
 * Samples have their channels last, as in Keras; PyTorch wants them first. Exchanging axes moves no
 * value, and what a convolution gives keeps the order in memory that it was given, so that only the
 * first layer of a network copies anything.
 */

/** The computations of what moves over images; sequences are images of height 1. */
final class ImageSteps {

  static final long[] NONE = {0, 0};
  static final long[] ONE = {1, 1};

  private ImageSteps() {}

  static Step of(Conv2D layer, Shape input, Map<String, Tensor> weights, Owned owned) {
    UnaryOperator<Tensor> convolution =
        convolution(layer.window(), input, Steps.get(weights, "weight"), bias(weights, owned), 1);
    return (x, pass) -> Activations.apply(layer.activation(), last(convolution.apply(first(x))));
  }

  static Step of(Conv1D layer, Shape input, Map<String, Tensor> weights, Owned owned) {
    UnaryOperator<Tensor> convolution =
        convolution(
            layer.window(), high(input), Steps.get(weights, "weight"), bias(weights, owned), 1);
    return (x, pass) ->
        Activations.apply(layer.activation(), low(last(convolution.apply(first(high(x))))));
  }

  static Step of(DepthwiseConv2D layer, Shape input, Map<String, Tensor> weights, Owned owned) {
    UnaryOperator<Tensor> convolution =
        convolution(
            layer.window(),
            input,
            Steps.get(weights, "weight"),
            bias(weights, owned),
            input.last());
    return (x, pass) -> Activations.apply(layer.activation(), last(convolution.apply(first(x))));
  }

  static Step of(SeparableConv2D layer, Shape input, Map<String, Tensor> weights, Owned owned) {
    UnaryOperator<Tensor> depthwise =
        convolution(
            layer.window(),
            input,
            Steps.get(weights, "depthwise_weight"),
            owned.keep(new TensorOptional()),
            input.last());
    Tensor points = Steps.get(weights, "pointwise_weight");
    TensorOptional bias = bias(weights, owned);
    return (x, pass) -> {
      Tensor sums = torch.conv2d(depthwise.apply(first(x)), points, bias, ONE, NONE, ONE, 1);
      return Activations.apply(layer.activation(), last(sums));
    };
  }

  static Step of(Pooling layer, Shape input, Owned owned) {
    UnaryOperator<Tensor> pooling =
        layer.kind() == Pooling.Kind.MAX
            ? greatest(layer.window(), layer.sequences() ? high(input) : input)
            : mean(layer.window(), layer.sequences() ? high(input) : input, owned);
    return layer.sequences()
        ? (x, pass) -> low(last(pooling.apply(first(high(x)))))
        : (x, pass) -> last(pooling.apply(first(x)));
  }

  static Step of(GlobalPooling layer, Shape input) {
    long[] places = input.rank() == 3 ? new long[] {1, 2} : new long[] {1};
    return layer.kind() == Pooling.Kind.MAX
        ? (x, pass) -> x.amax(places, false)
        : (x, pass) -> x.mean(places);
  }

  /** Channels of an image in front. */
  static Tensor first(Tensor x) {
    return x.permute(0, 3, 1, 2);
  }

  /** Channels of an image behind. */
  static Tensor last(Tensor x) {
    return x.permute(0, 2, 3, 1);
  }

  private static Tensor high(Tensor x) {
    return x.unsqueeze(1);
  }

  private static Tensor low(Tensor x) {
    return x.squeeze(1);
  }

  private static Shape high(Shape input) {
    int[] sizes = input.toArray();
    return Shape.of(1, sizes[0], sizes[1]);
  }

  private static TensorOptional bias(Map<String, Tensor> weights, Owned owned) {
    return owned.keep(
        weights.containsKey("bias")
            ? new TensorOptional(Steps.get(weights, "bias"))
            : new TensorOptional());
  }

  /** What is put around an image: left, right, top, bottom. */
  static long[] pads(Window window, Shape input) {
    int[] sizes = input.toArray();
    return window.pads(sizes[0], sizes[1]);
  }

  static boolean areSymmetric(long[] pads) {
    return pads[0] == pads[1] && pads[2] == pads[3];
  }

  private static UnaryOperator<Tensor> convolution(
      Window window, Shape input, Tensor weight, TensorOptional bias, long groups) {
    long[] pads = pads(window, input);
    long[] strides = window.strides().toLongs();
    long[] dilation = window.dilation().toLongs();
    if (areSymmetric(pads)) {
      long[] padding = {pads[2], pads[0]};
      return x -> torch.conv2d(x, weight, bias, strides, padding, dilation, groups);
    }
    return x -> {
      Tensor padded = torch.constant_pad_nd(x, pads);
      return torch.conv2d(padded, weight, bias, strides, NONE, dilation, groups);
    };
  }

  private static UnaryOperator<Tensor> greatest(Window window, Shape input) {
    long[] pads = pads(window, input);
    long[] size = window.size().toLongs();
    long[] strides = window.strides().toLongs();
    if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
      return x -> torch.max_pool2d(x, size, strides, NONE, ONE, false);
    }
    return x -> {
      Tensor padded = torch.constant_pad_nd(x, pads, new Scalar(Double.NEGATIVE_INFINITY));
      return torch.max_pool2d(padded, size, strides, NONE, ONE, false);
    };
  }

  private static UnaryOperator<Tensor> mean(Window window, Shape input, Owned owned) {
    long[] pads = pads(window, input);
    UnaryOperator<Tensor> inside =
        x ->
            torch.avg_pool2d(
                x,
                window.size().toLongs(),
                window.strides().toLongs(),
                NONE,
                false,
                true,
                new LongOptional());
    if (Arrays.stream(pads).allMatch(pad -> pad == 0)) {
      return inside;
    }
    int[] sizes = input.toArray();
    Tensor ones = Tensors.zeros(1, 1, sizes[0], sizes[1]).fill_(new Scalar(1.0));
    Tensor shares = owned.keep(inside.apply(torch.constant_pad_nd(ones, pads)));
    return x -> inside.apply(torch.constant_pad_nd(x, pads)).div(shares);
  }
}
