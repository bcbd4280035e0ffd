package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.IntDistribution;
import dev.afina.core.space.Scale;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CnnSpaceTest {

  private static final CnnSpace STANDARD = CnnSpace.standard();
  private static final List<Integer> IMAGE = List.of(28, 28);

  private static IntDistribution whole(long low, long high) {
    return new IntDistribution(low, high, 1, Scale.LINEAR);
  }

  @Test
  void hasARangeForEveryNameOfBothKindsOfNetwork() {
    assertThat(STANDARD.parameters())
        .startsWith("architecture", "blocks")
        .containsAll(MlpSpace.names())
        .allSatisfy(name -> assertThat(STANDARD.get(name)).isNotNull());
  }

  @Test
  void changesOneRangeOfEitherKindAndLeavesTheOthersAndItself() {
    CnnSpace changed = STANDARD.with("blocks", whole(1, 2)).with("layers", whole(1, 3));

    assertThat(changed.get("blocks")).isEqualTo(whole(1, 2));
    assertThat(changed.get("layers")).isEqualTo(whole(1, 3));
    assertThat(changed.get("filters")).isEqualTo(STANDARD.get("filters"));
    assertThat(STANDARD.get("blocks")).isEqualTo(whole(1, 3));
    assertThat(changed.toString()).isNotEqualTo(STANDARD.toString());
    assertThat(changed.with("blocks", whole(1, 3)).with("layers", whole(0, 4)).toString())
        .isEqualTo(STANDARD.toString());
  }

  @Test
  void refusesParametersItDoesNotKnowAndValuesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("depth", whole(1, 2)))
        .withMessageContainingAll("unknown parameter \"depth\"", "architecture", "batch_size");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("blocks", whole(0, 2)))
        .withMessageContainingAll("\"blocks\"", "integers from 1 to 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("architecture", CategoricalDistribution.of("rnn")))
        .withMessageContaining("some of [cnn, mlp]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.with("layers", whole(0, 17)))
        .withMessageContainingAll("\"layers\"", "integers from 0 to 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> STANDARD.get("depth"))
        .withMessageContaining("depth");
  }

  @Test
  void startsWithAConvolutionalNetworkWhereThereMayBeOne() {
    assertThat(STANDARD.start(IMAGE))
        .containsEntry("architecture", "cnn")
        .containsKeys("blocks", "filters", "dense_units", "dropout", "learning_rate")
        .doesNotContainKeys("layers", "units_1");
    CnnSpace perceptrons = STANDARD.with("architecture", CategoricalDistribution.of("mlp"));
    assertThat(perceptrons.start(IMAGE))
        .containsEntry("units_1", 512)
        .containsEntry("layers", 2)
        .doesNotContainKey("architecture");
  }

  @Test
  void everyStartIsInItsRange() {
    for (List<Integer> shape : List.of(List.of(4, 4), IMAGE, List.of(32, 32, 3))) {
      STANDARD
          .start(shape)
          .forEach(
              (name, value) -> {
                Distribution range = STANDARD.get(name);
                assertThat(range.contains(range.toInternal(value))).as(name).isTrue();
              });
    }
  }

  @Test
  void saysWhenAParameterIsAskedFor() {
    assertThat(STANDARD.conditionOf("architecture")).isEmpty();
    assertThat(STANDARD.conditionOf("filters")).contains("architecture is cnn");
    assertThat(STANDARD.conditionOf("layers")).contains("architecture is mlp");
    assertThat(STANDARD.conditionOf("dropout")).contains("cnn, or layers > 0");
    assertThat(STANDARD.conditionOf("momentum")).contains("optimizer is sgd");
    assertThat(STANDARD.conditionOf("batch_size")).isEmpty();
  }

  @Test
  void isFiniteWhereNothingThatMayBeAskedIsContinuous() {
    assertThat(STANDARD.continuous()).containsExactly("learning_rate", "weight_decay", "momentum");
    CnnSpace fixed =
        STANDARD
            .with("learning_rate", CategoricalDistribution.of(0.01, 0.001))
            .with("weight_decay", CategoricalDistribution.of(0.0))
            .with("optimizer", CategoricalDistribution.of("adam"));
    assertThat(fixed.isFinite()).isTrue();
    CnnSpace dropout =
        fixed
            .with("dropout", new DoubleDistribution(0, 0.5, Scale.LINEAR, null))
            .with("layers", whole(0, 0));
    assertThat(dropout.continuous()).containsExactly("dropout");
    assertThat(dropout.with("architecture", CategoricalDistribution.of("mlp")).isFinite()).isTrue();
  }

  @Test
  void recordsWhateverANetworkAsksFor() {
    List<Map<String, Object>> choices =
        List.of(
            Map.of("architecture", "cnn", "optimizer", "sgd"),
            Map.of("architecture", "mlp", "layers", 4, "optimizer", "adam"));
    for (Map<String, Object> choice : choices) {
      Chosen chosen = new Chosen(choice);
      HyperModel model = CnnHyperModelTest.model(STANDARD, IMAGE);
      model.build(chosen);
      assertThat(STANDARD.recorded().names()).containsAll(chosen.asked.keySet());
    }
    assertThat(STANDARD.recorded().names()).contains("units_4").doesNotContain("units", "units_5");
  }
}
