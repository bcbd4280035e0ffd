package dev.afina.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {

  @TempDir private Path folder;

  private final Side ours = new Side("ours", List.of(3000.0, 3300.0, 2700.0));
  private final Side theirs = new Side("theirs", List.of(1000.0, 1000.0, 1000.0));
  private final Measurement measurement =
      new Measurement(
          "speed",
          "Speed",
          "things/s, more is better",
          Map.of("threads", "one"),
          Map.of("Peer", "1.2.3"),
          List.of(ours, theirs),
          List.of(Comparison.of(ours, theirs)),
          List.of(Aim.atLeast(2, 3, "twice"), Aim.below(0.5, 0.7, "below half")),
          Map.of());
  private final Circumstances circumstances =
      new Circumstances(
          "2026-01-02T03:04:05Z",
          "abc",
          new Machine("Processor", 2, 23.4, "Linux", "JDK"),
          "0.10",
          "1.10",
          "0");

  @Test
  void tableTellsMediansRatiosAimsAndEveryRound() throws IOException {
    ResultFiles.write(folder, measurement, circumstances);
    assertThat(folder.resolve("speed.md"))
        .content()
        .contains("| ours | 3,000 | 2,850 – 3,150 | 2,700 | 3,300 |")
        .contains("| ours : theirs | 3.000 | 2.700 | 3.300 |")
        .contains("| ours | 3,000 3,300 2,700 |")
        .contains("**Reached: 3.000** — aim: twice")
        .contains("**Missed: 0.700** — aim: below half")
        .contains("- CPU: Processor, 2 cores")
        .contains("- Peer: 1.2.3")
        .contains("- commit: abc")
        .contains("- load: 0.10 before, 1.10 after; measured at niceness 0");
  }

  @Test
  void jsonHoldsEveryFigureAndTheCircumstances() throws IOException {
    ResultFiles.write(folder, measurement, circumstances);
    JsonNode whole = new ObjectMapper().readTree(Files.readString(folder.resolve("speed.json")));
    assertThat(whole.at("/sides/0/figures/1").asDouble()).isEqualTo(3300);
    assertThat(whole.at("/comparisons/0/median").asDouble()).isEqualTo(3);
    assertThat(whole.at("/aims/1/met").asBoolean(true)).isFalse();
    assertThat(whole.at("/circumstances/machine/cores").asInt()).isEqualTo(2);
    assertThat(whole.at("/versions/Peer").asText()).isEqualTo("1.2.3");
  }
}
