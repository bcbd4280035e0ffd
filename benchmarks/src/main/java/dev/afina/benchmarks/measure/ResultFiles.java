package dev.afina.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a measurement down, for programs and for people. */
public final class ResultFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ResultFiles() {}

  /**
   * Writes {@code NAME.json} and {@code NAME.md}, over older ones.
   *
   * @return the table
   */
  public static String write(Path folder, Measurement measurement, Circumstances circumstances) {
    String table = MarkdownTable.of(measurement, circumstances);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(measurement.name() + ".json"),
          JSON.writeValueAsString(new Whole(measurement, circumstances)) + "\n");
      Files.writeString(folder.resolve(measurement.name() + ".md"), table);
    } catch (IOException e) {
      throw new UncheckedIOException("the results cannot be written", e);
    }
    return table;
  }

  private record Whole(@JsonUnwrapped Measurement measurement, Circumstances circumstances) {}
}
