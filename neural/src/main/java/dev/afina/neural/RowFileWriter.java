package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a {@link RowFile}, a part at a time. The file appears, or replaces the one before, with
 * {@link #finish}; closed without it, nothing is left.
 *
 * <pre>{@code
 * try (RowFileWriter writer = RowFileWriter.create(path, 1, 28, 28)) {
 *   for (Dataset part : parts) {
 *     writer.add(part);
 *   }
 *   writer.finish();
 * }
 * }</pre>
 */
public final class RowFileWriter implements AutoCloseable {

  private final Path path;
  private final Path temporary;
  private final FileChannel channel;
  private final int targets;
  private final Shape shape;
  private long rows;

  private RowFileWriter(Path path, int targets, Shape shape) throws IOException {
    this.path = path.toAbsolutePath();
    this.targets = targets;
    this.shape = shape;
    temporary =
        this.path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
    channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.position(RowFile.headSize(shape.rank()));
  }

  /**
   * Begins a file.
   *
   * @param targets number of targets a row, at least 1
   * @param shape of one sample
   * @throws UncheckedIOException if nothing can be written there
   */
  public static RowFileWriter create(Path path, int targets, int... shape) {
    Shape checked = Shape.of(shape);
    if (targets < 1 || shape.length > RowFile.LARGEST_RANK) {
      throw new IllegalArgumentException(
          "rows of %d targets and %d dimensions cannot be written, expected at least 1 and at most %d"
              .formatted(targets, shape.length, RowFile.LARGEST_RANK));
    }
    try {
      return new RowFileWriter(path, targets, checked);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(path, e), e);
    }
  }

  /**
   * Adds rows behind those before.
   *
   * @throws IllegalArgumentException for rows of another shape
   */
  public void add(Dataset part) {
    Shape given = Shape.of(part.featureShape());
    if (!given.equals(shape) || part.targetWidth() != targets) {
      throw new IllegalArgumentException(
          "rows of shape %s with %d targets are added, %s takes shape %s with %d"
              .formatted(given, part.targetWidth(), path, shape, targets));
    }
    int features = part.featureCount();
    ByteBuffer bytes = ByteBuffer.allocate(4 * (features + targets)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      for (int row = 0; row < part.size(); row++) {
        bytes.clear();
        bytes.asFloatBuffer().put(part.features(), row * features, features);
        bytes.position(4 * features);
        bytes.asFloatBuffer().put(part.targets(), row * targets, targets);
        write(bytes.clear());
      }
      rows += part.size();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Puts the file in its place; nothing can be added any more. */
  public void finish() {
    ByteBuffer head =
        ByteBuffer.allocate((int) RowFile.headSize(shape.rank())).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(RowFile.MAGIC).putInt(RowFile.VERSION).putInt(targets).putInt(shape.rank());
    for (int size : shape.toArray()) {
      head.putInt(size);
    }
    head.putLong(rows).flip();
    try {
      channel.position(0);
      write(head);
      channel.force(true);
      channel.close();
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("cannot write %s: %s".formatted(path, e), e);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
