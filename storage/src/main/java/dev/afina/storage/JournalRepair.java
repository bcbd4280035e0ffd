package dev.afina.storage;

import dev.afina.core.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Takes lines that are no records out of a journal; the file as it was stays beside it. */
final class JournalRepair {

  private JournalRepair() {}

  /**
   * Repairs a journal under its lock; nobody else should have it open.
   *
   * @return the numbers of the lines taken out, from 1
   */
  static List<Long> run(Path file, JournalLock.Kind kind) {
    Path path = file.toAbsolutePath().normalize();
    if (!Files.isRegularFile(path)) {
      throw new StorageException(
          "there is no journal %s to be repaired; name another".formatted(file));
    }
    JournalLock lock = new JournalLock(path, kind, JournalLock.GRACE);
    lock.acquire();
    try {
      return repair(path);
    } catch (IOException e) {
      throw new StorageException(
          "the journal %s cannot be repaired (%s); check the disk and the folder"
              .formatted(file, e.getMessage()),
          e);
    } finally {
      lock.release();
    }
  }

  private static List<Long> repair(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    StringBuilder kept = new StringBuilder();
    List<Long> out = new ArrayList<>();
    long number = 0;
    int begin = 0;
    for (int i = 0; i <= bytes.length; i++) {
      boolean isEnd = i == bytes.length;
      if (isEnd && begin == i) {
        break;
      }
      if (isEnd || bytes[i] == '\n') {
        number++;
        String line = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
        if (!isEnd && JournalFile.record(line) != null) {
          kept.append(line).append('\n');
        } else {
          out.add(number);
        }
        begin = i + 1;
      }
    }
    if (!out.isEmpty()) {
      Files.copy(
          path,
          path.resolveSibling(path.getFileName() + ".broken"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(path, kept);
    }
    return out;
  }
}
