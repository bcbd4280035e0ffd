package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over sequences {@code (length, channels)}: activation(x ∗ W + b), W of shape {@code
 * (filters, channels, 1, kernel length)}.
 *
 * @param filters number of channels of the output, at least 1
 * @param window how the kernel moves; a kernel of so many steps, valid padding, no gaps by default
 * @param activation applied to the sums, linear by default
 * @param bias whether b is there, true by default
 * @param kernelInitializer of W; null for the activation's {@link Activation#defaultInitializer}
 * @param biasInitializer of b, zeros by default
 */
public record Conv1D(
    int filters,
    Window window,
    Activation activation,
    boolean bias,
    @Nullable Initializer kernelInitializer,
    Initializer biasInitializer)
    implements Layer {

  static final String TYPE = "conv1d";

  /** Checks the filters. */
  public Conv1D {
    if (filters < 1) {
      throw new IllegalArgumentException(
          "conv1d has %d filters, expected at least 1".formatted(filters));
    }
  }

  private Conv1D window(Window changed) {
    return new Conv1D(filters, changed, activation, bias, kernelInitializer, biasInitializer);
  }

  /** This layer moving by other strides, 1 by default. */
  public Conv1D strides(int changed) {
    return window(window.strides(Extent.row(changed)));
  }

  /** This layer with gaps in its kernel, 1 (none) by default. */
  public Conv1D dilation(int changed) {
    return window(window.dilation(Extent.row(changed)));
  }

  /** This layer with another padding, {@link Padding#VALID} by default. */
  public Conv1D padding(Padding changed) {
    return window(window.padding(changed));
  }

  /** This layer with another activation. */
  public Conv1D activation(Activation changed) {
    return new Conv1D(filters, window, changed, bias, kernelInitializer, biasInitializer);
  }

  /** This layer without b; fitting in front of batch normalization, which has its own. */
  public Conv1D withoutBias() {
    return new Conv1D(filters, window, activation, false, kernelInitializer, biasInitializer);
  }

  /** This layer with W starting otherwise. */
  public Conv1D kernelInitializer(Initializer changed) {
    return new Conv1D(filters, window, activation, bias, changed, biasInitializer);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Shape outputShape(Shape input) {
    return Images.slid(window, input, filters, TYPE);
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
