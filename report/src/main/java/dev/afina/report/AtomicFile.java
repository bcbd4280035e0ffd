package dev.afina.report;

import dev.afina.core.AfinaException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file as a whole or not at all: beside its place first, then moved there. */
final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a file, over the one that may be there.
   *
   * @throws AfinaException if it cannot be written; nothing is left behind then
   */
  static void write(Path target, byte[] content) {
    Path place = target.toAbsolutePath().normalize();
    if (Files.isDirectory(place)) {
      throw new AfinaException(
          "cannot write %s: it is a folder; name a file in it".formatted(target));
    }
    Path temporary =
        place.resolveSibling(".%s.%s.tmp".formatted(place.getFileName(), UUID.randomUUID()));
    try {
      try {
        Files.write(temporary, content, StandardOpenOption.CREATE_NEW);
        move(temporary, place);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new AfinaException("cannot write %s: %s".formatted(target, why(e, place)), e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String why(IOException e, Path place) {
    Path folder = place.getParent();
    if (e instanceof NotDirectoryException || (folder != null && Files.isRegularFile(folder))) {
      return "%s is no folder".formatted(folder);
    }
    if (e instanceof NoSuchFileException) {
      return "there is no folder %s; create it first".formatted(folder);
    }
    if (e instanceof AccessDeniedException) {
      return "no permission to write to %s".formatted(folder);
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(e.getMessage());
  }
}
