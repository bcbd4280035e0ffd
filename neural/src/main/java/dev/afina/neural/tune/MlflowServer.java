package dev.afina.neural.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.AfinaException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An MLflow tracking server, to which registered models are handed over by its REST interface: a
 * run with parameters, metrics and lineage, the model's files as its artifacts, and a version of
 * the registered model with the stage as its alias. The server must take artifacts itself, as it
 * does by default. Tested with MLflow 3.
 */
public final class MlflowServer {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LONGEST_PARAM = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROXY = "mlflow-artifacts:";

  private final URI root;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private MlflowServer(URI root) {
    this.root = root;
  }

  /**
   * A server.
   *
   * @param address such as {@code http://localhost:5000}
   */
  public static MlflowServer at(URI address) {
    if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
      throw new IllegalArgumentException(
          "the MLflow server is at \"%s\", expected an address such as http://localhost:5000"
              .formatted(address));
    }
    String text = address.toString();
    return new MlflowServer(URI.create(text.endsWith("/") ? text : text + "/"));
  }

  /**
   * Hands a registered model over.
   *
   * @param experiment the name of MLflow's experiment, made if need be
   * @return the version that MLflow gave it
   * @throws AfinaException if the server cannot be reached, or refuses
   */
  public int handOver(ModelRegistry registry, ModelVersion version, String experiment) {
    String id = experiment(experiment);
    JsonNode run = run(id, version).path("run").path("info");
    String runId = run.path("run_id").asText();
    try {
      log(runId, version);
      String artifacts = run.path("artifact_uri").asText();
      upload(artifacts, registry.folder(version));
      int made = version(version, runId, artifacts + "/model");
      finish(runId, "FINISHED");
      return made;
    } catch (RuntimeException e) {
      try {
        finish(runId, "FAILED");
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  private String experiment(String name) {
    String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpResponse<String> found = get("api/2.0/mlflow/experiments/get-by-name" + query);
    if (found.statusCode() == 200) {
      return parse(found).path("experiment").path("experiment_id").asText();
    }
    ObjectNode body = JSON.createObjectNode().put("name", name);
    return post("experiments/create", body).path("experiment_id").asText();
  }

  private JsonNode run(String experiment, ModelVersion version) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("experiment_id", experiment)
            .put("start_time", version.created().toEpochMilli())
            .put("run_name", "%s-trial-%d".formatted(version.name(), version.lineage().trial()));
    return post("runs/create", body);
  }

  private void log(String run, ModelVersion version) {
    Lineage lineage = version.lineage();
    ObjectNode body = JSON.createObjectNode().put("run_id", run);
    ArrayNode params = body.putArray("params");
    lineage
        .params()
        .forEach(
            (name, value) -> {
              String text = String.valueOf(value);
              params
                  .addObject()
                  .put("key", name)
                  .put("value", text.substring(0, Math.min(LONGEST_PARAM, text.length())));
            });
    ArrayNode metrics = body.putArray("metrics");
    lineage
        .metrics()
        .forEach(
            (name, value) ->
                metrics
                    .addObject()
                    .put("key", name)
                    .put("value", value)
                    .put("timestamp", version.created().toEpochMilli())
                    .put("step", 0));
    ArrayNode tags = body.putArray("tags");
    Map<String, String> notes =
        Map.of(
            "afina.study", lineage.study(),
            "afina.trial", String.valueOf(lineage.trial()),
            "afina.seed", String.valueOf(lineage.seed()),
            "afina.data", lineage.data(),
            "afina.sha256", version.sha256());
    notes.keySet().stream()
        .sorted()
        .forEach(key -> tags.addObject().put("key", key).put("value", notes.get(key)));
    post("runs/log-batch", body);
  }

  private void upload(String artifacts, Path folder) {
    if (!artifacts.startsWith(PROXY)) {
      throw new AfinaException(
          "the MLflow server %s keeps artifacts in %s and takes none by itself; start it with --serve-artifacts"
              .formatted(root, artifacts));
    }
    String path = artifacts.substring(PROXY.length()).replaceFirst("^/+", "");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String place =
            "api/2.0/mlflow-artifacts/artifacts/%s/model/%s".formatted(path, file.getFileName());
        send(
            request(place)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(Files.readAllBytes(file)))
                .build(),
            true);
      }
    } catch (IOException e) {
      throw new AfinaException("cannot read the model in %s: %s".formatted(folder, e), e);
    }
  }

  private int version(ModelVersion version, String run, String source) {
    ObjectNode model = JSON.createObjectNode().put("name", version.name());
    HttpResponse<String> made = post("registered-models/create", model, false);
    if (made.statusCode() != 200 && !made.body().contains("RESOURCE_ALREADY_EXISTS")) {
      throw refused(made);
    }
    ObjectNode body =
        JSON.createObjectNode()
            .put("name", version.name())
            .put("source", source)
            .put("run_id", run);
    int number = post("model-versions/create", body).path("model_version").path("version").asInt();
    if (version.stage() != ModelVersion.Stage.NONE) {
      post(
          "registered-models/alias",
          JSON.createObjectNode()
              .put("name", version.name())
              .put("alias", version.stage().name().toLowerCase(Locale.ROOT))
              .put("version", String.valueOf(number)));
    }
    return number;
  }

  private void finish(String run, String status) {
    post(
        "runs/update",
        JSON.createObjectNode()
            .put("run_id", run)
            .put("status", status)
            .put("end_time", Instant.now().toEpochMilli()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> get(String path) {
    return send(request(path).GET().build(), false);
  }

  private JsonNode post(String path, ObjectNode body) {
    return parse(post(path, body, true));
  }

  private HttpResponse<String> post(String path, ObjectNode body, boolean mustWork) {
    return send(
        request("api/2.0/mlflow/" + path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build(),
        mustWork);
  }

  private HttpResponse<String> send(HttpRequest request, boolean mustWork) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (mustWork && response.statusCode() != 200) {
        throw refused(response);
      }
      return response;
    } catch (IOException e) {
      throw new AfinaException(
          "the MLflow server at %s cannot be reached (%s); start it, or mend the address"
              .formatted(root, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AfinaException("interrupted while speaking to the MLflow server " + root, e);
    }
  }

  private AfinaException refused(HttpResponse<String> response) {
    return new AfinaException(
        "the MLflow server at %s refused %s with status %d: %s"
            .formatted(
                root,
                response.request().uri().getPath(),
                response.statusCode(),
                String.join(" ", List.of(response.body().strip().split("\\s+")))));
  }

  private JsonNode parse(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AfinaException(
          "the MLflow server at %s answered no JSON: %s".formatted(root, response.body()), e);
    }
  }
}
