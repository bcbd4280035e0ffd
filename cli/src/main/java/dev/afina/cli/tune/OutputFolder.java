package dev.afina.cli.tune;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a run's results.
 *
 * @param root made, and writable
 */
record OutputFolder(Path root) {

  /**
   * Makes the folder and sees that it can be written.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static OutputFolder prepare(Path root) {
    try {
      Files.createDirectories(root);
      Files.delete(Files.createTempFile(root, ".afina", ""));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "cannot write into %s: %s is a file; give another folder with --out"
              .formatted(root, e.getFile()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write into %s (%s); give another folder with --out"
              .formatted(root, e.getClass().getSimpleName()),
          e);
    }
    return new OutputFolder(root);
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
