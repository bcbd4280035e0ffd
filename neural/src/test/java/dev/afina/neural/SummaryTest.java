package dev.afina.neural;

import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adam;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void listsLayersShapesAndWeights() {
    var blueprint =
        Sequential.input(28, 28)
            .add(flatten())
            .add(dense(128))
            .add(batchNormalization())
            .add(dense(10))
            .compile(Adam.withLearningRate(1e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);

    assertThat(blueprint.summary())
        .isEqualTo(
            """
            Layer                Output shape  Weights
            ------------------------------------------
            input                (28, 28)            0
            flatten              (784)               0
            dense                (128)         100,480
            batch_normalization  (128)             512
            dense_1              (10)            1,290
            ------------------------------------------
            Weights: 102,282, trained: 102,026, not trained: 256
            """);
  }
}
