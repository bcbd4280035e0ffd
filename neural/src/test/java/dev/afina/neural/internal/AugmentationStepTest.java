package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.randomContrast;
import static dev.afina.neural.layer.Layers.randomHorizontalFlip;
import static dev.afina.neural.layer.Layers.randomRotation;
import static dev.afina.neural.layer.Layers.randomTranslation;
import static dev.afina.neural.layer.Layers.randomVerticalFlip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Augmentation;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.weights.InitialWeights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // a scope works by being open
class AugmentationStepTest {

  private static final int SIDE = 8;
  private static final int IMAGES = 200;
  private static final int PIXELS = SIDE * SIDE;

  static Stream<Augmentation> layers() {
    return Stream.of(
        randomHorizontalFlip(),
        randomVerticalFlip(),
        randomRotation(0.1),
        randomTranslation(0.25),
        randomContrast(0.5));
  }

  /** Brighter to the right, and a little downwards. */
  private static float[] images() {
    float[] x = new float[IMAGES * PIXELS];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % SIDE + 0.1f * (i / SIDE % SIDE);
    }
    return x;
  }

  private static float[] apply(Layer layer, Pass pass) {
    var architecture = new Architecture(Shape.of(SIDE, SIDE, 1), List.of(layer));
    try (Network network =
            Native.call(
                "testing", () -> new Network(architecture, InitialWeights.draw(architecture, 1)));
        PointerScope scope = new PointerScope();
        NoGradient noGradient = NoGradient.open()) {
      Tensor outputs = network.forward(Tensors.of(images(), IMAGES, SIDE, SIDE, 1), pass);
      float[] values = new float[IMAGES * PIXELS];
      Tensors.read(outputs.contiguous(), values, values.length);
      return values;
    }
  }

  private static float[] image(float[] images, int index) {
    return Arrays.copyOfRange(images, index * PIXELS, (index + 1) * PIXELS);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void changeImagesInTrainingOnlyEachByItselfAndByTheSeed(Augmentation layer) {
    assertThat(apply(layer, Pass.inference())).isEqualTo(images());
    float[] changed = apply(layer, Pass.training(1, 0));
    assertThat(apply(layer, Pass.training(1, 0))).isEqualTo(changed);
    assertThat(apply(layer, Pass.training(2, 0))).isNotEqualTo(changed);
    assertThat(apply(layer, Pass.training(1, 1))).isNotEqualTo(changed);
    long kinds =
        Stream.iterate(0, i -> i + 1)
            .limit(IMAGES)
            .map(i -> Arrays.hashCode(image(changed, i)))
            .distinct()
            .count();
    boolean flips = layer.type().endsWith("flip");
    assertThat(kinds).isBetween(flips ? 2L : 150L, flips ? 2L : (long) IMAGES);
  }

  @Test
  void aFlipMirrorsHalfOfTheImages() {
    float[] changed = apply(randomHorizontalFlip(), Pass.training(1, 0));
    int mirrored = 0;
    for (int i = 0; i < IMAGES; i++) {
      float[] image = image(changed, i);
      boolean turned = image[0] > image[SIDE - 1];
      mirrored += turned ? 1 : 0;
      for (int x = 0; x < SIDE; x++) {
        assertThat(image[x]).isCloseTo(turned ? SIDE - 1 - x : x, within(1e-4f));
      }
    }
    assertThat(mirrored).isBetween(70, 130);
  }

  @Test
  void translationsMoveByAShareOfTheSizeAtMost() {
    float[] changed = apply(randomTranslation(0.25), Pass.training(1, 0));
    double greatest = 0;
    for (int i = 0; i < IMAGES; i++) {
      float[] image = image(changed, i);
      // In the middle, far from what is mirrored, brightness tells how far the image moved.
      double moved = image[4 * SIDE + 4] - (4 + 0.4);
      greatest = Math.max(greatest, Math.abs(moved));
    }
    assertThat(greatest).isBetween(1.6, 2.2 + 1e-4);
  }

  @Test
  void contrastKeepsTheMean() {
    float[] changed = apply(randomContrast(0.5), Pass.training(1, 0));
    double mean = 3.5 + 0.35;
    for (int i = 0; i < IMAGES; i++) {
      float[] image = image(changed, i);
      double sum = 0;
      for (float value : image) {
        sum += value;
      }
      assertThat(sum / PIXELS).isCloseTo(mean, within(1e-4));
      assertThat((image[SIDE - 1] - image[0]) / (SIDE - 1)).isBetween(0.499f, 1.501f);
    }
  }
}
