package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Contestant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where benchmarks run.
 *
 * @param root of the checkout
 * @param python interpreter with the peers installed
 */
record Workplace(Path root, Path python) {

  /** A folder for files that need not stay; on the disk of the checkout, not in memory. */
  Path folder() {
    return root.resolve("benchmarks").resolve("work");
  }

  /** An empty folder within {@link #folder}. */
  Path emptyFolder(String name) {
    Path folder = folder().resolve(name);
    try {
      delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with all in it, where it exists. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /**
   * A worker of Afina.
   *
   * @param options of its Java
   */
  Contestant afina(Class<?> worker, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(worker.getName());
    command.addAll(List.of(arguments));
    return new Contestant("Afina", folder(), command);
  }

  /** A worker of a peer, by its script. */
  Contestant peer(String script, String... arguments) {
    return peer(python, script, arguments);
  }

  /** A worker of a peer that needs TensorFlow, by its script. */
  Contestant kerasPeer(String script, String... arguments) {
    return peer(kerasPython(), script, arguments);
  }

  /** Whether the peers that need TensorFlow could be installed. */
  boolean hasKeras() {
    return Files.exists(kerasPython());
  }

  private Path kerasPython() {
    return folder().resolve("keras-venv").resolve("bin").resolve("python");
  }

  private Contestant peer(Path interpreter, String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(interpreter.toString());
    command.add(root.resolve("benchmarks").resolve("python").resolve(script).toString());
    command.addAll(List.of(arguments));
    return new Contestant(script, folder(), command);
  }
}
