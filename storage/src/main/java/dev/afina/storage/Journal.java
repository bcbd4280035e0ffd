package dev.afina.storage;

import dev.afina.core.StorageException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.trial.FrozenTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A journal and what it amounts to, and the events that are written to it: whoever writes holds the
 * lock, reads what others have written, decides, and appends all of an event at once. Thread-safe.
 */
final class Journal implements AutoCloseable {

  private final Path path;
  private final JournalFile file;
  private final JournalLock lock;
  private final JournalReplay replay;
  private final DistributionJson json = new DistributionJson();
  private final SpaceTrie spaces = new SpaceTrie(json);
  private final String worker = UUID.randomUUID() + "-";
  private boolean closed;

  private Journal(Path path, JournalLock.Kind kind, Duration grace, ZoneId zone, boolean make)
      throws IOException {
    this.path = path;
    replay = new JournalReplay(json, zone);
    lock = new JournalLock(path, kind, grace);
    file = new JournalFile(path, make, replay::apply);
  }

  /**
   * Opens a journal and reads it.
   *
   * @param create whether one that does not exist is made
   * @throws StorageException if it cannot be opened, or a line of it is damaged
   */
  static Journal open(
      Path file, JournalLock.Kind kind, Duration grace, ZoneId zone, boolean create) {
    Path path = file.toAbsolutePath().normalize();
    check(file, path, create);
    try {
      Journal journal = new Journal(path, kind, grace, zone, create);
      try {
        journal.file.readOn();
        return journal;
      } catch (IOException | RuntimeException e) {
        journal.file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StorageException(
          "the journal %s cannot be opened (%s); check the file and its folder"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void check(Path file, Path path, boolean create) {
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      throw new StorageException("%s is a folder, expected a journal file".formatted(file));
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new StorageException(
          "the folder %s of the journal %s does not exist; make it, or choose another"
              .formatted(folder, path.getFileName()));
    }
    if (!create && !Files.exists(path)) {
      throw new StorageException(
          "there is no journal %s; name another, or run a study first".formatted(file));
    }
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw new StorageException(
          "the journal %s is read-only; make the file and its folder writable".formatted(file));
    }
  }

  Path path() {
    return path;
  }

  JournalReplay replay() {
    return replay;
  }

  DistributionJson json() {
    return json;
  }

  /** Writes what is decided from what is there. */
  synchronized <T> T write(String doing, Function<JournalLines, T> event) {
    checkOpen();
    Optional<T> result = Optional.empty();
    while (result.isEmpty()) {
      lock.acquire();
      try {
        result = attempt(event);
      } catch (IOException e) {
        throw failed(doing, e);
      } finally {
        lock.release();
      }
    }
    return result.get();
  }

  /** Writes with the lock held; empty if someone took the lock for that of a dead process. */
  private <T> Optional<T> attempt(Function<JournalLines, T> event) throws IOException {
    file.readOn();
    JournalLines lines = new JournalLines(json, worker + Thread.currentThread().getId());
    T result = event.apply(lines);
    if (!lines.isEmpty()) {
      if (!lock.isHeld()) {
        return Optional.empty();
      }
      file.append(lines.toString());
      file.readOn();
    }
    return Optional.of(result);
  }

  /** Reads what others have written, then what it amounts to. */
  synchronized <T> T read(String doing, Supplier<T> what) {
    checkOpen();
    try {
      file.readOn();
    } catch (IOException e) {
      throw failed(doing, e);
    }
    return what.get();
  }

  private StorageException failed(String doing, IOException e) {
    return new StorageException(
        "cannot %s in the journal %s: %s".formatted(doing, path, JournalFile.reason(e)), e);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the storage %s is closed".formatted(path));
    }
  }

  /** The study of an id. */
  JournalStudy study(long id) {
    JournalStudy study = replay.studies().get(id);
    if (study == null) {
      throw new StudyNotFoundException(
          "no study of id %d is in %s; maybe it was deleted".formatted(id, path));
    }
    return study;
  }

  /** The trial of an id, whose study has not been deleted. */
  JournalTrial trial(long id) {
    JournalTrial trial = replay.trial(id);
    if (trial == null) {
      throw new IllegalArgumentException("no trial of id %d is in %s".formatted(id, path));
    }
    study(trial.study.id);
    return trial;
  }

  /** The same, if it has not ended. */
  JournalTrial unfinished(long id) {
    JournalTrial trial = trial(id);
    if (trial.state.isFinished()) {
      throw new TrialFinishedException(
          "trial %d has ended as %s and cannot be changed".formatted(trial.number, trial.state));
    }
    return trial;
  }

  /** A trial that was just written. */
  synchronized FrozenTrial written(long id) {
    JournalTrial trial = replay.trial(id);
    if (trial == null) {
      throw new StorageException("the journal %s lost a line just written".formatted(path));
    }
    return freeze(trial);
  }

  /** A trial as others see it. */
  FrozenTrial freeze(JournalTrial trial) {
    return trial.freeze(spaces);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        file.close();
      } catch (IOException e) {
        throw failed("close the storage", e);
      }
    }
  }
}
