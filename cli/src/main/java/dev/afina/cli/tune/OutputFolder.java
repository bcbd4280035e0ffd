package dev.afina.cli.tune;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The folder of a run's results, which belongs to one study.
 *
 * @param root need not exist before {@link #make}
 */
record OutputFolder(Path root) {

  /**
   * Sees that the folder can be written and that no other study has it: two would take each other's
   * networks for their own. Leaves everything as it was.
   *
   * @throws IllegalArgumentException if not
   */
  void check(String study) {
    Deque<Path> made = new ArrayDeque<>();
    try {
      Path there = root.toAbsolutePath().normalize();
      Deque<Path> missing = new ArrayDeque<>();
      while (there != null && !Files.exists(there)) {
        missing.push(there);
        there = there.getParent();
      }
      for (Path folder : missing) {
        Files.createDirectory(folder);
        made.push(folder);
      }
      Files.delete(Files.createTempFile(root, ".afina", ""));
      String owner = Files.exists(owner()) ? Files.readString(owner()).strip() : study;
      if (!owner.equals(study)) {
        throw new IllegalArgumentException(
            "%s holds the results of study \"%s\"; give study \"%s\" another folder with --out"
                .formatted(root, owner, study));
      }
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      made.forEach(OutputFolder::deleteIfEmpty);
    }
  }

  private static void deleteIfEmpty(Path folder) {
    try {
      Files.delete(folder);
    } catch (IOException e) {
      // another process has begun to use it
    }
  }

  /**
   * Makes the folder and sees that it can be written.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void make(String study) {
    try {
      Files.createDirectories(networks());
      WholeFile.write(owner(), study + "\n");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IllegalArgumentException unwritable(IOException e) {
    return new IllegalArgumentException(
        "cannot write into %s: %s; give another folder with --out".formatted(root, reason(e)), e);
  }

  private static String reason(IOException e) {
    if (!(e instanceof FileSystemException failure) || failure.getFile() == null) {
      return "the system refuses it";
    }
    Path there = Path.of(failure.getFile());
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there != null && !Files.isDirectory(there)) {
      return there + " is a file";
    }
    return failure.getReason() != null
        ? failure.getReason()
        : "access to %s is denied".formatted(there);
  }

  /** Names the study. */
  private Path owner() {
    return networks().resolve("study.txt");
  }

  /** The networks of the best trials, kept while the study may go on. */
  Path networks() {
    return root.resolve("networks");
  }

  /** The best network with all that predicting needs. */
  Path model() {
    return root.resolve("model");
  }

  Path trials() {
    return root.resolve("trials.csv");
  }

  Path report() {
    return root.resolve("report.html");
  }
}
