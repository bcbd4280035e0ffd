package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.BestEpoch;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.CallbackState;
import dev.afina.neural.callback.CsvLogger;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.callback.GradientMonitor;
import dev.afina.neural.callback.ReduceOnPlateau;
import dev.afina.neural.callback.Training;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Nadam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Schedule;
import dev.afina.neural.weights.SafeTensors;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {

  private static final Dataset DATA = Samples.clouds(60, 1);

  @TempDir Path folder;

  private static Blueprint blueprint(Optimizer optimizer) {
    Blueprint sample = Samples.classifier();
    return new Blueprint(sample.architecture(), optimizer, sample.loss(), sample.metrics());
  }

  private Path file() {
    return folder.resolve("fit.checkpoint");
  }

  private History fit(Model model, Fit fit, int killIn) {
    return model.fit(DATA, fit.resumable(file()).callbacks(new Kill(killIn, 1)));
  }

  private void checkSameBits(Blueprint blueprint, Fit fit, int... kills) {
    try (Model whole = blueprint.build(3)) {
      History expected = whole.fit(DATA, fit);
      for (int kill : kills) {
        try (Model killed = blueprint.build(3)) {
          assertThatIllegalStateException().isThrownBy(() -> fit(killed, fit, kill));
        }
        assertThat(file()).exists();
      }
      try (Model resumed = blueprint.build(3)) {
        History history = fit(resumed, fit, -1);
        assertThat(resumed.weights()).isEqualTo(whole.weights());
        assertThat(resumed.trainingState()).isEqualTo(whole.trainingState());
        assertThat(history).isEqualTo(expected);
      }
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void goesOnToTheSameBitsWithCallbacksOfEveryKind() {
    checkSameBits(
        blueprint(Nadam.withLearningRate(0.05).clipGlobalNorm(0.5)),
        Fit.epochs(12)
            .batchSize(16)
            .validationSplit(0.2)
            .callbacks(
                GradientMonitor.everyBatch(),
                ReduceOnPlateau.patience(1).factor(0.5),
                EarlyStopping.patience(4).restoreBest(),
                BestEpoch.by("val_accuracy")),
        2,
        5);
  }

  @Test
  void goesOnAlongASchedule() {
    checkSameBits(
        blueprint(Rmsprop.withLearningRate(1).momentum(0.5)),
        Fit.epochs(6).learningRate(Schedule.oneCycle(0.05, 12).afterWarmUp(3)),
        3);
  }

  /** Logs numbers that JSON has no words for, and counts with what it remembers. */
  private static final class Odd implements Callback {

    @Override
    public Callback forTraining() {
      return new Odd();
    }

    private double sum = Double.NEGATIVE_INFINITY;

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      training.log("nan", Double.NaN);
      training.log("sum", sum);
      sum = Double.isInfinite(sum) ? Double.MIN_VALUE : sum + 0.1;
    }

    @Override
    public CallbackState state() {
      return CallbackState.NONE.with("sum", sum);
    }

    @Override
    public void resume(CallbackState state) {
      sum = state.number("sum");
    }
  }

  @Test
  void keepsNumbersThatAreNotFinite() {
    checkSameBits(blueprint(Adam.withLearningRate(0.05)), Fit.epochs(4).callbacks(new Odd()), 1, 2);
  }

  /** The child of the next test: dies without a word in the middle of an epoch. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) {
      Callback halting =
          new Callback() {
            @Override
            public void batchEnd(Training training, int batch, double loss) {
              if (training.epoch() == 3 && batch == 1) {
                Runtime.getRuntime().halt(9);
              }
            }
          };
      try (Model model = Samples.classifier().build(6)) {
        model.fit(DATA, Fit.epochs(6).resumable(Path.of(arguments[0])).callbacks(halting));
      }
    }
  }

  @Test
  void goesOnInAnotherProcessAfterAKill() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.txt").toFile())
            .start();
    assertThat(child.waitFor()).as(folder.resolve("child.txt").toString()).isEqualTo(9);
    assertThat(file()).exists();
    try (Model resumed = Samples.classifier().build(6);
        Model whole = Samples.classifier().build(6)) {
      assertThat(fit(resumed, Fit.epochs(6), -1).epochs()).hasSize(6);
      whole.fit(DATA, Fit.epochs(6));
      assertThat(resumed.weights()).isEqualTo(whole.weights());
    }
  }

  @Test
  void keepsTheEndOfATrainingThatWasStopped() {
    Callback failing =
        new Callback() {
          @Override
          public void trainEnd(Training training) {
            throw new IllegalStateException("no room for the model");
          }
        };
    Fit stopped =
        Fit.epochs(50).callbacks(EarlyStopping.patience(1).monitor("accuracy").minDelta(1));
    try (Model first = blueprint(Adam.withLearningRate(0.01)).build(1);
        Model second = blueprint(Adam.withLearningRate(0.01)).build(1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> first.fit(DATA, stopped.resumable(file()).callbacks(failing)));
      History history = fit(second, stopped, -1);
      assertThat(history.epochs()).hasSize(2);
      assertThat(history.stopReason()).contains("has not become better than");
    }
  }

  @Test
  void logsEveryEpochOnce() throws IOException {
    Path log = folder.resolve("log.csv");
    Fit fit = Fit.epochs(5).callbacks(CsvLogger.to(log));
    try (Model whole = Samples.classifier().build(2)) {
      whole.fit(DATA, fit);
    }
    String expected = Files.readString(log);
    Files.delete(log);
    try (Model killed = Samples.classifier().build(2)) {
      assertThatIllegalStateException().isThrownBy(() -> fit(killed, fit, 3));
    }
    // As if the process had died between the line and the checkpoint.
    Files.writeString(log, Files.readString(log) + "3,0.5,0.5\n");
    try (Model resumed = Samples.classifier().build(2)) {
      fit(resumed, fit, -1);
    }
    assertThat(log).hasContent(expected);
    assertThat(expected.lines()).hasSize(6).first().isEqualTo("epoch,loss,accuracy");
  }

  @Test
  void refusesTheCheckpointOfAnotherTraining() {
    try (Model model = Samples.classifier().build(2)) {
      assertThatIllegalStateException().isThrownBy(() -> fit(model, Fit.epochs(3), 1));
    }
    differs(Samples.classifier(), 3, Fit.epochs(3), "seed (2) than this one (3)");
    differs(
        Samples.classifier(), 2, Fit.epochs(3).batchSize(8), "batch size (32) than this one (8)");
    differs(
        Samples.classifier(),
        2,
        Fit.epochs(3).callbacks(EarlyStopping.patience(3)),
        "number of callbacks (1) than this one (2)");
    differs(
        Samples.classifier(),
        2,
        Fit.epochs(3).classWeights(1, 2),
        "class weights (null) than this one ([1.0, 2.0])");
    differs(
        Samples.classifier(),
        2,
        Fit.epochs(3).sampleWeights(new float[60]),
        "sample weights (none)");
    differs(Samples.perceptron(2), 2, Fit.epochs(3), "network (");
    differs(blueprint(Adam.withLearningRate(1)), 2, Fit.epochs(3), "optimizer (");
    try (Model model = Samples.classifier().build(2)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  model.fit(
                      Samples.clouds(60, 2),
                      Fit.epochs(3).resumable(file()).callbacks(new Kill(-1, 1))))
          .withMessageContaining("another training data (");
    }
  }

  private void differs(Blueprint blueprint, long seed, Fit fit, String difference) {
    try (Model model = blueprint.build(seed)) {
      var before = model.weights();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fit(model, fit, -1))
          .withMessageStartingWith("the training in %s had another ".formatted(file()) + difference)
          .withMessageEndingWith("; maybe delete the file to begin anew");
      assertThat(model.weights()).isEqualTo(before);
    }
  }

  /** Remembers the weights after the first epoch and after the last one. */
  private static final class Remembering implements Callback {

    private final Map<String, Weights> weights = new LinkedHashMap<>();

    @Override
    public Callback forTraining() {
      return new Remembering();
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      weights.putIfAbsent("first", training.weights());
      weights.put("last", training.weights());
    }

    @Override
    public CallbackState state() {
      return new CallbackState(Map.of(), weights);
    }

    @Override
    public void resume(CallbackState state) {
      weights.putAll(state.weights());
    }
  }

  @Test
  void savesWeightsThatSeveralRememberOnce() {
    Fit fit = Fit.epochs(4).callbacks(new Remembering(), new Remembering());
    try (Model killed = Samples.classifier().build(3)) {
      assertThatIllegalStateException().isThrownBy(() -> fit(killed, fit, 2));
    }
    Set<String> places =
        SafeTensors.read(file()).arrays().keySet().stream()
            .map(name -> name.substring(0, name.lastIndexOf('/')))
            .collect(Collectors.toSet());
    assertThat(places).containsExactlyInAnyOrder("weights", "optimizer", "callback/0/first");
    Checkpoint saved = CheckpointFile.read(file());
    for (CallbackState callback : saved.callbacks().subList(0, 2)) {
      assertThat(callback.weights()).containsOnlyKeys("first", "last");
      assertThat(callback.weights().get("last")).isEqualTo(saved.state().weights());
      assertThat(callback.weights().get("first")).isNotEqualTo(saved.state().weights());
    }
    checkSameBits(Samples.classifier(), fit, 3);
  }

  /** A file that an Afina wrote which knew version 1 only. */
  @Test
  void goesOnFromAFileOfTheFirstVersion() throws IOException {
    try (InputStream old = ResumeTest.class.getResourceAsStream("checkpoint-1.safetensors")) {
      Files.copy(Objects.requireNonNull(old), file());
    }
    Checkpoint saved = CheckpointFile.read(file());
    List<CallbackState> callbacks = saved.callbacks();
    assertThat(saved.state().epoch()).isEqualTo(3);
    assertThat(callbacks.get(0).weights().get("best")).isEqualTo(saved.state().weights());
    Weights older = Objects.requireNonNull(callbacks.get(1).weights().get("best"));
    older.checkFit(Samples.classifier().architecture());
    assertThat(older).isNotEqualTo(saved.state().weights());
    Fit fit =
        Fit.epochs(6)
            .batchSize(16)
            .callbacks(
                EarlyStopping.patience(9).monitor("loss").restoreBest(), BestEpoch.by("accuracy"));
    try (Model model = Samples.classifier().build(3)) {
      History history = fit(model, fit, -1);
      assertThat(history.epochs()).hasSize(6);
      assertThat(history.epochs().subList(0, 3)).isEqualTo(saved.history());
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void refusesADamagedFileOfTheFirstVersion() throws IOException {
    try (InputStream old = ResumeTest.class.getResourceAsStream("checkpoint-1.safetensors")) {
      byte[] content = Objects.requireNonNull(old).readAllBytes();
      broken(bytes -> bytes[bytes.length - 3] ^= 1, content, "its checksum differs");
    }
  }

  @Test
  void refusesBrokenFiles() throws IOException {
    try (Model model = Samples.classifier().build(2)) {
      assertThatIllegalStateException().isThrownBy(() -> fit(model, Fit.epochs(3), 1));
    }
    byte[] whole = Files.readAllBytes(file());
    broken(null, Arrays.copyOf(whole, whole.length - 10), "is not a whole safetensors file");
    broken(null, Arrays.copyOf(whole, 100), "its header is cut short");
    broken(null, new byte[0], "its header is cut short");
    broken(bytes -> bytes[bytes.length - 3] ^= 1, whole.clone(), "its checksum differs");
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    broken(
        null,
        text.replace("version\\\":2", "version\\\":3").getBytes(StandardCharsets.ISO_8859_1),
        "has format version 3, this Afina reads versions 1 to 2; maybe update Afina");
    broken(
        null,
        text.replace("afina-checkpoint", "other-checkpoint").getBytes(StandardCharsets.ISO_8859_1),
        "holds no training of Afina");
  }

  private void broken(@Nullable Consumer<byte[]> damage, byte[] content, String message)
      throws IOException {
    if (damage != null) {
      damage.accept(content);
    }
    Files.write(file(), content);
    try (Model model = Samples.classifier().build(2)) {
      assertThatExceptionOfType(ModelFormatException.class)
          .isThrownBy(() -> fit(model, Fit.epochs(3), -1))
          .withMessageContaining(message)
          .withMessageContaining("fit.checkpoint");
      assertThat(model.epoch()).isZero();
    }
    assertThat(file()).exists();
  }
}
