package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.AfinaException;
import dev.afina.neural.Model;
import dev.afina.testkit.PythonEnvironment;
import dev.afina.testkit.Requirement;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models handed over to a real MLflow server. */
class MlflowServerTest {

  private static final Path SCRIPTS =
      Requirement.root().resolve("neural").resolve("src/test/python");

  @TempDir Path folder;

  private ModelVersion registered(ModelRegistry registry) {
    Lineage lineage =
        new Lineage(
            "points", 7, 3, Map.of("units", 12L, "f", "relu"), Map.of("val_loss", 0.25), "abc");
    try (Model model = Problems.MODEL.build(new Chosen(Map.of())).build(3)) {
      registry.register("points", model, lineage);
    }
    return registry.promote("points", 1, ModelVersion.Stage.PRODUCTION);
  }

  @Test
  void aServerHasTheModelWithItsLineage() throws Exception {
    PythonEnvironment python =
        PythonEnvironment.orSkip(SCRIPTS.resolve("requirements-mlflow.txt"), getClass());
    int port = freePort();
    CompletableFuture<PythonEnvironment.Outcome> server =
        CompletableFuture.supplyAsync(
            () ->
                python.run(
                    SCRIPTS.resolve("mlflow_server.py"),
                    List.of(folder.toString(), String.valueOf(port), "points")));
    while (!Files.exists(folder.resolve("ready")) && !server.isDone()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    ModelRegistry registry = ModelRegistry.at(folder.resolve("registry"));
    ModelVersion version = registered(registry);
    MlflowServer mlflow = MlflowServer.at(URI.create("http://127.0.0.1:" + port));
    assertThat(mlflow.handOver(registry, version, "tuned by Afina")).isEqualTo(1);
    assertThat(mlflow.handOver(registry, version, "tuned by Afina")).isEqualTo(2);
    Files.createFile(folder.resolve("handed"));

    PythonEnvironment.Outcome outcome = server.get(5, TimeUnit.MINUTES);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    String line =
        outcome
            .output()
            .lines()
            .filter(text -> text.startsWith("RESULT "))
            .findFirst()
            .orElseThrow();
    JsonNode held = JsonMapper.builder().build().readTree(line.substring("RESULT ".length()));
    assertThat(held.path("version").asInt()).isEqualTo(2);
    assertThat(held.path("experiment").asText()).isEqualTo("tuned by Afina");
    assertThat(held.path("status").asText()).isEqualTo("FINISHED");
    assertThat(held.path("params").path("units").asText()).isEqualTo("12");
    assertThat(held.path("params").path("f").asText()).isEqualTo("relu");
    assertThat(held.path("metrics").path("val_loss").asDouble()).isEqualTo(0.25);
    assertThat(held.path("tags").path("afina.study").asText()).isEqualTo("points");
    assertThat(held.path("tags").path("afina.trial").asText()).isEqualTo("7");
    assertThat(held.path("tags").path("afina.data").asText()).isEqualTo("abc");
    assertThat(held.path("sha256").asText()).isEqualTo(version.sha256());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void saysWhereThereIsNoServer() throws Exception {
    ModelRegistry registry = ModelRegistry.at(folder.resolve("registry"));
    ModelVersion version = registered(registry);
    MlflowServer nobody = MlflowServer.at(URI.create("http://127.0.0.1:" + freePort()));

    assertThatThrownBy(() -> nobody.handOver(registry, version, "e"))
        .isInstanceOf(AfinaException.class)
        .hasMessageContainingAll("cannot be reached", "start it, or mend the address");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MlflowServer.at(URI.create("localhost:5000")))
        .withMessageContaining("such as http://localhost:5000");
  }
}
