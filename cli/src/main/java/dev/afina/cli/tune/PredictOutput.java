package dev.afina.cli.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option that says where predictions go. */
final class PredictOutput {

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the predictions there (default: standard output).")
  private @Nullable Path file;

  void write(Predicted predicted, CommandSpec spec) {
    if (file == null) {
      spec.commandLine().getOut().print(predicted.toCsv());
      spec.commandLine().getOut().flush();
      return;
    }
    Path absolute = file.toAbsolutePath();
    try {
      Path part = Files.createTempFile(absolute.getParent(), ".afina", ".csv");
      try {
        Files.writeString(part, predicted.toCsv());
        Files.move(part, absolute, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
