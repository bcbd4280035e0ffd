package dev.afina.storage;

import static java.lang.System.Logger.Level.WARNING;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.afina.core.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of records, one JSON object a line, to which many programs append and from which each
 * reads on where it stopped.
 *
 * <p>Every append is on the disk when it returns. A last line that is not whole, because its writer
 * died, is no record; whoever appends next cuts it off. Used by one thread at a time.
 */
final class JournalFile {

  private static final System.Logger LOG = System.getLogger("dev.afina.storage");
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final Consumer<Map<?, ?>> reader;
  private long offset;
  private long lines;

  /**
   * Reads nothing yet.
   *
   * @param reader takes each record
   */
  JournalFile(Path file, boolean create, Consumer<Map<?, ?>> reader) throws IOException {
    this.file = file;
    this.reader = reader;
    channel =
        create
            ? FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
            : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Takes in the records that have come since.
   *
   * @throws StorageException if a line is no record, unless it is the last
   */
  void readOn() throws IOException {
    long size = channel.size();
    if (size < offset) {
      throw new StorageException(
          "the journal %s has lost %d of the bytes that were read from it; restore it, and open it again"
              .formatted(file, offset - size));
    }
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, Math.max(1, size - offset)));
    byte[] rest = new byte[0];
    String broken = null;
    for (long position = offset; position < size; ) {
      block.clear().limit((int) Math.min(block.capacity(), size - position));
      int read = channel.read(block, position);
      if (read < 0) {
        break;
      }
      position += read;
      byte[] bytes = joined(rest, block.array(), read);
      int begin = 0;
      for (int i = rest.length; i < bytes.length; i++) {
        if (bytes[i] == '\n') {
          if (broken != null) {
            throw damaged(broken);
          }
          String line = new String(bytes, begin, i - begin, StandardCharsets.UTF_8);
          if (take(line)) {
            offset += i + 1 - begin;
            lines++;
          } else {
            broken = line;
          }
          begin = i + 1;
        }
      }
      rest = java.util.Arrays.copyOfRange(bytes, begin, bytes.length);
    }
  }

  private static byte[] joined(byte[] head, byte[] tail, int length) {
    byte[] all = java.util.Arrays.copyOf(head, head.length + length);
    System.arraycopy(tail, 0, all, head.length, length);
    return all;
  }

  private boolean take(String line) {
    Map<?, ?> entry = record(line);
    if (entry == null) {
      return false;
    }
    try {
      reader.accept(entry);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "line %d of the journal %s cannot be understood: %s"
              .formatted(lines + 1, file, e.getMessage()),
          e);
    }
    return true;
  }

  /** The record of a line; null if it is none. */
  static @Nullable Map<?, ?> record(String line) {
    try {
      return PythonJson.parse(line) instanceof Map<?, ?> map && map.get("op_code") instanceof Long
          ? map
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private StorageException damaged(String line) {
    return new StorageException(
        "line %d of the journal %s is no record: \"%s\"; afina storage repair takes such lines out"
            .formatted(lines + 1, file, line.length() > 60 ? line.substring(0, 60) + "…" : line));
  }

  /**
   * Appends lines, all or nothing as far as the disk allows; to be called with the lock held and
   * everything read.
   */
  void append(String text) throws IOException {
    long size = channel.size();
    if (size > offset) {
      LOG.log(
          WARNING,
          "cut off the last {0} bytes of the journal {1}, which a writer left unfinished",
          size - offset,
          file);
      channel.truncate(offset);
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      long position = offset;
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
      channel.force(false);
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
  }

  /** Why the disk failed, and what to do. */
  static String reason(IOException e) {
    return isFull(e)
        ? "the disk is full; free some space, nothing of this was stored and the rest is sound"
        : "the disk failed to read or write it (%s)".formatted(e.getMessage());
  }

  static boolean isFull(IOException e) {
    return String.valueOf(e.getMessage()).contains("No space left");
  }

  private void takeBack(IOException cause) {
    try {
      channel.truncate(offset);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
