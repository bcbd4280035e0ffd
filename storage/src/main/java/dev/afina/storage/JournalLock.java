package dev.afina.storage;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.StorageException;
import dev.afina.core.storage.Worker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Optuna's lock of a journal: whoever manages to make the file {@code <journal>.lock} holds it.
 *
 * <p>It works on network disks whose locks of files do not. A file that Afina makes tells who holds
 * it, so that the lock of a process that died on this machine is broken at once; any other, when it
 * has not changed for the grace period. Used by one thread at a time.
 */
final class JournalLock {

  /** How the lock's file is made; both exclude each other. */
  enum Kind {
    /** As a symbolic link to the journal, which NFS from version 2 on makes atomically. */
    SYMLINK,
    /** As a file that tells its holder; NFS from version 3 on makes it atomically, and Windows. */
    OPEN
  }

  /** As Optuna's {@code grace_period}. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger("dev.afina.storage");
  private static final long LONGEST_PAUSE_MILLIS = 20;
  private static final int LONGEST_TOKEN = 1000;
  private static final Pattern TOKEN = Pattern.compile("(\\d{1,18}) (-?\\d{1,18}) \\S+ (.+)");

  private final Path journal;
  private final Path lock;
  private final Duration grace;
  private final String token;
  private Kind kind;

  /**
   * For one journal.
   *
   * @param journal an absolute path: a link is resolved from its own folder
   */
  JournalLock(Path journal, Kind kind, Duration grace) {
    this.journal = journal;
    this.kind = kind;
    this.grace = grace;
    lock = journal.resolveSibling(journal.getFileName() + ".lock");
    Worker self = Worker.current();
    token =
        "%d %d %s %s"
            .formatted(self.pid(), self.started().toEpochMilli(), UUID.randomUUID(), self.host());
  }

  /**
   * Waits for the lock and takes it.
   *
   * @throws StorageException if the disk does not let it be made
   */
  void acquire() {
    long pause = 1;
    FileTime seen = null;
    long since = System.nanoTime();
    while (!make()) {
      if (breakIfDead()) {
        continue;
      }
      FileTime changed = lastChange();
      if (changed == null || !changed.equals(seen)) {
        seen = changed;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > grace.toNanos()) {
        LOG.log(
            WARNING,
            "the lock {0} was held for {1} s without a change of the journal; it is broken now",
            lock,
            grace.toSeconds());
        remove();
        seen = null;
        continue;
      }
      sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private boolean make() {
    try {
      if (kind == Kind.SYMLINK) {
        Files.createSymbolicLink(lock, journal);
      } else {
        makeFile();
      }
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      if (kind == Kind.SYMLINK && Files.isWritable(lock.getParent())) {
        kind = Kind.OPEN;
        return false;
      }
      if (e instanceof IOException failure && JournalFile.isFull(failure)) {
        throw new StorageException(
            "cannot lock the journal %s: %s".formatted(journal, JournalFile.reason(failure)), e);
      }
      throw new StorageException(
          "the journal %s cannot be locked, for %s cannot be made (%s); make its folder writable, or choose a disk that allows it"
              .formatted(journal, lock.getFileName(), String.valueOf(e.getMessage())),
          e);
    }
  }

  /** A lock that its holder cannot write its name into, for the disk is full, must not stay. */
  private void makeFile() throws IOException {
    FileChannel made =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (made) {
      ByteBuffer name = ByteBuffer.wrap(token.getBytes(StandardCharsets.UTF_8));
      while (name.hasRemaining()) {
        made.write(name);
      }
    } catch (IOException e) {
      remove();
      throw e;
    }
  }

  /** Breaks the lock if its holder is a process of this machine that lives no more. */
  private boolean breakIfDead() {
    String holder = holder();
    if (holder == null || !isDead(holder)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE);
        FileLock only = channel.tryLock(Long.MAX_VALUE - 1, 1, false)) {
      if (only == null || !holder.equals(holder())) {
        return false;
      }
      LOG.log(WARNING, "the lock {0} was left by a process that died; it is broken now", lock);
      remove();
      return true;
    } catch (IOException | OverlappingFileLockException e) {
      return false; // someone else breaks it, or this disk cannot keep two from doing so
    }
  }

  /** What its holder wrote into the lock; null if it wrote nothing, or it has gone. */
  private @Nullable String holder() {
    try {
      if (Files.isSymbolicLink(lock) || Files.size(lock) > LONGEST_TOKEN) {
        return null;
      }
      String text = Files.readString(lock);
      return text.isEmpty() ? null : text;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isDead(String holder) {
    Matcher parts = TOKEN.matcher(holder);
    if (!parts.matches()) {
      return false;
    }
    Worker worker =
        new Worker(
            parts.group(3),
            Long.parseLong(parts.group(1)),
            Instant.ofEpochMilli(Long.parseLong(parts.group(2))));
    return worker.isLocal() && !worker.isAlive();
  }

  /** Whether nobody has broken the lock meanwhile, as far as that can be told. */
  boolean isHeld() {
    return kind == Kind.SYMLINK ? Files.isSymbolicLink(lock) : token.equals(holder());
  }

  /** When the journal changed, as seen through the lock; null if the lock has gone. */
  private @Nullable FileTime lastChange() {
    try {
      return Files.getLastModifiedTime(lock);
    } catch (NoSuchFileException e) {
      return linkTime();
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable FileTime linkTime() {
    try {
      return Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }

  /** Gives the lock up; if someone else has broken it and holds it now, it stays theirs. */
  void release() {
    if (isHeld()) {
      remove();
    } else {
      LOG.log(WARNING, "the lock {0} was taken away from its holder", lock);
    }
  }

  private void remove() {
    Path away = lock.resolveSibling(lock.getFileName().toString() + UUID.randomUUID() + ".rename");
    try {
      Files.move(lock, away);
      Files.delete(away);
    } catch (IOException e) {
      LOG.log(WARNING, "the lock {0} was not released by its holder: {1}", lock, e.getMessage());
    }
  }

  private static void sleep(long millis) {
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The kind of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Kind kind(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "symlink" -> Kind.SYMLINK;
      case "open" -> Kind.OPEN;
      default ->
          throw new IllegalArgumentException(
              "lock=%s is unknown, expected symlink or open".formatted(name));
    };
  }
}
