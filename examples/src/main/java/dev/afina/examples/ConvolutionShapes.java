package dev.afina.examples;

import static dev.afina.neural.layer.Layers.conv2d;

import dev.afina.neural.Sequential;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Shape;
import java.util.ArrayList;
import java.util.List;

/** What filters, kernel, stride and padding make of an image's shape. */
public final class ConvolutionShapes {

  static final int SIDE = 28;

  private ConvolutionShapes() {}

  /**
   * A choice and its outcome.
   *
   * @param filters number of channels of the output
   * @param kernel height and width of what a filter sees
   * @param stride how far it moves
   * @param padding around the image
   * @param output shape behind the layer
   * @param weights that are trained
   */
  public record Result(
      int filters, int kernel, int stride, Padding padding, Shape output, long weights) {}

  /** Every combination, on grey images of 28 × 28 pixels. */
  public static List<Result> run() {
    List<Result> results = new ArrayList<>();
    for (int filters : new int[] {16, 32}) {
      for (int kernel : new int[] {3, 4, 5}) {
        for (int stride : new int[] {1, 2, 3}) {
          for (Padding padding : Padding.values()) {
            var architecture =
                Sequential.input(SIDE, SIDE, 1)
                    .add(conv2d(filters, kernel).strides(stride).padding(padding))
                    .architecture();
            results.add(
                new Result(
                    filters,
                    kernel,
                    stride,
                    padding,
                    architecture.outputShape(),
                    architecture.weightCount(true)));
          }
        }
      }
    }
    return results;
  }

  /** Runs the example. */
  public static void main(String[] args) {
    run().forEach(System.out::println);
  }
}
