package dev.afina.neural;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.data.Fingerprint;
import dev.afina.neural.device.Device;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.internal.JsonFault;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.weights.SafeTensors;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/*
 * model.json carries the digest of weights.safetensors. Both are written completely beside their
 * places and then moved there, the weights first; should the machine stop between the two moves,
 * the digests differ and loading says so instead of mixing two models.
 */

/** Models in folders. */
final class ModelFiles {

  static final String MODEL = "model.json";
  static final String WEIGHTS = "weights.safetensors";
  static final int VERSION = 1;

  private static final String FORMAT = "afina-model";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModelFiles() {}

  private record Saved(
      String format,
      int version,
      long seed,
      int epoch,
      Architecture architecture,
      Optimizer optimizer,
      Loss loss,
      List<String> metrics,
      String weightsSha256) {}

  static void save(Model model, Path directory) {
    Blueprint blueprint = model.blueprint();
    Weights weights = model.weights();
    Saved saved =
        new Saved(
            FORMAT,
            VERSION,
            model.seed(),
            model.epoch(),
            blueprint.architecture(),
            blueprint.optimizer(),
            blueprint.loss(),
            blueprint.metrics().stream().map(Metric::name).toList(),
            sha256(sink -> SafeTensors.write(weights, sink)));
    try {
      byte[] json = (JSON.writeValueAsString(saved) + "\n").getBytes(StandardCharsets.UTF_8);
      Files.createDirectories(directory);
      try (AtomicFile weightsFile =
              AtomicFile.write(
                  directory.resolve(WEIGHTS), sink -> SafeTensors.write(weights, sink), true);
          AtomicFile modelFile = AtomicFile.write(directory.resolve(MODEL), json)) {
        weightsFile.commit();
        modelFile.commit();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save the model in %s: %s".formatted(directory, e), e);
    }
  }

  static Model load(Path directory, Device device, List<Metric> custom) {
    Path file = directory.resolve(MODEL);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException("there is no model in %s: no %s".formatted(directory, MODEL));
    }
    Saved saved = parse(file);
    Path weightsFile = directory.resolve(WEIGHTS);
    if (!Files.isRegularFile(weightsFile)) {
      throw new ModelFormatException(
          "the model in %s is not whole: no %s".formatted(directory, WEIGHTS));
    }
    byte[] content;
    try {
      content = Files.readAllBytes(weightsFile);
    } catch (IOException e) {
      throw new ModelFormatException("cannot read %s: %s".formatted(weightsFile, e), e);
    }
    Weights weights = SafeTensors.decode(content, weightsFile.toString());
    try {
      weights.checkFit(saved.architecture());
      if (!Fingerprint.of(content).equals(saved.weightsSha256())) {
        throw new IllegalArgumentException("the weights are not the ones saved with it");
      }
      Blueprint blueprint =
          new Blueprint(
              saved.architecture(),
              saved.optimizer(),
              saved.loss(),
              saved.metrics().stream().map(name -> metric(name, custom)).toList());
      return Model.of(blueprint, saved.seed(), weights, saved.epoch(), device);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          "the model in %s is broken: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static Metric metric(String name, List<Metric> custom) {
    return custom.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .or(() -> Metrics.named(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "metric \"%s\" is unknown; hand a metric of that name to load"
                        .formatted(name)));
  }

  private static Saved parse(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readString(file));
      if (!tree.path("format").asText().equals(FORMAT)) {
        throw new ModelFormatException(
            "%s is not a model of Afina: its format is not \"%s\"".formatted(file, FORMAT));
      }
      int version = tree.path("version").asInt();
      if (version != VERSION) {
        throw new ModelFormatException(
            "%s has format version %d, this Afina reads version %d; maybe update Afina"
                .formatted(file, version, VERSION));
      }
      complete(tree.path("optimizer"), tree.path("architecture"));
      return JSON.treeToValue(tree, Saved.class);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is not a whole model file: %s".formatted(file, JsonFault.of(e)), e);
    } catch (IOException e) {
      throw new ModelFormatException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  /** A specification as one line of JSON. */
  static String describe(Object specification) {
    try {
      return JSON.writer()
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(specification);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every specification can be written", e);
    }
  }

  /** Gives an optimizer what older files lack, and layers in a chain their sources. */
  private static void complete(JsonNode optimizer, JsonNode architecture) {
    if (optimizer instanceof ObjectNode node && node.path("type").asText().equals("adam")) {
      if (!node.has("amsgrad")) {
        node.put("amsgrad", false);
      }
    }
    if (architecture instanceof ObjectNode node && !node.has("sources")) {
      node.putArray("sources");
    }
  }

  /** The digest of a content, as 64 hexadecimal digits. */
  static String sha256(AtomicFile.Content content) {
    MessageDigest digest = Fingerprint.digest();
    try {
      content.write(digest::update);
    } catch (IOException e) {
      throw new UncheckedIOException("a digest takes everything", e);
    }
    return Fingerprint.hex(digest);
  }
}
