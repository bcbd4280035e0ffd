package dev.afina.cli.tune;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A folder that belongs to one study, and says so in a file.
 *
 * @param root need not exist before {@link #make}
 * @param owner the file that names the study, below the root
 * @param option that names another folder
 */
record OwnedFolder(Path root, Path owner, String option) {

  /**
   * Sees that the folder can be written and that no other study has it: two would take each other's
   * results for their own. Leaves everything as it was.
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
      String other = Files.exists(owner) ? Files.readString(owner).strip() : study;
      if (!other.equals(study)) {
        throw new IllegalArgumentException(
            "%s holds the results of study \"%s\"; give study \"%s\" another folder with %s"
                .formatted(root, other, study, option));
      }
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      made.forEach(OwnedFolder::deleteIfEmpty);
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
      Path folder = owner.getParent();
      Files.createDirectories(folder == null ? root : folder);
      WholeFile.write(owner, study + "\n");
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IllegalArgumentException unwritable(IOException e) {
    return new IllegalArgumentException(
        "cannot write into %s: %s; give another folder with %s".formatted(root, reason(e), option),
        e);
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
}
