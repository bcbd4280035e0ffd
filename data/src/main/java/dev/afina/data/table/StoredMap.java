package dev.afina.data.table;

import dev.afina.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to a map that was stored as JSON; what is not there or of another type is an error.
 *
 * @param values the map
 * @param where what messages call it
 */
record StoredMap(Map<?, ?> values, String where) {

  String text(String key) {
    if (value(key) instanceof String text) {
      return text;
    }
    throw wrong(key, value(key), "a text");
  }

  double number(String key) {
    if (value(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, value(key), "a number");
  }

  boolean bool(String key) {
    if (value(key) instanceof Boolean bool) {
      return bool;
    }
    throw wrong(key, value(key), "true or false");
  }

  StoredMap map(String key) {
    if (value(key) instanceof Map<?, ?> map) {
      return new StoredMap(map, where + "." + key);
    }
    throw wrong(key, value(key), "a map");
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object entry : list(key)) {
      if (!(entry instanceof String text)) {
        throw wrong(key, entry, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  List<StoredMap> maps(String key) {
    List<StoredMap> maps = new ArrayList<>();
    for (Object entry : list(key)) {
      if (!(entry instanceof Map<?, ?> map)) {
        throw wrong(key, entry, "a list of maps");
      }
      maps.add(new StoredMap(map, where + "." + key));
    }
    return maps;
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    String text = text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw wrong(key, text, "one of " + List.of(type.getEnumConstants()));
  }

  DataException wrong(String key, @Nullable Object found, String expected) {
    return new DataException(
        "%s: \"%s\" is %s, expected %s; the file is damaged or of another version"
            .formatted(where, key, found == null ? "not there" : found, expected));
  }

  private List<?> list(String key) {
    if (value(key) instanceof List<?> list) {
      return list;
    }
    throw wrong(key, value(key), "a list");
  }

  private @Nullable Object value(String key) {
    return values.get(key);
  }
}
