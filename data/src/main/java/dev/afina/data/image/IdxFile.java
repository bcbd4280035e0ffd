package dev.afina.data.image;

import dev.afina.data.DataException;
import dev.afina.data.Fingerprint;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The contents of an IDX file of unsigned bytes, plain or gzip: a magic number whose last byte is
 * the number of dimensions, the dimensions as big-endian integers, then the bytes.
 *
 * @param dimensions number of images or labels first
 * @param bytes all values behind each other
 * @param fingerprint SHA-256 of the unpacked contents
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared without a copy, never compared
record IdxFile(int[] dimensions, byte[] bytes, String fingerprint) {
  static final int LABELS = 0x0801;
  static final int IMAGES = 0x0803;

  private static final int GZIP = 0x1f8b;
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  /** Deflate packs at most 1032 bytes into one. */
  private static final long MOST_PACKED = 1032;

  static IdxFile read(Path file, int magic) {
    if (!Files.exists(file)) {
      throw new DataException("%s does not exist; check the path".formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new DataException("%s is a folder, expected an IDX file".formatted(file));
    }
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      packed.mark(2);
      boolean isGzip =
          ByteBuffer.wrap(Arrays.copyOf(packed.readNBytes(2), 2)).getShort() == (short) GZIP;
      packed.reset();
      long limit = isGzip ? Files.size(file) * MOST_PACKED : Files.size(file);
      try (InputStream in = isGzip ? new GZIPInputStream(packed, 1 << 16) : packed) {
        return read(file, in, magic, limit);
      }
    } catch (EOFException e) {
      throw new DataException("%s is cut short: its gzip data ends early".formatted(file), e);
    } catch (ZipException e) {
      throw new DataException(
          "%s is damaged: its gzip data does not unpack (%s)".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Reads unpacked contents, of which there are at most {@code limit} bytes. */
  private static IdxFile read(Path file, InputStream in, int magic, long limit) throws IOException {
    MessageDigest digest = Fingerprint.digest();
    byte[] start = in.readNBytes(4);
    if (start.length < 4) {
      throw new DataException(
          start.length == 0
              ? "%s is empty, expected an IDX file".formatted(file)
              : "%s is cut short: it has %d bytes, not even a magic number"
                  .formatted(file, start.length));
    }
    checkMagic(file, ByteBuffer.wrap(start).getInt(), magic);
    digest.update(start);
    int[] dimensions = new int[magic & 0xff];
    byte[] header = in.readNBytes(4 * dimensions.length);
    if (header.length < 4 * dimensions.length) {
      throw new DataException("%s is cut short: it ends inside its header".formatted(file));
    }
    digest.update(header);
    ByteBuffer.wrap(header).asIntBuffer().get(dimensions);
    int size = size(file, dimensions, limit - 4 - header.length);
    byte[] bytes = in.readNBytes(size); // grows with what is there, not with what is claimed
    if (bytes.length < size) {
      throw cutShort(file, dimensions, size, bytes.length);
    }
    long more = in.transferTo(OutputStream.nullOutputStream());
    if (more > 0) {
      throw new DataException(
          "%s has %d bytes more than its header announces (%s); expected none"
              .formatted(file, more, Arrays.toString(dimensions)));
    }
    digest.update(bytes);
    return new IdxFile(dimensions, bytes, Fingerprint.hex(digest));
  }

  private static int size(Path file, int[] dimensions, long available) {
    long size = 1;
    for (int dimension : dimensions) {
      long unsigned = Integer.toUnsignedLong(dimension);
      if (unsigned == 0) {
        throw new DataException(
            "%s announces %s, which is no data; expected sizes of at least 1"
                .formatted(file, Arrays.toString(dimensions)));
      }
      if (unsigned > LARGEST / size) {
        throw new DataException(
            "%s announces more than 2 GiB of data in its header; it is damaged or too large"
                .formatted(file));
      }
      size *= unsigned;
    }
    if (size > available) {
      throw cutShort(file, dimensions, size, available);
    }
    return (int) size;
  }

  private static DataException cutShort(Path file, int[] dimensions, long size, long found) {
    return new DataException(
        "%s is cut short: its header announces %s, %d bytes, but at most %d follow"
            .formatted(file, Arrays.toString(dimensions), size, Math.max(0, found)));
  }

  private static void checkMagic(Path file, int found, int expected) {
    if (found == expected) {
      return;
    }
    String hint =
        found == LABELS || found == IMAGES
            ? "; it holds %s, maybe the two files are swapped".formatted(name(found))
            : "; it is no IDX file of bytes";
    throw new DataException(
        "%s starts with 0x%08x, expected 0x%08x for %s%s"
            .formatted(file, found, expected, name(expected), hint));
  }

  private static String name(int magic) {
    return magic == LABELS ? "labels" : "images";
  }
}
