package dev.afina.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message in Protocol Buffers' wire format, written field by field in ascending order. Plain
 * fields that hold their default value are left out, as every writer does; members of a oneof are
 * not.
 */
final class ProtoMessage {

  /** Wire types, of the encoding's specification. */
  static final int VARINT = 0;

  static final int FIXED_64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED_32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private void key(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /** An integer, unless 0. */
  ProtoMessage integer(int field, long value) {
    if (value != 0) {
      key(field, VARINT);
      varint(value);
    }
    return this;
  }

  /** A boolean of a oneof. */
  ProtoMessage memberFlag(int field, boolean value) {
    key(field, VARINT);
    varint(value ? 1 : 0);
    return this;
  }

  /** A double, unless 0. */
  ProtoMessage number(int field, double value) {
    return value == 0 ? this : memberNumber(field, value);
  }

  /** A double of a oneof. */
  ProtoMessage memberNumber(int field, double value) {
    key(field, FIXED_64);
    byte[] fixed = new byte[Double.BYTES];
    littleEndian(fixed).putDouble(value);
    bytes.writeBytes(fixed);
    return this;
  }

  /** Floats, packed. */
  ProtoMessage floats(int field, float... values) {
    byte[] packed = new byte[Float.BYTES * values.length];
    ByteBuffer buffer = littleEndian(packed);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return bytes(field, packed);
  }

  /** A string, unless empty. */
  ProtoMessage text(int field, String value) {
    return value.isEmpty() ? this : memberText(field, value);
  }

  /** A string of a oneof or of a list. */
  ProtoMessage memberText(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes, also where there are none. */
  ProtoMessage bytes(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  /** A message, also where it is empty. */
  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** A view of bytes. */
  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
