package dev.afina.neural;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Normalization;
import dev.afina.neural.layer.Penalized;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PenaltyTest {

  private static Blueprint regression(Penalty penalty) {
    return Sequential.input(1)
        .add(dense(1).kernelPenalty(penalty))
        .compile(Sgd.withLearningRate(0.05), Loss.MEAN_SQUARED_ERROR);
  }

  private static float slope(Penalty penalty) {
    try (Model model = regression(penalty).build(1)) {
      model.fit(Samples.line(64, 3), Fit.epochs(40).batchSize(64));
      return model.weights().get("dense.weight").values()[0];
    }
  }

  @Test
  void largerPenaltiesMakeSmallerWeights() {
    float plain = slope(Penalty.NONE);

    assertThat(plain).isBetween(2.8f, 3.1f);
    assertThat(slope(Penalty.l2(1))).isBetween(0.4f * plain, 0.7f * plain);
    assertThat(slope(Penalty.l1(2))).isBetween(0.4f * plain, 0.8f * plain);
    assertThat(Math.abs(slope(Penalty.elastic(20, 1)))).isLessThan(1f);
  }

  @Test
  void theReportedLossHoldsThePenaltyOnTrainingAndOtherData() {
    Dataset line = Samples.line(8, 3);
    try (Model plain = regression(Penalty.NONE).build(1);
        Model penalized = regression(Penalty.l1(0.5)).build(1)) {
      double weight = plain.weights().get("dense.weight").values()[0];

      assertThat(penalized.evaluate(line).loss())
          .isEqualTo(plain.evaluate(line).loss() + 0.5 * Math.abs(weight), offset());
      assertThat(penalized.predict(line)).isDeepEqualTo(plain.predict(line));
    }
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-5);
  }

  @Test
  void frozenLayersCostNothing() {
    Dataset line = Samples.line(8, 3);
    try (Model penalized = regression(Penalty.l2(10)).build(1);
        Model head =
            Sequential.of(penalized)
                .freeze()
                .add(dense(1))
                .compile(Sgd.withLearningRate(0.1), Loss.MEAN_SQUARED_ERROR)
                .build(1);
        Model plain = regression(Penalty.NONE).build(1);
        Model expected =
            Sequential.of(plain)
                .add(dense(1))
                .compile(Sgd.withLearningRate(0.1), Loss.MEAN_SQUARED_ERROR)
                .build(1)) {
      assertThat(head.evaluate(line)).isEqualTo(expected.evaluate(line));
    }
  }

  @Test
  void filesKeepPenalties(@TempDir Path folder) {
    try (Model model = regression(Penalty.elastic(0.1, 0.2)).build(1)) {
      model.save(folder);
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.blueprint()).isEqualTo(model.blueprint());
        assertThat(loaded.blueprint().architecture().layers())
            .containsExactly(new Penalized(dense(1), Penalty.elastic(0.1, 0.2), Penalty.NONE));
      }
    }
  }

  @Test
  void refusesPenaltiesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Penalty.l1(-0.1))
        .withMessage(
            "penalty has factors -0.1 of l1 and 0.0 of l2, expected finite numbers of at least 0");
    assertThatIllegalArgumentException().isThrownBy(() -> Penalty.l2(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Sequential.input(4).add(batchNormalization().kernelPenalty(Penalty.l2(1))))
        .withMessage(
            "layer 1 (batch_normalization) does not fit: batch_normalization has no kernel to"
                + " penalise, expected a layer with one, such as dense");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Sequential.input(4).add(dense(2).withoutBias().biasPenalty(Penalty.l2(1))))
        .withMessageContaining("dense has no bias to penalise");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.input(4, 2).add(flatten().kernelPenalty(Penalty.l2(1))));
  }

  @Test
  void refusesNormalizationsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.adapt(new float[] {1, 2, Float.NaN, 4}, 2))
        .withMessage(
            "normalization is adapted to NaN in row 1, column 0, expected a finite number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.adapt(new float[3], 2))
        .withMessage(
            "normalization is adapted to 3 values in rows of 2, expected at least one whole row");
    assertThatIllegalArgumentException().isThrownBy(() -> Normalization.adapt(new float[0], 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.input(3).add(Normalization.adapt(new float[4], 2)))
        .withMessage(
            "layer 1 (normalization) does not fit: normalization is adapted to 2 features, given"
                + " (3) with 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(0.0), List.of(-1.0)))
        .withMessageContaining("variance -1.0 of feature 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(List.of(0.0), List.of()));
  }
}
