package dev.afina.cli.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.RunAbortedException;
import dev.afina.neural.Model;
import dev.afina.neural.exception.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network with all that predicting needs: beside its own files {@code inputs.json}, which says
 * how raw data become features and where the network comes from.
 *
 * @param model the network; to be closed
 * @param inputs how raw data become its features
 */
record ModelFolder(Model model, ModelInputs inputs) implements AutoCloseable {

  private static final String FILE = "inputs.json";
  private static final String FORMAT = "afina-model-inputs";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * Writes both.
   *
   * @param origin where the network comes from, for people: study, trial, parameters, scores
   */
  void write(Path folder, Map<String, @Nullable Object> origin) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("version", VERSION);
    map.putAll(inputs.toMap());
    map.put("origin", origin);
    try {
      Files.createDirectories(folder);
      model.save(folder);
      WholeFile.write(
          folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(map));
    } catch (IOException | UncheckedIOException e) {
      throw new RunAbortedException(
          "could not save the model into %s (%s); the study is sound: mend that, then repeat the command"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /**
   * Opens a folder that {@link #write} made.
   *
   * @throws ModelFormatException if it is none, or of another version
   */
  static ModelFolder open(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          "%s holds no model of afina tune (%s is missing); give the folder \"model\" of a run"
              .formatted(folder, FILE));
    }
    Map<?, ?> map;
    try {
      map = JSON.readValue(Files.readString(file), Map.class);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "%s is damaged: it is no valid JSON; tune again, or restore it from a copy"
              .formatted(file),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!FORMAT.equals(map.get("format")) || !Integer.valueOf(VERSION).equals(map.get("version"))) {
      throw new ModelFormatException(
          "%s is of the format %s %s, expected %s %d; use the version of Afina that wrote it"
              .formatted(file, map.get("format"), map.get("version"), FORMAT, VERSION));
    }
    ModelInputs inputs = ModelInputs.fromMap(map);
    return new ModelFolder(Model.load(folder), inputs);
  }

  @Override
  public void close() {
    model.close();
  }
}
