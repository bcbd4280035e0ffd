package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.neural.Blueprint;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.BatchNormalization;
import dev.afina.neural.layer.Dense;
import dev.afina.neural.layer.Dropout;
import dev.afina.neural.layer.Flatten;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Sgd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which parameters a perceptron asks for, and what it makes of them. */
class MlpHyperModelTest {

  private static List<String> asked(Map<String, Object> given) {
    Chosen chosen = new Chosen(given);
    Problems.MODEL.build(chosen);
    return List.copyOf(chosen.asked.keySet());
  }

  private static List<Layer> layers(Blueprint blueprint) {
    return blueprint.architecture().places().stream().map(Architecture.Place::layer).toList();
  }

  @Test
  void asksForUnitsOfTheLayersThereAre() {
    assertThat(asked(Map.of("layers", 3)))
        .contains("units_1", "units_2", "units_3", "activation", "batch_normalization", "dropout")
        .doesNotContain("units", "units_0", "units_4");
    assertThat(asked(Map.of("layers", 1))).contains("units_1").doesNotContain("units_2");
  }

  @Test
  void asksForNothingOfLayersWhereThereIsNone() {
    assertThat(asked(Map.of("layers", 0, "optimizer", "adam")))
        .containsExactlyInAnyOrder("layers", "optimizer", "learning_rate", "weight_decay");
  }

  @Test
  void asksForMomentumOnlyWhereTheOptimizerHasIt() {
    assertThat(asked(Map.of("optimizer", "sgd"))).contains("momentum");
    assertThat(asked(Map.of("optimizer", "adam"))).doesNotContain("momentum");
  }

  @Test
  void asksForEveryLayersUnitsFromTheRangeOfUnits() {
    Chosen chosen = new Chosen(Map.of("layers", 2));
    Problems.MODEL.build(chosen);

    assertThat(chosen.asked.get("units_2")).isEqualTo(MlpSpace.standard().get(MlpSpace.UNITS));
  }

  @Test
  void buildsWhatWasChosen() {
    Blueprint blueprint =
        Problems.MODEL.build(
            new Chosen(
                Map.of(
                    "layers",
                    2,
                    "units_1",
                    32,
                    "units_2",
                    17,
                    "batch_normalization",
                    true,
                    "dropout",
                    0.25,
                    "optimizer",
                    "sgd",
                    "learning_rate",
                    0.01,
                    "momentum",
                    0.5)));

    assertThat(layers(blueprint)).filteredOn(Dense.class::isInstance).hasSize(3);
    assertThat(layers(blueprint)).filteredOn(BatchNormalization.class::isInstance).hasSize(2);
    assertThat(layers(blueprint)).filteredOn(Dropout.class::isInstance).hasSize(2);
    assertThat(blueprint.optimizer()).isInstanceOf(Sgd.class);
    int dense = (2 * 32 + 32) + (32 * 17 + 17) + (17 * 2 + 2);
    int normalised = 2 * 32 + 2 * 17;
    assertThat(blueprint.architecture().weightCount(true)).isEqualTo(dense + normalised);
  }

  @Test
  void leavesOutDropoutOfNothingAndUsesAdamWhereChosen() {
    Blueprint blueprint =
        Problems.MODEL.build(new Chosen(Map.of("layers", 1, "dropout", 0.0, "optimizer", "adam")));

    assertThat(layers(blueprint)).noneMatch(Dropout.class::isInstance);
    assertThat(blueprint.optimizer()).isInstanceOf(Adam.class);
  }

  @Test
  void flattensImages() {
    MlpHyperModel model =
        new MlpHyperModel(
            MlpSpace.standard(), List.of(4, 4), 3, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, List.of());

    Blueprint blueprint = model.build(new Chosen(Map.of("layers", 0)));

    assertThat(layers(blueprint)).first().isInstanceOf(Flatten.class);
    assertThat(blueprint.architecture().weightCount(true)).isEqualTo(16 * 3 + 3);
  }

  @Test
  void buildsEveryStartAndEveryCornerOfTheSpace() {
    for (int layers = 0; layers <= 4; layers++) {
      for (String activation : List.of("relu", "elu", "gelu", "tanh")) {
        for (boolean normalise : List.of(false, true)) {
          Blueprint blueprint =
              Problems.MODEL.build(
                  new Chosen(
                      Map.of(
                          "layers", layers,
                          "activation", activation,
                          "batch_normalization", normalise)));
          assertThat(layers(blueprint)).filteredOn(Dense.class::isInstance).hasSize(layers + 1);
        }
      }
    }
  }
}
