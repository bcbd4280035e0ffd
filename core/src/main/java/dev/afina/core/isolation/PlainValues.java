package dev.afina.core.isolation;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Null, booleans, numbers, strings, bytes, and lists and string-keyed maps of these, as bytes: a
 * letter for the type, then the value. Each comes back as the type that it was.
 */
final class PlainValues {

  private PlainValues() {}

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException if it is of another type
   */
  static void write(DataOutputStream out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeByte('n');
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? 't' : 'f');
    } else if (value instanceof Number number) {
      writeNumber(out, number);
    } else if (value instanceof String text) {
      out.writeByte('s');
      writeText(out, text);
    } else if (value instanceof byte[] bytes) {
      out.writeByte('b');
      out.writeInt(bytes.length);
      out.write(bytes);
    } else if (value instanceof List<?> list) {
      out.writeByte('[');
      out.writeInt(list.size());
      for (Object element : list) {
        write(out, element);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('{');
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writeText(out, String.valueOf(entry.getKey()));
        write(out, entry.getValue());
      }
    } else {
      throw unknown(value);
    }
  }

  private static void writeNumber(DataOutputStream out, Number number) throws IOException {
    if (number instanceof Double) {
      out.writeByte('d');
      out.writeDouble(number.doubleValue());
    } else if (number instanceof Long) {
      out.writeByte('l');
      out.writeLong(number.longValue());
    } else if (number instanceof Integer) {
      out.writeByte('i');
      out.writeInt(number.intValue());
    } else if (number instanceof Float) {
      out.writeByte('F');
      out.writeFloat(number.floatValue());
    } else if (number instanceof Short) {
      out.writeByte('S');
      out.writeShort(number.intValue());
    } else if (number instanceof Byte) {
      out.writeByte('B');
      out.writeByte(number.intValue());
    } else if (number instanceof BigInteger) {
      out.writeByte('I');
      writeText(out, number.toString());
    } else if (number instanceof BigDecimal) {
      out.writeByte('D');
      writeText(out, number.toString());
    } else {
      throw unknown(number);
    }
  }

  private static IllegalArgumentException unknown(Object value) {
    return new IllegalArgumentException(
        "%s is a %s, expected null, a boolean, a number, a string, or lists and string-keyed maps of these"
            .formatted(value, value.getClass().getName()));
  }

  /** In UTF-16, so that any string survives. */
  private static void writeText(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  /** Reads a value. */
  static @Nullable Object read(DataInputStream in) throws IOException {
    byte type = in.readByte();
    return switch (type) {
      case 'n' -> null;
      case 't' -> true;
      case 'f' -> false;
      case 'd' -> in.readDouble();
      case 'l' -> in.readLong();
      case 'i' -> in.readInt();
      case 'F' -> in.readFloat();
      case 'S' -> in.readShort();
      case 'B' -> in.readByte();
      case 'I' -> new BigInteger(readText(in));
      case 'D' -> new BigDecimal(readText(in));
      case 's' -> readText(in);
      case 'b' -> in.readNBytes(in.readInt());
      case '[' -> readList(in);
      case '{' -> readMap(in);
      default -> throw new IOException("a value of the unknown type " + type);
    };
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(in.readChar());
    }
    return text.toString();
  }

  private static List<@Nullable Object> readList(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in));
    }
    return list;
  }

  private static Map<String, @Nullable Object> readMap(DataInputStream in) throws IOException {
    int size = in.readInt();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(readText(in), read(in));
    }
    return map;
  }
}
