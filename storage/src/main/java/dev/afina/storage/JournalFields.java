package dev.afina.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A journal record's members, by kind. */
record JournalFields(Map<?, ?> members) {

  boolean has(String key) {
    return members.get(key) != null;
  }

  long number(String key) {
    if (members.get(key) instanceof Long number) {
      return number;
    }
    throw missing("whole number", key);
  }

  double floating(String key) {
    return asDouble(members.get(key));
  }

  String text(String key) {
    if (members.get(key) instanceof String text) {
      return text;
    }
    throw missing("text", key);
  }

  @Nullable String optionalText(String key) {
    return has(key) ? text(key) : null;
  }

  List<?> list(String key) {
    if (members.get(key) instanceof List<?> list) {
      return list;
    }
    throw missing("list", key);
  }

  List<Double> doubles(String key) {
    List<Double> doubles = new ArrayList<>();
    for (Object element : list(key)) {
      doubles.add(asDouble(element));
    }
    return doubles;
  }

  Map<String, @Nullable Object> object(String key) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    if (members.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> object.put(String.valueOf(name), value));
    }
    return object;
  }

  private static IllegalArgumentException missing(String kind, String key) {
    return new IllegalArgumentException("no %s \"%s\" in it".formatted(kind, key));
  }

  /** A number, as a float. */
  static double asDouble(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("%s is no number".formatted(value));
  }
}
