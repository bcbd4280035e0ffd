package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution in two steps, of each channel by itself and then of all channels pixel by pixel (<a
 * href="https://arxiv.org/abs/1610.02357">Chollet 2017</a>): far fewer weights than {@link Conv2D}.
 *
 * @param filters number of channels of the output, at least 1
 * @param window how the kernel of the first step moves; valid padding, no gaps by default
 * @param activation applied to the sums of the second step, linear by default
 * @param bias whether the second step has one, true by default
 * @param kernelInitializer of both; null for the activation's {@link Activation#defaultInitializer}
 */
public record SeparableConv2D(
    int filters,
    Window window,
    Activation activation,
    boolean bias,
    @Nullable Initializer kernelInitializer)
    implements Layer {

  static final String TYPE = "separable_conv2d";

  /** Checks the filters. */
  public SeparableConv2D {
    if (filters < 1) {
      throw new IllegalArgumentException(
          "separable_conv2d has %d filters, expected at least 1".formatted(filters));
    }
  }

  private SeparableConv2D window(Window changed) {
    return new SeparableConv2D(filters, changed, activation, bias, kernelInitializer);
  }

  /** This layer moving by other strides, 1 by default. */
  public SeparableConv2D strides(int changed) {
    return window(window.strides(Extent.of(changed)));
  }

  /** This layer with gaps in its kernel, 1 (none) by default. */
  public SeparableConv2D dilation(int changed) {
    return window(window.dilation(Extent.of(changed)));
  }

  /** This layer with another padding, {@link Padding#VALID} by default. */
  public SeparableConv2D padding(Padding changed) {
    return window(window.padding(changed));
  }

  /** This layer with another activation. */
  public SeparableConv2D activation(Activation changed) {
    return new SeparableConv2D(filters, window, changed, bias, kernelInitializer);
  }

  /** This layer without a bias; fitting in front of batch normalization, which has its own. */
  public SeparableConv2D withoutBias() {
    return new SeparableConv2D(filters, window, activation, false, kernelInitializer);
  }

  /** This layer with both kernels starting otherwise. */
  public SeparableConv2D kernelInitializer(Initializer changed) {
    return new SeparableConv2D(filters, window, activation, bias, changed);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Images.moved(window, input, filters, TYPE);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int channels = input.last();
    Initializer kernel =
        kernelInitializer == null ? activation.defaultInitializer() : kernelInitializer;
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(DepthwiseConv2D.kernel("depthwise_weight", window, channels, 1, kernel));
    Shape points = Shape.of(filters, channels, 1, 1);
    weights.add(new WeightSpec("pointwise_weight", points, kernel, channels, filters, true));
    if (bias) {
      weights.add(WeightSpec.vector("bias", filters, Initializer.ZEROS));
    }
    return weights;
  }

  @Override
  public Activation lastActivation() {
    return activation;
  }
}
