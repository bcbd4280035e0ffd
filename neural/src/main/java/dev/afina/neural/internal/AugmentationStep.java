package dev.afina.neural.internal;

import dev.afina.neural.layer.Augmentation;
import dev.afina.neural.layer.Shape;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Changes of images at random, each image's drawn from the epoch's generator of the layer. */
final class AugmentationStep {

  private static final long BILINEAR = 0;
  private static final long REFLECTION = 2;

  private AugmentationStep() {}

  static Step of(Augmentation layer, Shape input, int index) {
    return (x, pass) -> {
      if (!pass.training() || layer.amount() == 0) {
        return x;
      }
      RandomGenerator random = pass.masks(index);
      int images = (int) x.size(0);
      return layer.kind() == Augmentation.Kind.CONTRAST
          ? contrasted(x, layer.amount(), images, random)
          : moved(x, layer, input, images, random);
    };
  }

  private static Tensor contrasted(Tensor x, double amount, int images, RandomGenerator random) {
    float[] factors = new float[images];
    for (int i = 0; i < images; i++) {
      factors[i] = (float) (1 + amount * (2 * random.nextDouble() - 1));
    }
    Tensor mean = x.mean(new long[] {1, 2}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
    return x.sub(mean).mul(Tensors.of(factors, images, 1, 1, 1)).add(mean);
  }

  private static Tensor moved(
      Tensor x, Augmentation layer, Shape input, int images, RandomGenerator random) {
    int[] sizes = input.toArray();
    float[] maps = new float[6 * images];
    for (int i = 0; i < images; i++) {
      map(layer, (double) sizes[0] / sizes[1], random, maps, 6 * i);
    }
    long[] shape = {images, sizes[2], sizes[0], sizes[1]};
    Tensor grid = torch.affine_grid_generator(Tensors.of(maps, images, 2, 3), shape, false);
    return ImageSteps.last(
        torch.grid_sampler(ImageSteps.first(x), grid, BILINEAR, REFLECTION, false));
  }

  /**
   * Where the output's coordinates, from −1 to 1 across and down, are taken from.
   *
   * @param aspect height over width
   * @param maps receives two rows of three numbers
   */
  private static void map(
      Augmentation layer, double aspect, RandomGenerator random, float[] maps, int at) {
    maps[at] = 1;
    maps[at + 4] = 1;
    switch (layer.kind()) {
      case HORIZONTAL_FLIP -> maps[at] = random.nextDouble() < layer.amount() ? -1 : 1;
      case VERTICAL_FLIP -> maps[at + 4] = random.nextDouble() < layer.amount() ? -1 : 1;
      case TRANSLATION -> {
        maps[at + 2] = (float) (2 * layer.amount() * (2 * random.nextDouble() - 1));
        maps[at + 5] = (float) (2 * layer.amount() * (2 * random.nextDouble() - 1));
      }
      case ROTATION -> {
        double angle = 2 * Math.PI * layer.amount() * (2 * random.nextDouble() - 1);
        maps[at] = (float) Math.cos(angle);
        maps[at + 1] = (float) (-Math.sin(angle) * aspect);
        maps[at + 3] = (float) (Math.sin(angle) / aspect);
        maps[at + 4] = (float) Math.cos(angle);
      }
      case CONTRAST -> throw new IllegalStateException("contrast moves nothing");
    }
  }
}
