package dev.afina.tensorboard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The framing of TensorFlow's record files, little-endian: length in 8 bytes, their masked CRC-32C,
 * the content, its masked CRC-32C.
 */
final class TfRecord {

  /** What the rotated checksum is added to, of TensorFlow's {@code crc32c.h}. */
  private static final int MASK = 0xA282EAD8;

  private static final int ROTATION = 15;
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private TfRecord() {}

  /** A record around a content. */
  static byte[] frame(byte[] content) {
    byte[] record = new byte[HEAD + content.length + Integer.BYTES];
    ByteBuffer buffer = ProtoMessage.littleEndian(record);
    buffer.putLong(content.length);
    buffer.putInt(masked(record, 0, Long.BYTES));
    buffer.put(content);
    buffer.putInt(masked(content, 0, content.length));
    return record;
  }

  /** The contents of a file's records, up to the first that is cut short or damaged. */
  static List<byte[]> contents(byte[] file) {
    ByteBuffer bytes = ProtoMessage.littleEndian(file);
    List<byte[]> contents = new ArrayList<>();
    while (bytes.remaining() >= HEAD) {
      int begin = bytes.position();
      long length = bytes.getLong();
      boolean sound = bytes.getInt() == masked(file, begin, Long.BYTES);
      if (!sound || length < 0 || length > bytes.remaining() - Integer.BYTES) {
        break;
      }
      byte[] content = new byte[(int) length];
      bytes.get(content);
      if (bytes.getInt() != masked(content, 0, content.length)) {
        break;
      }
      contents.add(content);
    }
    return contents;
  }

  static int masked(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return Integer.rotateRight((int) checksum.getValue(), ROTATION) + MASK;
  }
}
