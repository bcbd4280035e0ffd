package dev.afina.neural;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.slice;
import static dev.afina.neural.layer.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Merge;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTest {

  private static final Dataset DATA = Samples.clouds(203, 1);

  /** Branches with dropout, batch normalization and a penalty in them. */
  private static Blueprint branches() {
    Node input = Node.input(2);
    Node deep =
        input
            .then(dense(16).activation(RELU).kernelPenalty(Penalty.l2(1e-3)))
            .then(dropout(0.3))
            .residual(x -> x.then(dense(16).activation(RELU)).then(batchNormalization()));
    return Node.concatenate(input, deep, input.then(slice(0, 1)))
        .then(dense(2))
        .compile(
            Adam.withLearningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.ACCURACY);
  }

  @Test
  void aChainOfNodesIsASequentialNetwork() {
    var optimizer = Adam.withLearningRate(0.01);
    Blueprint chain =
        Node.input(2).then(dense(3)).then(dense(1)).compile(optimizer, Loss.MEAN_SQUARED_ERROR);

    assertThat(chain)
        .isEqualTo(
            Sequential.input(2)
                .add(dense(3))
                .add(dense(1))
                .compile(optimizer, Loss.MEAN_SQUARED_ERROR));
    assertThat(chain.architecture().chained()).isTrue();
  }

  @Test
  void residualBlocksOfBothKindsAreTheSame() {
    Architecture nodes =
        Node.input(8, 8, 4)
            .residual(x -> x.then(conv2d(4, 3).padding(SAME)).then(batchNormalization()))
            .then(flatten())
            .architecture();
    Architecture sequential =
        Sequential.input(8, 8, 4)
            .residual(conv2d(4, 3).padding(SAME), batchNormalization())
            .add(flatten())
            .architecture();

    assertThat(nodes).isEqualTo(sequential);
    assertThat(nodes.sources())
        .isEqualTo(List.of(List.of(0), List.of(1), List.of(0, 2), List.of(3)));
    assertThat(nodes.with(dense(1)).sources()).endsWith(List.of(4));
  }

  @Test
  void theSummaryTellsWhatLayersAreConnectedTo() {
    assertThat(branches().summary())
        .isEqualTo(
            """
            Layer                Output shape  Weights  Connected to
            ------------------------------------------------------------------------
            input                (2)                 0
            dense                (16)               48  input
            dropout              (16)                0  dense
            dense_1              (16)              272  dropout
            batch_normalization  (16)               64  dense_1
            add                  (16)                0  dropout, batch_normalization
            slice                (1)                 0  input
            concatenate          (19)                0  input, add, slice
            dense_2              (2)                40  concatenate
            ------------------------------------------------------------------------
            Weights: 424, trained: 392, not trained: 32
            """);
  }

  @Test
  void branchesLearnAndRepeatToTheLastBit() {
    try (Model first = branches().build(5);
        Model second = branches().build(5)) {
      History history = first.fit(DATA, Fit.epochs(6).batchSize(16).validationSplit(0.2));
      second.fit(DATA, Fit.epochs(6).batchSize(16).validationSplit(0.2));

      assertThat(second.weights()).isEqualTo(first.weights());
      assertThat(history.last("val_accuracy")).isGreaterThan(0.85);
    }
  }

  @Test
  void aLoadedNetworkWithBranchesPredictsTheSame(@TempDir Path folder) {
    try (Model model = branches().build(5)) {
      model.fit(DATA, Fit.epochs(1));
      model.save(folder);
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.blueprint()).isEqualTo(model.blueprint());
        assertThat(loaded.predict(DATA)).isDeepEqualTo(model.predict(DATA));
        assertThat(loaded.summary()).isEqualTo(model.summary());
      }
    }
  }

  /** Fails in the third epoch, once. */
  private static final class Cut implements Callback {

    private boolean still = true;

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      if (still && training.epoch() == 2 && batch == 3) {
        still = false;
        throw new IllegalStateException("cut");
      }
    }
  }

  @Test
  void aTrainingOfBranchesGoesOnToTheSameBits(@TempDir Path folder) {
    Fit fit =
        Fit.epochs(5)
            .batchSize(16)
            .callbacks(new Cut())
            .resumable(folder.resolve("branches.checkpoint"));
    try (Model model = branches().build(5)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> model.fit(DATA, fit))
          .withMessage("cut");
    }
    try (Model resumed = branches().build(5);
        Model whole = branches().build(5)) {
      assertThat(resumed.fit(DATA, fit).epochs()).hasSize(5);
      whole.fit(DATA, Fit.epochs(5).batchSize(16));

      assertThat(resumed.weights()).isEqualTo(whole.weights());
    }
  }

  @Test
  void refusesShapesThatDoNotMeetByTheNameOfTheLayer() {
    Node input = Node.input(4);
    Node wide = input.then(dense(5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.add(input, wide))
        .withMessage(
            "layer 2 (add) does not fit: add takes inputs of one shape, given (4) and (5)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> input.residual(x -> x.then(dense(3))))
        .withMessageContaining("(add) does not fit")
        .withMessageContaining("(4) and (3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.concatenate(Node.input(4, 2).then(flatten()), input))
        .withMessage(
            "concatenate takes nodes of different inputs; a network has one, of which slice takes"
                + " parts");
    Node image = Node.input(6, 6, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.concatenate(image, image.then(conv2d(3, 3))))
        .withMessage(
            "layer 2 (concatenate) does not fit: concatenate takes inputs that differ in their"
                + " last size only, given (6, 6, 2) and (4, 4, 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.then(slice(3, 6)))
        .withMessage(
            "layer 2 (slice) does not fit: slice takes the places 3 to 5 of the last axis, given"
                + " (5) with 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Node.multiply(input))
        .withMessage("multiply takes at least 2 nodes, given 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> input.then(new Merge(Merge.Kind.ADD)))
        .withMessageContaining("add takes at least 2 inputs, given 1 of shape (4)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> slice(2, 2))
        .withMessageStartingWith("slice goes from 2 to 2");
  }

  @Test
  void refusesSourcesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Architecture(
                    Shape.of(2),
                    List.of(dense(2), new Merge(Merge.Kind.ADD)),
                    List.of(List.of(0), List.of(1, 2))))
        .withMessage("layer 2 takes the outputs [1, 2], expected at least one, each from 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Architecture(
                    Shape.of(2), List.of(dense(2), dense(3)), List.of(List.of(0), List.of(0))))
        .withMessage(
            "nothing takes the output of layer 1, expected every layer to lead to the last one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Architecture(Shape.of(2), List.of(dense(2)), List.of(List.of(0), List.of())))
        .withMessage("1 layers have 2 lists of sources, expected one each");
  }

  @Test
  void refusesFilesWhoseLayersTakeWhatIsNotThere(@TempDir Path folder) throws IOException {
    try (Model model = branches().build(5)) {
      model.save(folder);
    }
    Path file = folder.resolve("model.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"sources\"");
    Files.writeString(file, text.replaceFirst("(\"sources\" : \\[ \\[) 0 ", "$1 7 "));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Model.load(folder))
        .withMessageContaining("layer 1 takes the outputs [7]");
  }
}
