package dev.afina.neural.tune;

import dev.afina.core.AfinaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The folder of a tuner, which no other one uses at the same time. */
final class TunerFolder implements AutoCloseable {

  private static final String LOCK = "tuner.lock";
  private static final List<String> CONTENT =
      List.of(
          "study.db",
          "study.db-wal",
          "study.db-shm",
          "study.db-journal",
          "networks",
          "executions",
          "checkpoints");

  /**
   * The folders that this process holds, by their real paths. Looked up before a lock file is
   * opened, for a POSIX lock is gone as soon as its process closes any channel to the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Path held;
  private final FileChannel channel;
  private final FileLock lock;

  private TunerFolder(Path path, Path held, FileChannel channel, FileLock lock) {
    this.path = path;
    this.held = held;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes a folder, which is made if need be.
   *
   * @param overwrite whether what an earlier tuner left there is deleted
   * @throws AfinaException if another tuner holds it, or it cannot be written
   */
  static TunerFolder open(Path path, boolean overwrite) {
    try {
      Files.createDirectories(path);
      Path held = path.toRealPath();
      if (!HELD.add(held)) {
        throw inUse(path);
      }
      try {
        TunerFolder folder = take(path, held);
        if (overwrite) {
          folder.emptyOrClose();
        }
        return folder;
      } catch (IOException | RuntimeException e) {
        HELD.remove(held);
        throw e;
      }
    } catch (IOException e) {
      throw new AfinaException(
          "cannot write into the folder %s: %s; choose another directory".formatted(path, e), e);
    }
  }

  private static TunerFolder take(Path path, Path held) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    if (lock == null) {
      channel.close();
      throw inUse(path);
    }
    return new TunerFolder(path, held, channel, lock);
  }

  private static AfinaException inUse(Path path) {
    return new AfinaException(
        "another tuner holds the folder %s; wait until it is closed, or choose another project"
            .formatted(path));
  }

  private void emptyOrClose() throws IOException {
    try {
      empty();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void empty() throws IOException {
    for (String name : CONTENT) {
      Path old = path.resolve(name);
      if (Files.exists(old)) {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(old)) {
          deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : deepestFirst) {
          Files.delete(one);
        }
      }
    }
  }

  Path path() {
    return path;
  }

  Path study() {
    return path.resolve("study.db");
  }

  Path networks() {
    return path.resolve("networks");
  }

  Path executions() {
    return path.resolve("executions");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Lets others use it. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new AfinaException("cannot release the folder %s: %s".formatted(path, e), e);
    } finally {
      HELD.remove(held);
    }
  }
}
