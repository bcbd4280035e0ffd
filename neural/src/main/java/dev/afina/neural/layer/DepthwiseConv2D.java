package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of each channel of an image by itself, W of shape {@code (channels · multiplier, 1,
 * kernel height, kernel width)}.
 *
 * <p>What random weights start from counts the inputs of one output, kernel height · kernel width;
 * Keras multiplies that by the channels, so that its start is smaller.
 *
 * @param multiplier outputs of each channel, at least 1; 1 by default
 * @param window how the kernel moves; valid padding, no gaps by default
 * @param activation applied to the sums, linear by default
 * @param bias whether b is there, true by default
 * @param kernelInitializer of W; null for the activation's {@link Activation#defaultInitializer}
 */
public record DepthwiseConv2D(
    int multiplier,
    Window window,
    Activation activation,
    boolean bias,
    @Nullable Initializer kernelInitializer)
    implements Layer {

  static final String TYPE = "depthwise_conv2d";

  /** Checks the multiplier. */
  public DepthwiseConv2D {
    if (multiplier < 1) {
      throw new IllegalArgumentException(
          "depthwise_conv2d has multiplier %d, expected at least 1".formatted(multiplier));
    }
  }

  private DepthwiseConv2D window(Window changed) {
    return new DepthwiseConv2D(multiplier, changed, activation, bias, kernelInitializer);
  }

  /** This layer with more outputs a channel. */
  public DepthwiseConv2D multiplier(int changed) {
    return new DepthwiseConv2D(changed, window, activation, bias, kernelInitializer);
  }

  /** This layer moving by other strides, 1 by default. */
  public DepthwiseConv2D strides(int changed) {
    return window(window.strides(Extent.of(changed)));
  }

  /** This layer with gaps in its kernel, 1 (none) by default. */
  public DepthwiseConv2D dilation(int changed) {
    return window(window.dilation(Extent.of(changed)));
  }

  /** This layer with another padding, {@link Padding#VALID} by default. */
  public DepthwiseConv2D padding(Padding changed) {
    return window(window.padding(changed));
  }

  /** This layer with another activation. */
  public DepthwiseConv2D activation(Activation changed) {
    return new DepthwiseConv2D(multiplier, window, changed, bias, kernelInitializer);
  }

  /** This layer without b; fitting in front of batch normalization, which has its own. */
  public DepthwiseConv2D withoutBias() {
    return new DepthwiseConv2D(multiplier, window, activation, false, kernelInitializer);
  }

  /** This layer with W starting otherwise. */
  public DepthwiseConv2D kernelInitializer(Initializer changed) {
    return new DepthwiseConv2D(multiplier, window, activation, bias, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Images.moved(window, input, input.last() * multiplier, TYPE);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    Initializer kernel =
        kernelInitializer == null ? activation.defaultInitializer() : kernelInitializer;
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(kernel("weight", window, input.last(), multiplier, kernel));
    if (bias) {
      weights.add(WeightSpec.vector("bias", input.last() * multiplier, Initializer.ZEROS));
    }
    return weights;
  }

  /** A kernel for each channel by itself. */
  static WeightSpec kernel(
      String name, Window window, int channels, int multiplier, Initializer initializer) {
    int pixels = window.size().count();
    Extent size = window.size();
    Shape shape = Shape.of(channels * multiplier, 1, size.height(), size.width());
    return new WeightSpec(name, shape, initializer, pixels, pixels * multiplier, true);
  }

  @Override
  public Activation lastActivation() {
    return activation;
  }
}
