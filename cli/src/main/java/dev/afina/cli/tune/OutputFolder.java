package dev.afina.cli.tune;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

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
    owned().check(study);
  }

  /**
   * Makes the folder and sees that it can be written.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void make(String study) {
    owned().make(study);
  }

  private OwnedFolder owned() {
    return new OwnedFolder(root, networks().resolve("study.txt"), "--out");
  }

  /** The networks of the best trials, kept while the study may go on. */
  Path networks() {
    return root.resolve("networks");
  }

  /** The best network with all that predicting needs. */
  Path model() {
    return root.resolve("model");
  }

  /** What trials that are set aside go on with. */
  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  /** Removes the folders of checkpoints, if nothing is set aside. */
  void tidy() {
    try (Stream<Path> all = Files.walk(checkpoints())) {
      for (Path path : all.sorted(Comparator.reverseOrder()).filter(Files::isDirectory).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      return; // nothing was saved, or some of it is still needed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path trials() {
    return root.resolve("trials.csv");
  }

  Path report() {
    return root.resolve("report.html");
  }
}
