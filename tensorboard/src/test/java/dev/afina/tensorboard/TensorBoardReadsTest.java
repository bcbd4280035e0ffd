package dev.afina.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TensorBoard 2.21.0 sees in event files what was written. */
class TensorBoardReadsTest {

  private static final Path PYTHON =
      Requirement.root().resolve("tensorboard/src/test/python").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private JsonNode read() throws IOException {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), TensorBoardReadsTest.class);
    PythonEnvironment.Outcome outcome =
        python.run(PYTHON.resolve("read.py"), List.of(folder.toString()));
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return JSON.readTree(outcome.output().lines().reduce((a, b) -> b).orElseThrow());
  }

  private static Map<String, Object> hparams(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void scalarsHistogramsTextsAndTheHparamsPage() throws IOException {
    EventFile.declare(folder, Sample.experiment());
    EventFile.declare(
        folder, new Experiment("other", "", Instant.now(), List.of(), List.of())); // is there
    writeSession("a/0", "a", SessionStatus.SUCCESS, hparams("layers", 2, "optimizer", "adam"));
    writeSession("a/1", "a", SessionStatus.SUCCESS, hparams("layers", 2, "optimizer", "adam"));
    writeSession(
        "b/0",
        "b",
        SessionStatus.FAILURE,
        hparams("layers", 0, "learning_rate", 0.01, "batch_normalization", true));

    JsonNode seen = read();

    assertThat(seen.get("runs")).extracting(JsonNode::textValue).contains("a/0", "a/0/validation");
    JsonNode loss = seen.at("/scalars/a~10~1validation/epoch_loss");
    assertThat(loss.toString()).isEqualTo("[[0,1.0],[1,0.5]]");
    JsonNode histogram = seen.at("/histograms/a~10/weights/0/1");
    assertThat(histogram).hasSize(30);
    assertThat(histogram.get(0).get(0).doubleValue()).isEqualTo(-1);
    assertThat(histogram.get(29).get(1).doubleValue()).isEqualTo(3);
    assertThat(seen.at("/texts/a~10/note/0/1").textValue()).isEqualTo("Größe");
    JsonNode experiment = seen.at("/hparams/experiment");
    assertThat(experiment.get("name").textValue()).isEqualTo("digits");
    assertThat(experiment.get("hparamInfos")).hasSize(6);
    assertThat(experiment.get("metricInfos")).hasSize(3);
    JsonNode rows = seen.at("/hparams/rows");
    assertThat(rows).hasSize(2);
    JsonNode a = rows.get(0);
    assertThat(a.get("name").textValue()).isEqualTo("a");
    assertThat(a.get("sessions")).hasSize(2);
    assertThat(a.get("hparams"))
        .isEqualTo(JSON.readTree("{\"layers\":2.0,\"optimizer\":\"adam\"}"));
    assertThat(a.at("/sessions/0/status").textValue()).isEqualTo("STATUS_SUCCESS");
    assertThat(a.at("/metricValues")).hasSize(2);
    assertThat(a.at("/metricValues/0/value").doubleValue()).isCloseTo(0.9, within(1e-6));
    assertThat(a.at("/metricValues/1/value").doubleValue()).isEqualTo(0.5);
    JsonNode b = rows.get(1);
    assertThat(b.at("/sessions/0/status").textValue()).isEqualTo("STATUS_FAILURE");
    assertThat(b.at("/hparams/batch_normalization").booleanValue()).isTrue();
  }

  private void writeSession(
      String run, String group, SessionStatus status, Map<String, Object> hparams) {
    Path session = folder.resolve(run);
    try (EventFile own = EventFile.in(session);
        EventFile validation = EventFile.in(session.resolve("validation"))) {
      own.sessionStart(new Session(group, Instant.now(), hparams))
          .scalar("objective/best", 0, 0.7)
          .scalar("objective/best", 1, 0.9)
          .histogram("weights", 0, -1, 0, 3)
          .text("note", 0, "Größe")
          .sessionEnd(status, Instant.now());
      validation.scalar("epoch_loss", 0, 1).scalar("epoch_loss", 1, 0.5);
    }
  }

  @Test
  void goesOnInASecondFileAfterAKillThatCutTheFirst() throws IOException {
    try (EventFile first = EventFile.in(folder.resolve("run"))) {
      first.scalar("loss", 0, 1).scalar("loss", 1, 0.5).scalar("loss", 2, 0.25);
      first.flush();
      byte[] whole = Files.readAllBytes(first.path());
      Files.write(first.path(), Arrays.copyOf(whole, whole.length - 7));
    }
    try (EventFile second = EventFile.in(folder.resolve("run"))) {
      second.scalar("loss", 2, 0.125).scalar("loss", 3, 0.0625);
    }
    assertThat(read().at("/scalars/run/loss").toString())
        .isEqualTo("[[0,1.0],[1,0.5],[2,0.125],[3,0.0625]]");
  }

  @Test
  void forgetsWhatCameBehindARestart() throws IOException {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try (EventFile file = EventFile.in(folder.resolve("run"))) {
        file.restart(attempt - 1);
        for (int step = attempt - 1; step < 3; step++) {
          file.scalar("loss", step, attempt);
        }
      }
    }
    assertThat(read().at("/scalars/run/loss").toString()).isEqualTo("[[0,1.0],[1,2.0],[2,2.0]]");
  }
}
