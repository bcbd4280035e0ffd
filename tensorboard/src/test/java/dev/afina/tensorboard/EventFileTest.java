package dev.afina.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

  @TempDir Path folder;

  /** The bytes that TensorBoard 2.21.0's own writer makes, by {@code golden.py}. */
  @Test
  void writesTheBytesThatTensorBoardsWriterWrites() throws IOException {
    Path file = Sample.write(folder);

    try (InputStream golden = EventFileTest.class.getResourceAsStream("golden.tfevents")) {
      byte[] expected = Objects.requireNonNull(golden).readAllBytes();
      assertThat(Arrays.mismatch(Files.readAllBytes(file), expected)).isEqualTo(-1);
    }
  }

  @Test
  void hasANameThatTensorBoardKnows() {
    Path file = Sample.write(folder.resolve("some/run"));

    assertThat(file.getParent()).isEqualTo(folder.resolve("some/run"));
    assertThat(file.getFileName().toString())
        .matches("events\\.out\\.tfevents\\.1700000000\\.[A-Za-z0-9._-]+\\.\\d+\\.\\d+");
  }

  @Test
  void sortsLaterFilesBehindEarlierOnesWhateverTheClockSays() throws IOException {
    List<Path> inOrder = IntStream.range(0, 12).mapToObj(i -> Sample.write(folder)).toList();
    try (var there = Files.list(folder)) {
      assertThat(there.sorted().toList()).isEqualTo(inOrder);
    }
  }

  @Test
  void keepsOnDiskWhatWasFlushedAndNothingElse() {
    EventFile file = EventFile.in(folder, Sample.CLOCK);
    assertThat(file.path()).isEmptyFile();
    file.scalar("loss", 0, 1).scalar("loss", 1, 0.5).flush();
    file.scalar("loss", 2, 0.25);
    List<LoggedValue> killed = LoggedValue.of(folder);
    file.close();

    double time = 1_700_000_000.25;
    assertThat(killed)
        .containsExactly(
            new LoggedValue("loss", 0, time, 1), new LoggedValue("loss", 1, time, 0.5f));
    assertThat(LoggedValue.of(folder)).hasSize(3);
  }

  @Test
  void isReadUpToWhereAKillCutIt() throws IOException {
    Path file = Sample.write(folder);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 40));

    assertThat(LoggedValue.of(folder))
        .extracting(LoggedValue::tag)
        .startsWith("_hparams_/experiment", "_hparams_/session_start_info", "epoch_loss")
        .doesNotContain("_hparams_/session_end_info");
    assertThat(LoggedValue.isSessionEnded(folder)).isFalse();
  }

  @Test
  void knowsWhetherASessionWasEnded() {
    assertThat(LoggedValue.isSessionEnded(folder.resolve("nowhere"))).isFalse();
    Sample.write(folder);
    assertThat(LoggedValue.isSessionEnded(folder)).isTrue();
  }

  /** A device that is always full takes the place of a disk that has become so. */
  @Test
  void saysThatTheDiskRefused() throws IOException {
    Path full = Path.of("/dev/full");
    Requirement.of(Files.exists(full), "there is no /dev/full").orSkip(EventFileTest.class);
    EventFile file = EventFile.on(full, Sample.CLOCK);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(file::flush)
        .withMessageStartingWith("cannot write /dev/full: ");
  }

  @Test
  void refusesARunThatIsAFile() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "", StandardOpenOption.CREATE);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> EventFile.in(taken))
        .withMessageStartingWith("cannot write events into " + taken);
  }

  @Test
  void keepsNotANumberAmongScalars() {
    try (EventFile file = EventFile.in(folder)) {
      file.scalar("loss", 0, Double.NaN).scalar("loss", 1, Double.POSITIVE_INFINITY);
    }
    assertThat(LoggedValue.of(folder))
        .extracting(LoggedValue::scalar)
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY);
  }

  @Test
  void refusesWhatTensorBoardCannotShow() {
    try (EventFile file = EventFile.in(folder)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.histogram("weights", 0, 1, Double.NaN))
          .withMessage("a histogram was given the value NaN, expected finite numbers");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.scalar("", 0, 1))
          .withMessageContaining("tag \"\" at step 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.scalar("loss", -1, 1))
          .withMessageContaining("tag \"loss\" at step -1");
      Session session = new Session("0", Instant.EPOCH, Map.of("rate", Double.NaN));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.sessionStart(session))
          .withMessage("a hyperparameter has the value NaN, expected a finite number");
    }
    assertThat(LoggedValue.of(folder)).isEmpty();
  }

  @Test
  void refusesHyperparametersThatAreNone() {
    HParam rate = new HParam("rate", new HParam.Interval(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Experiment("a", "", Instant.EPOCH, List.of(rate, rate), List.of()))
        .withMessage("hyperparameter \"rate\" occurs twice in experiment \"a\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HParam.Interval(2, 1))
        .withMessageContaining("from 2.0 to 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HParam.Discrete(List.of()))
        .withMessageContaining("no values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HParam("", new HParam.Interval(0, 1)))
        .withMessageContaining("no name");
  }

  @Test
  void showsValuesOfSeveralTypesAsStrings() {
    HParam mixed = new HParam("depth", new HParam.Discrete(Arrays.asList(3L, "all", null)));
    HParam whole = new HParam("size", new HParam.Discrete(List.of(3L, 4L)));
    assertThat(List.of(mixed.shown(3L), mixed.shown(null), whole.shown(3L)))
        .isEqualTo(List.of("3", "null", 3L));
  }
}
