package dev.afina.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A command line that is run and timed. */
final class Command {

  private Command() {}

  /**
   * Runs it in a folder and waits; what it prints goes to {@code output.txt} there.
   *
   * @return seconds from before its start until after its end
   * @throws IllegalStateException if its exit code is not 0; the message has its output
   */
  static double seconds(Path folder, List<String> command) {
    File output = folder.resolve("output.txt").toFile();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output));
    builder.environment().remove("AFINA_JAVA_OPTS");
    builder.environment().remove("AFINA_STORAGE");
    try {
      long start = System.nanoTime();
      int code = builder.start().waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with exit code %d: %s"
                .formatted(command, code, Files.readString(output.toPath())));
      }
      return seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a command ran", e);
    }
  }
}
