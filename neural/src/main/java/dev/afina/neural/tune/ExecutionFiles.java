package dev.afina.neural.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.AfinaException;
import dev.afina.neural.internal.JsonFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The folder that keeps every epoch of every trial's trainings, as a JSON file a trial. */
final class ExecutionFiles {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  ExecutionFiles(Path folder) {
    this.folder = folder;
  }

  private Path file(int trial) {
    return folder.resolve("trial-%d.json".formatted(trial));
  }

  void write(int trial, List<Execution> executions) {
    Path file = file(trial);
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      byte[] content = JSON.writeValueAsBytes(executions);
      try {
        Files.write(beside, content);
      } catch (NoSuchFileException e) {
        Files.createDirectories(folder);
        Files.write(beside, content);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AfinaException(
          "cannot keep the epochs of trial %d in %s: %s".formatted(trial, file, e), e);
    }
  }

  /** The trainings of a trial; none if it has none. */
  List<Execution> read(int trial) {
    Path file = file(trial);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), new TypeReference<List<Execution>>() {});
    } catch (JsonProcessingException e) {
      throw new AfinaException(
          "%s holds no trainings: %s; delete it".formatted(file, JsonFault.of(e)), e);
    } catch (IOException e) {
      throw new AfinaException("cannot read %s: %s".formatted(file, e), e);
    }
  }
}
