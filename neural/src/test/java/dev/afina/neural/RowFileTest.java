package dev.afina.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  private static final Dataset DATA = Samples.clouds(65, 1);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("clouds.rows");
    try (RowFileWriter writer = RowFileWriter.create(file, 1, 2)) {
      writer.add(StreamedData.of(DATA).read(0, 30));
      writer.add(StreamedData.of(DATA).read(30, 35));
      writer.finish();
    }
  }

  @Test
  void readsWhatWasWritten() {
    try (RowFile rows = RowFile.open(file)) {
      assertThat(rows.size()).isEqualTo(65);
      assertThat(rows.featureShape()).containsExactly(2);
      Dataset read = rows.read(28, 4);
      Dataset expected = StreamedData.of(DATA).read(28, 4);
      assertThat(read.features()).isEqualTo(expected.features());
      assertThat(read.targets()).isEqualTo(expected.targets());
    }
  }

  @Test
  void keepsShapesAndSeveralTargets() {
    Path images = folder.resolve("images.rows");
    float[] pixels = {1, 2, 3, 4, 5, 6, Float.MIN_VALUE, -0f};
    Dataset data = new Dataset(pixels, new int[] {2, 2}, new float[] {1, 2, 3, 4, 5, 6}, 3);
    try (RowFileWriter writer = RowFileWriter.create(images, 3, 2, 2)) {
      writer.add(data);
      writer.finish();
    }
    try (RowFile rows = RowFile.open(images)) {
      Dataset read = rows.read(0, 2);
      assertThat(read.featureShape()).containsExactly(2, 2);
      assertThat(read.features()).isEqualTo(pixels);
      assertThat(read.targets()).isEqualTo(data.targets());
      assertThat(read.targetWidth()).isEqualTo(3);
    }
  }

  @Test
  void trainsAsFromMemory() {
    Fit fit = Fit.epochs(2).batchSize(8);
    try (RowFile rows = RowFile.open(file);
        Model fromFile = Samples.classifier().build(1);
        Model fromMemory = Samples.classifier().build(1)) {
      fromFile.fit(rows, fit.validation(rows));
      fromMemory.fit(StreamedData.of(DATA), fit.validation(DATA));
      assertThat(fromFile.weights()).isEqualTo(fromMemory.weights());
    }
  }

  @Test
  void leavesNothingWhereItIsNotFinished() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (RowFileWriter writer = RowFileWriter.create(file, 1, 2)) {
      writer.add(DATA);
    }
    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesBrokenFiles() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    refused(
        Arrays.copyOf(whole, whole.length - 5),
        " is cut short: it has 807 bytes, expected 812 for its 65 rows");
    refused(Arrays.copyOf(whole, 12), " is not a file of rows of Afina");
    refused(new byte[0], " is not a file of rows of Afina");
    byte[] newer = whole.clone();
    newer[8] = 2;
    refused(newer, " has format version 2, this Afina reads version 1; maybe update Afina");
    byte[] senseless = whole.clone();
    senseless[16] = 99;
    refused(senseless, " is broken: its head makes no sense");
    byte[] shapeless = whole.clone();
    shapeless[20] = 0;
    refused(shapeless, " is broken: it has samples of shape [0]");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RowFile.open(folder.resolve("none.rows")))
        .withMessageStartingWith("cannot read ");
  }

  private void refused(byte[] content, String message) throws IOException {
    Files.write(file, content);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RowFile.open(file))
        .withMessage(file + message);
  }

  @Test
  void refusesRowsThatDoNotFit() {
    try (RowFileWriter writer = RowFileWriter.create(folder.resolve("a.rows"), 1, 3);
        RowFile rows = RowFile.open(file)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.add(DATA))
          .withMessageStartingWith("rows of shape (2) with 1 targets are added, ")
          .withMessageEndingWith("a.rows takes shape (3) with 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rows.read(60, 6))
          .withMessage("rows 60 to 65 are asked for, %s has 65".formatted(file));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> RowFileWriter.create(file, 0, 3));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> RowFileWriter.create(folder.resolve("no/a.rows"), 1, 3))
        .withMessageStartingWith("cannot write ");
  }
}
