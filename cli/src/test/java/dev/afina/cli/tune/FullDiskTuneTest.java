package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.cli.Ran;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that fills up, here a small file system in memory, which only root may mount. */
class FullDiskTuneTest {

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path disk;

  @BeforeEach
  void mount() throws IOException {
    disk = Files.createDirectory(folder.resolve("disk"));
    Requirement.command(
            "mount, as root",
            List.of("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()))
        .orSkip(FullDiskTuneTest.class);
  }

  @AfterEach
  void unmount() throws Exception {
    new ProcessBuilder("umount", disk.toString()).start().waitFor();
  }

  private Path fill(int bytesLeft) throws IOException {
    Path filler = disk.resolve("filler");
    long free = Files.getFileStore(disk).getUsableSpace() - bytesLeft;
    try (OutputStream out = Files.newOutputStream(filler)) {
      out.write(new byte[(int) free]);
    }
    return filler;
  }

  private static String integrity(Path database) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var result = statement.executeQuery("PRAGMA integrity_check")) {
      return result.getString(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"asha, checkpoint", "none, network"})
  void endsWithASentenceWhereANetworkDoesNotFitAndGoesOnWhenThereIsRoom(String pruner, String what)
      throws Exception {
    Workplace place = new Workplace(folder);
    Path filler = fill(8 * 1024);

    Ran full = place.tuneKinds("--out", disk.resolve("out"), "--pruner", pruner);
    assertThat(full.code()).as(full.err()).isEqualTo(2);
    assertThat(full.err())
        .hasLineCount(1)
        .startsWith("afina: could not save the %s of trial 0 into ".formatted(what))
        .contains("No space left", "the study is sound", "repeat the command");
    assertThat(integrity(folder.resolve("studies.db"))).isEqualTo("ok");
    assertThat(disk.resolve("out/networks")).isDirectoryNotContaining("glob:**trial-*");

    Files.delete(filler);
    Ran ran = place.tuneKinds("--out", disk.resolve("out"), "--pruner", pruner);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("2 trials: ").doesNotContain("failed");
  }

  @Test
  void endsWithASentenceWhereTheDatabaseDoesNotFitAndGoesOnWhenThereIsRoom() throws Exception {
    Workplace place = new Workplace(folder);
    String url = "sqlite:///" + disk.resolve("studies.db");
    assertThat(place.tuneKinds("--storage", url, "--trials", "1").code()).isZero();
    Path filler = fill(200 * 1024);

    Child full = Child.start(folder, place.tuneKindsCommand("--storage", url, "--trials", "30"));
    assertThat(full.exitCode()).as(full.errors()).isEqualTo(2);
    String last = full.errors().lines().reduce((first, second) -> second).orElseThrow();
    assertThat(last).startsWith("afina: ").contains("disk is full");

    Files.delete(filler);
    Ran ran = place.tuneKinds("--storage", url, "--trials", "30");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("30 trials: ");
    assertThat(integrity(disk.resolve("studies.db"))).isEqualTo("ok");
  }
}
