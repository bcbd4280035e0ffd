package dev.afina.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.cli.Ran;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Optuna 5.0.0 sees in a tuned study what {@code trials} and {@code best} tell of it. */
class OptunaReadsTuneTest {

  private static final Path PYTHON =
      Requirement.root().resolve("storage/src/test/python").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void seesTheSameTrialsAndTheSameBest() throws Exception {
    PythonEnvironment python =
        PythonEnvironment.orSkip(PYTHON.resolve("requirements.txt"), OptunaReadsTuneTest.class);
    Workplace place = new Workplace(folder);
    Ran ran = place.tuneKinds("--trials", "12", "--epochs", "12", "--workers", "2");
    assertThat(ran.code()).as(ran.err()).isZero();

    PythonEnvironment.Outcome outcome =
        python.run(PYTHON.resolve("interop.py"), List.of("load", place.url(), "kinds"));

    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    JsonNode theirs = JSON.readTree(outcome.output().lines().reduce((a, b) -> b).orElseThrow());
    List<JsonNode> ours = place.trials("kinds");
    assertThat(theirs.get("directions").get(0).textValue()).isEqualTo("MAXIMIZE");
    assertThat(theirs.get("metric_names").get(0).textValue()).isEqualTo("val_accuracy");
    assertThat(theirs.get("trials")).hasSize(12).hasSameSizeAs(ours);
    for (int i = 0; i < 12; i++) {
      JsonNode their = theirs.get("trials").get(i);
      JsonNode our = ours.get(i);
      assertThat(their.get("number")).isEqualTo(our.get("number"));
      assertThat(their.get("state")).isEqualTo(our.get("state"));
      assertThat(their.get("values").get(0)).isEqualTo(our.get("value"));
      assertThat(asObject(their.get("params"))).isEqualTo(our.get("params"));
      assertThat(asObject(their.get("reports"))).isEqualTo(our.get("intermediate_values"));
      assertThat(our.get("intermediate_values")).isNotEmpty();
    }
    assertThat(ours).extracting(trial -> trial.get("state").textValue()).contains("PRUNED");
    Ran best = Ran.afina("best", "kinds", "--format", "json", "--storage", place.url());
    assertThat(theirs.get("best")).isEqualTo(JSON.readTree(best.out()).get("number"));
  }

  private static ObjectNode asObject(JsonNode pairs) {
    ObjectNode object = JSON.createObjectNode();
    pairs.forEach(pair -> object.set(pair.get(0).asText(), pair.get(1)));
    return object;
  }
}
