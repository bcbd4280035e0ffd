package dev.afina.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.StorageException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python's {@code json} module writes and reads it.
 *
 * <p>Separators are {@code ", "} and {@code ": "}, everything outside of printable ASCII is
 * escaped, floating-point numbers are printed like {@code repr}, and the tokens {@code NaN}, {@code
 * Infinity} and {@code -Infinity} stand for themselves. Values are null, booleans, numbers,
 * strings, and lists and string-keyed maps of these; integers are read as {@link Long} (or {@link
 * BigInteger} beyond its range), other numbers as {@link Double}.
 */
public final class PythonJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final PythonJson SPACED = new PythonJson(", ", ": ");
  private static final PythonJson COMPACT = new PythonJson(",", ":");

  private final String comma;
  private final String colon;

  private PythonJson(String comma, String colon) {
    this.comma = comma;
    this.colon = colon;
  }

  /**
   * The text of a value.
   *
   * @throws IllegalArgumentException if it is none of the kinds above
   */
  public static String write(@Nullable Object value) {
    StringBuilder text = new StringBuilder();
    SPACED.write(text, value);
    return text.toString();
  }

  /**
   * The text of a value without any spaces between its parts, as journals are written.
   *
   * @throws IllegalArgumentException if it is none of the kinds above
   */
  static void writeCompactly(StringBuilder text, @Nullable Object value) {
    COMPACT.write(text, value);
  }

  /**
   * The value of a text.
   *
   * @throws StorageException if it is no JSON
   */
  public static @Nullable Object read(String text) {
    try {
      return parse(text);
    } catch (JsonProcessingException e) {
      throw new StorageException(
          "the storage holds %s where JSON was expected; another program wrote it wrongly"
              .formatted(shortened(text)),
          e);
    }
  }

  /** The value of a text, which may be none. */
  static @Nullable Object parse(String text) throws JsonProcessingException {
    return widen(MAPPER.readValue(text, Object.class));
  }

  /** Makes every integer that fits a {@link Long}; the parser takes the smallest type that does. */
  private static @Nullable Object widen(@Nullable Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(widen(element));
      }
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put((String) key, widen(element)));
      return copy;
    }
    return value;
  }

  private static String shortened(String text) {
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
  }

  private void write(StringBuilder out, @Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof String string) {
      writeString(out, string);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(PythonFloat.repr(((Number) value).doubleValue()));
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger) {
      out.append(value);
    } else if (value instanceof List<?> list) {
      writeList(out, list);
    } else if (value instanceof Map<?, ?> map) {
      writeMap(out, map);
    } else {
      throw new IllegalArgumentException(
          "%s is a %s; expected null, a boolean, a number, a string, or lists and string-keyed maps"
                  .formatted(value, value.getClass().getName())
              + " of these");
    }
  }

  private void writeList(StringBuilder out, List<?> list) {
    out.append('[');
    String separator = "";
    for (Object element : list) {
      write(out.append(separator), element);
      separator = comma;
    }
    out.append(']');
  }

  private void writeMap(StringBuilder out, Map<?, ?> map) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> entry = i.next();
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(
            "key %s of a map is no string, as it must be to be stored".formatted(entry.getKey()));
      }
      writeString(out, key);
      write(out.append(colon), entry.getValue());
      out.append(i.hasNext() ? comma : "");
    }
    out.append('}');
  }

  private static void writeString(StringBuilder out, String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c >= ' ' && c <= '~') {
            out.append(c);
          } else {
            out.append("\\u");
            String hex = Integer.toHexString(c);
            out.append("0".repeat(4 - hex.length())).append(hex);
          }
        }
      }
    }
    out.append('"');
  }
}
