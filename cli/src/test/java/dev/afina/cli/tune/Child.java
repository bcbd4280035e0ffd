package dev.afina.cli.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code afina tune} in a process of its own, to be ended from outside.
 *
 * @param process the process
 * @param out file that takes its standard output
 * @param err file that takes its standard error
 */
record Child(Process process, Path out, Path err) {

  /** The first Java that warns of native libraries, unless told that they are meant. */
  private static final int FIRST_TO_WARN = 24;

  /** Starts the command in a folder. */
  static Child start(Path folder, List<String> args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.afina.cli.Main"));
    if (Runtime.version().feature() >= FIRST_TO_WARN) {
      command.add(1, "--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(args);
    Path out = folder.resolve("stdout.txt");
    Path err = folder.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().remove("AFINA_STORAGE");
    try {
      return new Child(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end; what it wrote to standard error is in the failure otherwise. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end; it wrote: " + errors());
    }
    return process.exitValue();
  }

  String errors() {
    return read(err);
  }

  String output() {
    return read(out);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
