package dev.afina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HyperbandRunTest {

  @TempDir private Path folder;

  private final HyperbandRun first = new HyperbandRun("one_worker", 1, 1.25, 23.5, 0.9725, 27, 48);
  private final HyperbandRun second = new HyperbandRun("one_thread", 1, 4, 62.75, 0.97, 28, 29);

  @Test
  void readsWhatWasWritten() {
    Path file = folder.resolve("runs.csv");
    HyperbandRun.write(file, List.of(first));
    HyperbandRun.write(file, List.of(first, second));
    assertThat(HyperbandRun.read(file)).containsExactly(first, second);
  }

  @Test
  void hasNoRunsWhereThereIsNoFile() {
    assertThat(HyperbandRun.read(folder.resolve("none.csv"))).isEmpty();
  }

  @Test
  void leavesOutALineWithoutAnEnd() throws IOException {
    Path file = folder.resolve("runs.csv");
    HyperbandRun.write(file, List.of(first));
    Files.writeString(file, Files.readString(file) + "one_thread,1,4.0");
    assertThat(HyperbandRun.read(file)).containsExactly(first);
  }

  @Test
  void refusesALineOfAnotherKind() throws IOException {
    Path file = Files.writeString(folder.resolve("runs.csv"), "one_thread,1\n");
    assertThatThrownBy(() -> HyperbandRun.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 2 columns, expected 7");
  }
}
