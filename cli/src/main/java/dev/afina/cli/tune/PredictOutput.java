package dev.afina.cli.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Refuses a place where no file can be, before any work is done.
   *
   * @throws IllegalArgumentException if it is a folder, or in none
   */
  void check() {
    Path folder = file == null ? null : file.toAbsolutePath().getParent();
    if (file != null && (Files.isDirectory(file) || folder == null)) {
      throw new IllegalArgumentException(
          "cannot write %s: it is a folder; name a file with --out".formatted(file));
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "cannot write %s: there is no folder %s; make it, or name another file with --out"
              .formatted(file, folder));
    }
  }

  void write(Predicted predicted, CommandSpec spec) {
    if (file == null) {
      spec.commandLine().getOut().print(predicted.toCsv());
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      WholeFile.write(file, predicted.toCsv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
