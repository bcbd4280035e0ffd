package dev.afina.neural;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.neural.callback.CallbackState;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.exception.TrainingNotSavedException;
import dev.afina.neural.internal.JsonFault;
import dev.afina.neural.weights.SafeTensors;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/*
 * One safetensors file, so that it is replaced as a whole: arrays named "weights/…", "optimizer/…"
 * and "callback/i/name/…", all else as JSON among the file's metadata, with a checksum of
 * everything. Weights that are there already, as a best epoch's are where that is the last one,
 * stand there once.
 *
 * Version 1 had a list of the names where a callback's weights have places now, each had arrays of
 * its own, and the checksum was SHA-256, which takes ten times as long as CRC-32C; a checkpoint has
 * to be safe from accidents, not from forgers.
 */

/** A {@link Checkpoint} on disk. */
final class CheckpointFile {

  static final int VERSION = 2;

  private static final int OLDEST = 1;
  private static final String FORMAT = "afina-checkpoint";
  private static final String CHECKSUM = "crc32c";
  private static final String OLDEST_CHECKSUM = "sha256";

  private static final String WEIGHTS = "weights/";
  private static final String OPTIMIZER = "optimizer/";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private CheckpointFile() {}

  private record Head(
      int version,
      Map<String, String> settings,
      int firstEpoch,
      int epoch,
      long step,
      double learningRate,
      List<Map<String, Double>> history,
      @Nullable String stopReason,
      List<Remembered> callbacks) {}

  /**
   * What a callback remembers.
   *
   * @param weights by name, what the names of their arrays begin with
   */
  private record Remembered(Map<String, Double> numbers, Map<String, String> weights) {}

  /**
   * Writes a file, over one that is there.
   *
   * @param forced whether it is to survive a power failure
   */
  static void write(Path file, Checkpoint checkpoint, boolean forced) {
    TrainingState state = checkpoint.state();
    Map<String, Weights> parts = new LinkedHashMap<>();
    parts.put(WEIGHTS, state.weights());
    parts.put(OPTIMIZER, state.optimizer());
    List<Remembered> callbacks = new ArrayList<>();
    for (CallbackState callback : checkpoint.callbacks()) {
      Map<String, String> places = new LinkedHashMap<>();
      for (Map.Entry<String, Weights> each : callback.weights().entrySet()) {
        String own = place(callbacks.size(), each.getKey());
        places.put(each.getKey(), put(parts, own, each.getValue()));
      }
      callbacks.add(new Remembered(callback.numbers(), places));
    }
    Head head =
        new Head(
            VERSION,
            checkpoint.settings(),
            checkpoint.firstEpoch(),
            state.epoch(),
            state.step(),
            state.learningRate(),
            checkpoint.history(),
            checkpoint.stopReason(),
            callbacks);
    try {
      Weights all = joined(parts);
      String text = JSON.writeValueAsString(head);
      Map<String, String> checksum = Map.of(CHECKSUM, checksum(all, text));
      try (AtomicFile atomic =
          AtomicFile.write(
              file.toAbsolutePath(),
              sink -> SafeTensors.write(all, Map.of(FORMAT, text), checksum, sink),
              forced)) {
        atomic.commit();
      }
    } catch (IOException e) {
      throw new TrainingNotSavedException(
          "cannot save the training in %s: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is not a whole checkpoint of this version or an older one
   */
  static Checkpoint read(Path file) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelFormatException("cannot read %s: %s".formatted(file, e), e);
    }
    Map<String, String> metadata = SafeTensors.metadata(content, file.toString());
    String text = metadata.get(FORMAT);
    if (text == null) {
      throw new ModelFormatException(
          "%s holds no training of Afina: it has no \"%s\"".formatted(file, FORMAT));
    }
    try {
      JsonNode tree = JSON.readTree(text);
      int version = tree.path("version").asInt();
      if (version < OLDEST || version > VERSION) {
        throw new ModelFormatException(
            "%s has format version %d, this Afina reads versions %d to %d; maybe update Afina"
                .formatted(file, version, OLDEST, VERSION));
      }
      Weights all = SafeTensors.decode(content, file.toString());
      boolean isWhole =
          version == OLDEST
              ? sha256(all, text).equals(metadata.get(OLDEST_CHECKSUM))
              : checksum(all, text).equals(metadata.get(CHECKSUM));
      if (!isWhole) {
        throw new ModelFormatException(
            "%s has been changed: its checksum differs; delete it to begin anew".formatted(file));
      }
      if (version == OLDEST) {
        givePlaces(tree);
      }
      return checkpoint(JSON.treeToValue(tree, Head.class), all);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is not a whole checkpoint: %s".formatted(file, JsonFault.of(e)), e);
    }
  }

  /** Gives a callback's weights the places that they had before places were written down. */
  private static void givePlaces(JsonNode tree) {
    JsonNode callbacks = tree.path("callbacks");
    for (int i = 0; i < callbacks.size(); i++) {
      if (callbacks.path(i) instanceof ObjectNode callback) {
        JsonNode names = callback.path("weights");
        ObjectNode places = callback.putObject("weights");
        for (JsonNode name : names) {
          places.put(name.asText(), place(i, name.asText()));
        }
      }
    }
  }

  private static Checkpoint checkpoint(Head head, Weights all) {
    List<CallbackState> callbacks = new ArrayList<>();
    for (Remembered remembered : head.callbacks()) {
      Map<String, Weights> weights = new LinkedHashMap<>();
      remembered.weights().forEach((name, place) -> weights.put(name, part(all, place)));
      callbacks.add(new CallbackState(remembered.numbers(), weights));
    }
    return new Checkpoint(
        head.settings(),
        head.firstEpoch(),
        new TrainingState(
            head.epoch(),
            head.step(),
            part(all, WEIGHTS),
            part(all, OPTIMIZER),
            head.learningRate()),
        head.history(),
        head.stopReason(),
        callbacks);
  }

  private static String place(int callback, String name) {
    return "callback/%d/%s/".formatted(callback, name);
  }

  /** Puts weights into a place of their own, unless the same are somewhere; returns where. */
  private static String put(Map<String, Weights> parts, String own, Weights weights) {
    for (Map.Entry<String, Weights> part : parts.entrySet()) {
      if (part.getValue().equals(weights)) {
        return part.getKey();
      }
    }
    parts.put(own, weights);
    return own;
  }

  private static Weights joined(Map<String, Weights> parts) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    parts.forEach(
        (place, weights) ->
            weights.arrays().forEach((name, array) -> arrays.put(place + name, array)));
    return new Weights(arrays);
  }

  private static Weights part(Weights all, String prefix) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    all.arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith(prefix)) {
                arrays.put(name.substring(prefix.length()), array);
              }
            });
    return new Weights(arrays);
  }

  /** CRC-32C of the file without its checksum, as 8 hexadecimal digits. */
  private static String checksum(Weights all, String text) {
    CRC32C checksum = new CRC32C();
    try {
      SafeTensors.write(all, Map.of(FORMAT, text), Map.of(), checksum::update);
    } catch (IOException e) {
      throw new UncheckedIOException("a checksum takes everything", e);
    }
    return HexFormat.of().toHexDigits(checksum.getValue(), 8);
  }

  private static String sha256(Weights all, String text) {
    return ModelFiles.sha256(sink -> SafeTensors.write(all, Map.of(FORMAT, text), Map.of(), sink));
  }
}
