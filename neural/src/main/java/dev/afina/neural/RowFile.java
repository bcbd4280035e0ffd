package dev.afina.neural;

import dev.afina.data.DataException;
import dev.afina.data.Dataset;
import dev.afina.neural.layer.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/*
 * Little-endian: the letters AFINAROW, then as ints the version, the number of targets, the rank and
 * the sizes of a sample's shape, then the number of rows as a long, then row by row its features and
 * its targets as 32-bit floats. All rows have the same length, so any can be read at once.
 */

/**
 * Rows in a file of one's own, to train on data larger than memory; {@link RowFileWriter} writes it
 * once, from tables or images a part at a time. Close it after use.
 */
public final class RowFile implements StreamedData, AutoCloseable {

  static final long MAGIC =
      ByteBuffer.wrap("AFINAROW".getBytes(StandardCharsets.US_ASCII))
          .order(ByteOrder.LITTLE_ENDIAN)
          .getLong();

  static final int VERSION = 1;
  static final int LARGEST_RANK = 16;

  private final Path path;
  private final FileChannel channel;
  private final int[] shape;
  private final int features;
  private final int targets;
  private final long rows;
  private final long begin;

  private RowFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    ByteBuffer head = read(0, Math.min(channel.size(), headSize(LARGEST_RANK)));
    if (head.remaining() < headSize(1) || head.getLong() != MAGIC) {
      throw new DataException("%s is not a file of rows of Afina".formatted(path));
    }
    int version = head.getInt();
    if (version != VERSION) {
      throw new DataException(
          "%s has format version %d, this Afina reads version %d; maybe update Afina"
              .formatted(path, version, VERSION));
    }
    targets = head.getInt();
    int rank = head.getInt();
    if (targets < 1 || rank < 0 || rank > LARGEST_RANK || channel.size() < headSize(rank)) {
      throw new DataException("%s is broken: its head makes no sense".formatted(path));
    }
    shape = new int[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = head.getInt();
    }
    rows = head.getLong();
    begin = headSize(rank);
    features = features();
    long expected = begin + rows * rowSize();
    if (rows < 0 || channel.size() != expected) {
      throw new DataException(
          "%s is cut short: it has %d bytes, expected %d for its %d rows"
              .formatted(path, channel.size(), expected, rows));
    }
  }

  private int features() {
    try {
      return Shape.of(shape).count();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DataException(
          "%s is broken: it has samples of shape %s".formatted(path, Arrays.toString(shape)), e);
    }
  }

  static long headSize(int rank) {
    return 8 + 4L * (3 + rank) + 8;
  }

  /**
   * Opens a file.
   *
   * @throws DataException if it is no such file, cut short or of a newer version
   */
  public static RowFile open(Path path) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new RowFile(path, channel);
      } catch (Throwable e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataException("cannot read %s: %s".formatted(path, e), e);
    }
  }

  private long rowSize() {
    return 4L * (features + targets);
  }

  @Override
  public long size() {
    return rows;
  }

  @Override
  public int[] featureShape() {
    return shape.clone();
  }

  @Override
  public Dataset read(long first, int count) {
    if (first < 0 || count < 1 || first + count > rows) {
      throw new IllegalArgumentException(
          "rows %d to %d are asked for, %s has %d".formatted(first, first + count - 1, path, rows));
    }
    try {
      ByteBuffer bytes = read(begin + first * rowSize(), count * rowSize());
      float[] x = new float[Math.multiplyExact(count, features)];
      float[] y = new float[Math.multiplyExact(count, targets)];
      for (int row = 0; row < count; row++) {
        bytes.asFloatBuffer().get(x, row * features, features);
        bytes.position(bytes.position() + 4 * features);
        bytes.asFloatBuffer().get(y, row * targets, targets);
        bytes.position(bytes.position() + 4 * targets);
      }
      return new Dataset(x, shape.clone(), y, targets);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s: %s".formatted(path, e), e);
    }
  }

  private ByteBuffer read(long position, long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("it has become shorter");
      }
    }
    return bytes.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close %s: %s".formatted(path, e), e);
    }
  }
}
