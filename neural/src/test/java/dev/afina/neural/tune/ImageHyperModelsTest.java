package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.space.GivenParameters;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.layer.Augmentation;
import dev.afina.neural.metric.Metrics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prebuilt networks for images. */
class ImageHyperModelsTest {

  private static final ImageProblem SMALL =
      ImageProblem.classes(List.of(8, 8), 2, Metrics.ACCURACY);

  @TempDir Path folder;

  /** Bright above or bright below. */
  private static Dataset images(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] pixels = new float[rows * 64];
    float[] targets = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = i % 2;
      for (int p = 0; p < 64; p++) {
        boolean bright = p / 32 == i % 2;
        pixels[64 * i + p] = (float) (random.nextDouble() * 0.5 + (bright ? 0.5 : 0));
      }
    }
    return new Dataset(pixels, new int[] {8, 8}, targets);
  }

  private static long weights(Blueprint blueprint) {
    return blueprint.architecture().weightCount(true) + blueprint.architecture().weightCount(false);
  }

  /** The numbers of weights that Keras's documentation of its applications gives. */
  @ParameterizedTest
  @CsvSource({
    "resnet50, 25636712", "resnet101, 44707176", "resnet152, 60419944",
    "resnet50v2, 25613800", "resnet101v2, 44675560", "resnet152v2, 60380648"
  })
  void presetsAreThePublishedNetworks(String name, long count) {
    HyperResNet model = HyperResNet.of(ImageProblem.classes(List.of(224, 224, 3), 1000));
    Map<String, Object> preset = HyperResNet.presets().getOrDefault(name, new HashMap<>());

    assertThat(preset).isNotEmpty();
    assertThat(weights(model.build(GivenParameters.of(preset)))).isEqualTo(count);
  }

  @Test
  void residualNetworksLearnInATuner() {
    HyperModel model = HyperResNet.of(SMALL).filters(2).augmented(HyperAugment.standard());
    Dataset train = images(32, 1);
    try (Tuner tuner =
        RandomSearch.of(model)
            .objective("val_accuracy")
            .directory(folder)
            .largestModel(9_000)
            .maxTrials(2)
            .seed(4)
            .build()) {
      tuner.search(train, images(16, 2), Fit.epochs(2));

      assertThat(tuner.study().trials().get(0).params().toMap())
          .containsEntry("version", "v2")
          .containsEntry("augment/rotation", 0.0);
      assertThat(tuner.searchSpaceSummary())
          .contains("conv4_depth (Choice)", "augment/flip (Boolean)");
    }
  }

  @Test
  void separableNetworksLearn() {
    HyperModel model = HyperXception.of(SMALL).share(0.03);
    GivenParameters hp = GivenParameters.of(Map.of("num_residual_blocks", 2, "dropout_rate", 0.0));
    try (Model built = model.build(hp).build(1)) {
      built.fit(images(64, 1), Fit.epochs(30).batchSize(16));
      assertThat(built.evaluate(images(32, 2)).get("accuracy")).isGreaterThan(0.9);
    }
    assertThat(hp.params().names())
        .contains("activation", "sep_num_filters", "num_dense_layers", "dense_use_bn");
  }

  @Test
  void everyConfigurationCanBeBuilt() {
    for (HyperModel model :
        List.of(
            HyperResNet.of(SMALL).filters(1),
            HyperXception.of(SMALL).share(0.01).augmented(HyperAugment.standard()))) {
      DryRun dryRun =
          DryRun.of(
              model, TuningData.of(images(8, 1), images(8, 2), Fit.epochs(1)), List.of(), 1, 3);
      assertThat(dryRun.tried()).hasSize(3).allMatch(DryRun.Tried::works);
      assertThat(dryRun.tried().get(1).weights())
          .isGreaterThanOrEqualTo(dryRun.tried().get(0).weights());
    }
  }

  @Test
  void augmentsAsChosen() {
    HyperAugment augment = HyperAugment.standard();
    Blueprint plain = HyperXception.of(SMALL).augmented(augment).build(GivenParameters.defaults());
    Blueprint turned =
        HyperXception.of(SMALL)
            .augmented(augment)
            .build(GivenParameters.of(Map.of("augment/rotation", 0.25, "augment/flip", true)));

    assertThat(augmentations(plain)).isEmpty();
    assertThat(augmentations(turned))
        .containsExactly(
            new Augmentation(Augmentation.Kind.HORIZONTAL_FLIP, 0.5),
            new Augmentation(Augmentation.Kind.ROTATION, 0.25));
  }

  private static List<Augmentation> augmentations(Blueprint blueprint) {
    return blueprint.architecture().places().stream()
        .map(place -> place.layer())
        .filter(Augmentation.class::isInstance)
        .map(Augmentation.class::cast)
        .toList();
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageProblem.classes(List.of(10), 2))
        .withMessageContaining("[10] are no images");
    assertThatIllegalArgumentException().isThrownBy(() -> HyperResNet.of(SMALL).filters(0));
    assertThatIllegalArgumentException().isThrownBy(() -> HyperXception.of(SMALL).share(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HyperAugment(1.5, 0, 0, false))
        .withMessageContaining("rotation");
  }
}
