package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.BatchNormalization;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Dense;
import dev.afina.neural.layer.Dropout;
import dev.afina.neural.layer.Flatten;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Pooling;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which parameters a network for images asks for, and what it makes of them. */
class CnnHyperModelTest {

  static HyperModel model(CnnSpace space, List<Integer> shape) {
    return space.model(shape, 2, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, List.of(Metrics.ACCURACY));
  }

  private static HyperModel model(Integer... shape) {
    return model(CnnSpace.standard(), List.of(shape));
  }

  private static List<Layer> layers(Blueprint blueprint) {
    return blueprint.architecture().places().stream().map(Architecture.Place::layer).toList();
  }

  @Test
  void asksOnlyForWhatTheKindOfNetworkHas() {
    Chosen cnn = new Chosen(Map.of("architecture", "cnn", "optimizer", "adam"));
    model(28, 28).build(cnn);
    assertThat(cnn.asked)
        .containsOnlyKeys(
            "architecture",
            "blocks",
            "convolutions",
            "filters",
            "kernel",
            "dense_units",
            "activation",
            "batch_normalization",
            "dropout",
            "optimizer",
            "learning_rate",
            "weight_decay");
    Chosen mlp = new Chosen(Map.of("architecture", "mlp", "layers", 0, "optimizer", "adam"));
    model(28, 28).build(mlp);
    assertThat(mlp.asked)
        .containsOnlyKeys("architecture", "layers", "optimizer", "learning_rate", "weight_decay");
  }

  @Test
  void buildsWhatWasChosen() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("architecture", "cnn");
    given.put("blocks", 2);
    given.put("convolutions", 2);
    given.put("filters", 8);
    given.put("kernel", 3);
    given.put("dense_units", 32);
    given.put("batch_normalization", true);
    given.put("dropout", 0.25);
    Blueprint blueprint = model(28, 28).build(new Chosen(given));

    assertThat(layers(blueprint))
        .filteredOn(Conv2D.class::isInstance)
        .extracting(layer -> ((Conv2D) layer).filters())
        .containsExactly(8, 8, 16, 16);
    assertThat(layers(blueprint)).filteredOn(Pooling.class::isInstance).hasSize(2);
    assertThat(layers(blueprint)).filteredOn(BatchNormalization.class::isInstance).hasSize(5);
    assertThat(layers(blueprint)).filteredOn(Dropout.class::isInstance).hasSize(2);
    assertThat(layers(blueprint)).filteredOn(Dense.class::isInstance).hasSize(2);
    int kernels = 9 * (8 + 8 * 8 + 8 * 16 + 16 * 16);
    int dense = 7 * 7 * 16 * 32 + 32 + 32 * 2 + 2;
    int normalised = 2 * (8 + 8 + 16 + 16 + 32);
    assertThat(blueprint.architecture().weightCount(true)).isEqualTo(kernels + dense + normalised);
  }

  @Test
  void buildsEveryCornerForImagesOfAnySize() {
    for (List<Integer> shape : List.of(List.of(1, 1), List.of(5, 3), List.of(28, 28, 3))) {
      for (int blocks = 1; blocks <= 3; blocks++) {
        for (int kernel : new int[] {3, 5}) {
          Blueprint blueprint =
              model(CnnSpace.standard().with("kernel", CategoricalDistribution.of(3, 5)), shape)
                  .build(
                      new Chosen(
                          Map.of("architecture", "cnn", "blocks", blocks, "kernel", kernel)));
          assertThat(layers(blueprint)).filteredOn(Conv2D.class::isInstance).hasSize(blocks);
        }
      }
    }
  }

  @Test
  void buildsThePerceptronOfTheOtherSpace() {
    Blueprint blueprint =
        model(4, 4).build(new Chosen(Map.of("architecture", "mlp", "layers", 1, "units_1", 16)));
    assertThat(layers(blueprint)).first().isInstanceOf(Flatten.class);
    assertThat(blueprint.architecture().weightCount(true)).isEqualTo(16 * 16 + 16 + 16 * 2 + 2);
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(64))
        .withMessage(
            "samples of shape [64] are no images, expected height and width, and maybe channels");
  }

  /** The label tells where the bright line is, which no single pixel does. */
  @Test
  void learnsFromTheStart() {
    CnnSpace space = CnnSpace.standard();
    Chosen start = new Chosen(space.start(List.of(8, 8)));
    HyperModel hyperModel = model(space, List.of(8, 8));
    Dataset train = lines(400);
    try (Model model = hyperModel.build(start).build(3)) {
      model.fit(train, hyperModel.fit(start, Fit.epochs(6)));
      assertThat(model.evaluate(lines(100)).get("accuracy")).isGreaterThan(0.97);
    }
  }

  private static Dataset lines(int rows) {
    float[] pixels = new float[64 * rows];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 2;
      int place = row / 2 % 8;
      for (int i = 0; i < 8; i++) {
        pixels[64 * row + (row % 2 == 0 ? 8 * place + i : 8 * i + place)] = 1;
      }
    }
    return new Dataset(pixels, new int[] {8, 8}, labels);
  }
}
