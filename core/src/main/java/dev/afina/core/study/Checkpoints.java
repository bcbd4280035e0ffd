package dev.afina.core.study;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.AfinaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders of a study's checkpoints: one a trial, below one of the study. */
final class Checkpoints {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  private final Path folder;

  /**
   * Of a study.
   *
   * @param root the folder that the study's own is in
   */
  Checkpoints(Path root, String study) {
    folder = root.toAbsolutePath().normalize().resolve(safe(study));
  }

  /** A name for a folder on every system; different ones for different names. */
  private static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.equals(name) && !safe.startsWith(".")
        ? safe
        : "_%s-%08x".formatted(safe, name.hashCode());
  }

  /** That of a trial; it may not exist. */
  Path of(int trial) {
    return folder.resolve("trial-" + trial);
  }

  /** Makes a folder, without anything in it. */
  static Path empty(Path directory) {
    try {
      remove(directory);
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** Makes a folder, unless it is there. */
  static Path keep(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** Makes a folder with what is in another one. */
  static void copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      Path made = empty(to);
      for (Path path : all.filter(each -> !each.equals(from)).toList()) {
        Files.copy(path, made.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw failed(to, e);
    }
  }

  /** Removes a folder that is not needed any more. */
  static void discard(Path directory) {
    try {
      remove(directory);
    } catch (IOException e) {
      LOG.log(WARNING, "could not remove the checkpoint {0}: {1}", directory, e.getMessage());
    }
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  private static AfinaException failed(Path directory, IOException e) {
    return new AfinaException(
        "the folder %s of a trial's checkpoint cannot be made (%s); choose another by checkpoints(Path)"
            .formatted(directory, e),
        e);
  }
}
