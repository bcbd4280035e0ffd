package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over images {@code (height, width, channels)}: activation(x ∗ W + b), W of shape
 * {@code (filters, channels, kernel height, kernel width)}. As everywhere in deep learning the
 * kernel is not turned round.
 *
 * @param filters number of channels of the output, at least 1
 * @param window how the kernel moves; a kernel of so many pixels, valid padding, no gaps by default
 * @param activation applied to the sums, linear by default
 * @param bias whether b is there, true by default
 * @param kernelInitializer of W; null for the activation's {@link Activation#defaultInitializer}
 * @param biasInitializer of b, zeros by default
 */
public record Conv2D(
    int filters,
    Window window,
    Activation activation,
    boolean bias,
    @Nullable Initializer kernelInitializer,
    Initializer biasInitializer)
    implements Layer {

  static final String TYPE = "conv2d";

  /** Checks the filters. */
  public Conv2D {
    if (filters < 1) {
      throw new IllegalArgumentException(
          "conv2d has %d filters, expected at least 1".formatted(filters));
    }
  }

  private Conv2D window(Window changed) {
    return new Conv2D(filters, changed, activation, bias, kernelInitializer, biasInitializer);
  }

  /** This layer moving by other strides, 1 by default. */
  public Conv2D strides(int changed) {
    return window(window.strides(Extent.of(changed)));
  }

  /** This layer with gaps in its kernel, 1 (none) by default. */
  public Conv2D dilation(int changed) {
    return window(window.dilation(Extent.of(changed)));
  }

  /** This layer with another padding, {@link Padding#VALID} by default. */
  public Conv2D padding(Padding changed) {
    return window(window.padding(changed));
  }

  /** This layer with another activation. */
  public Conv2D activation(Activation changed) {
    return new Conv2D(filters, window, changed, bias, kernelInitializer, biasInitializer);
  }

  /** This layer without b; fitting in front of batch normalization, which has its own. */
  public Conv2D withoutBias() {
    return new Conv2D(filters, window, activation, false, kernelInitializer, biasInitializer);
  }

  /** This layer with W starting otherwise. */
  public Conv2D kernelInitializer(Initializer changed) {
    return new Conv2D(filters, window, activation, bias, changed, biasInitializer);
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
    int pixels = window.size().count();
    Initializer kernel =
        kernelInitializer == null ? activation.defaultInitializer() : kernelInitializer;
    Shape shape = Shape.of(filters, channels, window.size().height(), window.size().width());
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(new WeightSpec("weight", shape, kernel, channels * pixels, filters * pixels, true));
    if (bias) {
      weights.add(WeightSpec.vector("bias", filters, biasInitializer));
    }
    return weights;
  }

  @Override
  public Activation lastActivation() {
    return activation;
  }
}
