package dev.afina.neural;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.neural.callback.CallbackState;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.exception.TrainingNotSavedException;
import dev.afina.neural.internal.JsonFault;
import dev.afina.neural.weights.SafeTensors;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * One safetensors file, so that it is replaced as a whole: arrays named "weights/…", "optimizer/…"
 * and "callback/i/name/…", all else as JSON among the file's metadata, with a digest of everything.
 */

/** A {@link Checkpoint} on disk. */
final class CheckpointFile {

  static final int VERSION = 1;

  private static final String FORMAT = "afina-checkpoint";
  private static final String DIGEST = "sha256";

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

  private record Remembered(Map<String, Double> numbers, List<String> weights) {}

  /**
   * Writes a file, over one that is there.
   *
   * @param forced whether it is to survive a power failure
   */
  static void write(Path file, Checkpoint checkpoint, boolean forced) {
    TrainingState state = checkpoint.state();
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    put(arrays, "weights/", state.weights());
    put(arrays, "optimizer/", state.optimizer());
    List<Remembered> callbacks = new ArrayList<>();
    for (CallbackState callback : checkpoint.callbacks()) {
      String prefix = prefix(callbacks.size());
      callback.weights().forEach((name, weights) -> put(arrays, prefix + name + "/", weights));
      callbacks.add(new Remembered(callback.numbers(), List.copyOf(callback.weights().keySet())));
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
      Weights all = new Weights(arrays);
      String text = JSON.writeValueAsString(head);
      Map<String, String> digest = Map.of(DIGEST, digest(all, text));
      try (AtomicFile atomic =
          AtomicFile.write(
              file.toAbsolutePath(),
              sink -> SafeTensors.write(all, Map.of(FORMAT, text), digest, sink),
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
   * @throws ModelFormatException if it is not a whole checkpoint of this version
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
      if (version != VERSION) {
        throw new ModelFormatException(
            "%s has format version %d, this Afina reads version %d; maybe update Afina"
                .formatted(file, version, VERSION));
      }
      Weights all = SafeTensors.decode(content, file.toString());
      if (!digest(all, text).equals(metadata.get(DIGEST))) {
        throw new ModelFormatException(
            "%s has been changed: its digest differs; delete it to begin anew".formatted(file));
      }
      return checkpoint(JSON.treeToValue(tree, Head.class), all);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is not a whole checkpoint: %s".formatted(file, JsonFault.of(e)), e);
    }
  }

  private static Checkpoint checkpoint(Head head, Weights all) {
    List<CallbackState> callbacks = new ArrayList<>();
    for (Remembered remembered : head.callbacks()) {
      String prefix = prefix(callbacks.size());
      Map<String, Weights> weights = new LinkedHashMap<>();
      remembered.weights().forEach(name -> weights.put(name, part(all, prefix + name + "/")));
      callbacks.add(new CallbackState(remembered.numbers(), weights));
    }
    return new Checkpoint(
        head.settings(),
        head.firstEpoch(),
        new TrainingState(
            head.epoch(),
            head.step(),
            part(all, "weights/"),
            part(all, "optimizer/"),
            head.learningRate()),
        head.history(),
        head.stopReason(),
        callbacks);
  }

  private static String prefix(int callback) {
    return "callback/%d/".formatted(callback);
  }

  private static void put(Map<String, WeightArray> arrays, String prefix, Weights weights) {
    weights.arrays().forEach((name, array) -> arrays.put(prefix + name, array));
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

  private static String digest(Weights all, String text) {
    return ModelFiles.sha256(sink -> SafeTensors.write(all, Map.of(FORMAT, text), Map.of(), sink));
  }
}
