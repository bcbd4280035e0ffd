package dev.afina.neural;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.batchNormalization;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.afina.data.Dataset;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Initializer;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Average;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

  private static final Dataset DATA = Samples.clouds(50, 1);

  private final Path folder;

  ModelFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path saved() {
    Path target = folder.resolve("models").resolve("clouds");
    try (Model model = Samples.classifier().build(3)) {
      model.fit(DATA, Fit.epochs(2));
      model.save(target);
    }
    return target;
  }

  private static void assertBroken(Path target, String message) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Model.load(target))
        .withMessageContaining(message);
  }

  @Test
  void aLoadedModelPredictsAsTheSavedOneToTheLastBit() throws IOException {
    Path target = folder.resolve("clouds");
    try (Model model = Samples.classifier().build(3)) {
      model.fit(DATA, Fit.epochs(2));
      model.save(target);
      try (Model loaded = Model.load(target)) {
        assertThat(loaded.predict(DATA)).isDeepEqualTo(model.predict(DATA));
        assertThat(loaded.blueprint()).isEqualTo(model.blueprint());
        assertThat(loaded.seed()).isEqualTo(3);
        assertThat(loaded.epoch()).isEqualTo(2);
        assertThat(loaded.evaluate(DATA)).isEqualTo(model.evaluate(DATA));
      }
    }
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model.json", "weights.safetensors");
    }
  }

  @Test
  void keepsEverySetting() {
    Blueprint blueprint =
        Sequential.input(3, 2)
            .add(flatten())
            .add(
                dense(4)
                    .activation(Activation.leakyRelu(0.3))
                    .kernelInitializer(Initializer.LECUN_UNIFORM))
            .add(dense(4).withoutBias().biasInitializer(Initializer.ONES))
            .add(batchNormalization().momentum(0.5).epsilon(1e-2))
            .add(activation(Activation.elu(2)))
            .add(dropout(0.25))
            .add(dense(1))
            .compile(
                Sgd.withLearningRate(0.1).momentum(0.8).withNesterov().weightDecay(1e-4),
                Loss.HUBER,
                Metrics.R2,
                Metrics.RMSE);
    try (Model model = blueprint.build(-1)) {
      model.save(folder);
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.blueprint()).isEqualTo(blueprint);
        assertThat(loaded.weights()).isEqualTo(model.weights());
      }
    }
  }

  @Test
  void keepsClippingSmoothingAndAverages() {
    Blueprint blueprint =
        Sequential.input(3)
            .add(dense(4))
            .compile(
                Rmsprop.withLearningRate(0.1).withCentering().clipGlobalNorm(2),
                Loss.SPARSE_CATEGORICAL_CROSSENTROPY.labelSmoothing(0.1),
                Metrics.f1(Average.WEIGHTED),
                Metrics.topK(2),
                Metrics.AUC);
    try (Model model = blueprint.build(1)) {
      model.save(folder);
      try (Model loaded = Model.load(folder)) {
        assertThat(loaded.blueprint()).isEqualTo(blueprint);
      }
    }
  }

  @Test
  void loadsModelsFromBeforeAmsgrad() throws IOException {
    Path target = saved();
    Path file = target.resolve("model.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"amsgrad\" : false");
    Files.writeString(file, text.replaceFirst(",\\s*\"amsgrad\" : false", ""));
    try (Model loaded = Model.load(target)) {
      assertThat(loaded.blueprint().optimizer())
          .isEqualTo(Adam.withLearningRate(0.01).weightDecay(1e-3));
    }
  }

  @Test
  void replacesAModelAndLeavesOtherFiles() throws IOException {
    Path target = saved();
    Files.writeString(target.resolve("notes.txt"), "mine");
    try (Model other = Samples.perceptron(4).build(1)) {
      other.save(target);
    }
    try (Model loaded = Model.load(target)) {
      assertThat(loaded.blueprint()).isEqualTo(Samples.perceptron(4));
    }
    assertThat(target.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void asksForMetricsOfTheCallersOwn() {
    Metric own =
        new Metric() {
          @Override
          public String name() {
            return "own";
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public Tally tally() {
            return Metrics.MAE.tally();
          }
        };
    Blueprint blueprint =
        Sequential.input(1).add(dense(1)).compile(Sgd.withLearningRate(1), Loss.HUBER, own);
    try (Model model = blueprint.build(1)) {
      model.save(folder);
    }
    assertBroken(folder, "metric \"own\" is unknown; hand a metric of that name to load");
    try (Model loaded = Model.load(folder, own)) {
      assertThat(loaded.blueprint().metrics()).containsExactly(own);
    }
  }

  @Test
  void saysWhereThereIsNoModel() throws IOException {
    assertBroken(folder, "there is no model in " + folder + ": no model.json");
    Path target = saved();
    Files.delete(target.resolve("weights.safetensors"));
    assertBroken(target, "is not whole: no weights.safetensors");
  }

  @Test
  void refusesFilesCutShort() throws IOException {
    Path target = saved();
    Path weights = target.resolve("weights.safetensors");
    byte[] content = Files.readAllBytes(weights);
    for (int length : new int[] {0, 7, 100, content.length - 1}) {
      Files.write(weights, Arrays.copyOf(content, length));
      assertBroken(target, weights + " is not a whole safetensors file");
    }
    Path json = target.resolve("model.json");
    String text = Files.readString(json);
    for (int length = 60; length < text.length() - 1; length++) {
      Files.writeString(json, text.substring(0, length));
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> Model.load(target))
          .withMessageMatching(Pattern.quote(json + " is not a whole model file") + ": [^\\[]+");
    }
  }

  @Test
  void refusesChangedWeights() throws IOException {
    Path target = saved();
    Path weights = target.resolve("weights.safetensors");
    byte[] content = Files.readAllBytes(weights);
    content[content.length - 1] ^= 1;
    Files.write(weights, content);
    assertBroken(target, "the weights are not the ones saved with it");
  }

  @Test
  void refusesWeightsOfAnotherNetwork() throws IOException {
    Path target = saved();
    Path other = folder.resolve("other");
    try (Model model = Samples.perceptron(4).build(1)) {
      model.save(other);
    }
    Files.copy(
        other.resolve("weights.safetensors"),
        target.resolve("weights.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    assertBroken(target, "the weights are of another network: \"dense.weight\" has shape (128, 4)");
  }

  @Test
  void refusesOtherFormatsAndVersions() throws IOException {
    Path target = saved();
    Path json = target.resolve("model.json");
    String text = Files.readString(json);
    Files.writeString(json, text.replace("\"version\" : 1", "\"version\" : 2"));
    assertBroken(target, "has format version 2, this Afina reads version 1; maybe update Afina");
    Files.writeString(json, text.replace("afina-model", "keras"));
    assertBroken(target, "is not a model of Afina");
    Files.writeString(json, text.replace("\"rate\" : 0.3", "\"rate\" : 1.3"));
    assertBroken(target, "dropout has rate 1.3");
    Files.writeString(json, text.replace("\"dropout\"", "\"conv\""));
    assertBroken(target, "conv");
    Files.writeString(json, text.replaceFirst("\"loss\" : \"[A-Z_]+\",", ""));
    assertBroken(target, "loss");
  }

  @Test
  void saysWhereAFolderCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (Model model = Samples.regression().build(1)) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> model.save(file))
          .withMessageStartingWith("cannot save the model in " + file);
    }
  }
}
