package dev.afina.neural;

import dev.afina.neural.weights.SafeTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file written beside its place and moved there on {@link #commit}, or else removed. */
final class AtomicFile implements AutoCloseable {

  private final Path temporary;
  private final Path target;

  private AtomicFile(Path temporary, Path target) {
    this.temporary = temporary;
    this.target = target;
  }

  /** Hands out a file's content. */
  interface Content {
    void write(SafeTensors.Sink sink) throws IOException;
  }

  /** Writes and forces the content to disk. */
  static AtomicFile write(Path target, byte[] content) throws IOException {
    return write(target, sink -> sink.take(ByteBuffer.wrap(content)), true);
  }

  /**
   * Writes the content.
   *
   * @param forced whether it is to survive a power failure; a killed process it survives anyway
   */
  static AtomicFile write(Path target, Content content, boolean forced) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    AtomicFile file = new AtomicFile(temporary, target);
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.write(
          piece -> {
            while (piece.hasRemaining()) {
              channel.write(piece);
            }
          });
      if (forced) {
        channel.force(true);
      }
    } catch (Throwable e) {
      file.close();
      throw e;
    }
    return file;
  }

  void commit() throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(temporary);
  }
}
