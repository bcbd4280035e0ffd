package dev.afina.tensorboard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The fields of a message in Protocol Buffers' wire format, as far as events need them. */
final class ProtoFields {

  /**
   * One field.
   *
   * @param number its number
   * @param bits its value, if it is an integer or a fixed one
   * @param content its content, if it is a string, a message or bytes; else empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Field(int number, long bits, byte[] content) {}

  private static final byte[] NOTHING = {};

  private ProtoFields() {}

  /**
   * Takes a message apart.
   *
   * @throws IllegalArgumentException if the bytes are no message
   */
  static List<Field> of(byte[] message) {
    ByteBuffer bytes = ProtoMessage.littleEndian(message);
    List<Field> fields = new ArrayList<>();
    try {
      while (bytes.hasRemaining()) {
        long key = varint(bytes);
        int number = (int) (key >>> 3);
        fields.add(
            switch ((int) (key & 7)) {
              case ProtoMessage.VARINT -> new Field(number, varint(bytes), NOTHING);
              case ProtoMessage.FIXED_64 -> new Field(number, bytes.getLong(), NOTHING);
              case ProtoMessage.FIXED_32 -> new Field(number, bytes.getInt(), NOTHING);
              case ProtoMessage.LENGTH_DELIMITED -> new Field(number, 0, content(bytes));
              default ->
                  throw new IllegalArgumentException(
                      "a field has wire type %d, which no event has".formatted(key & 7));
            });
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a message of an event is cut short", e);
    }
    return fields;
  }

  private static byte[] content(ByteBuffer bytes) {
    long length = varint(bytes);
    if (length < 0 || length > bytes.remaining()) {
      throw new IllegalArgumentException("a message of an event is cut short");
    }
    byte[] content = new byte[(int) length];
    bytes.get(content);
    return content;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("an integer of an event has more than 64 bits");
  }
}
