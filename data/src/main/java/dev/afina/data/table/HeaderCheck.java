package dev.afina.data.table;

import dev.afina.data.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks column names. */
final class HeaderCheck {
  /** Nameless columns are called this and their position. */
  static final String UNNAMED = "unnamed_";

  private HeaderCheck() {}

  /** The names with those of nameless columns filled in, from position 1. */
  static List<String> complete(List<String> names) {
    List<String> result = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      result.add(names.get(i).isBlank() ? UNNAMED + (i + 1) : names.get(i).strip());
    }
    return result;
  }

  static void check(String source, List<String> header) {
    if (header.isEmpty()) {
      throw new DataException("%s has no columns, expected at least one".formatted(source));
    }
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      Integer earlier = first.putIfAbsent(header.get(i), i);
      if (earlier != null) {
        throw new DataException(
            "%s names columns %d and %d both \"%s\", expected every column to have its own name%s"
                .formatted(source, earlier + 1, i + 1, header.get(i), noHeaderHint(header)));
      }
    }
  }

  /** The complaint about a row with another number of cells than the header. */
  static String uneven(String source, int line, int cells, int columns) {
    return "%s line %d has %d value%s, but the header names %d column%s"
        .formatted(source, line, cells, cells == 1 ? "" : "s", columns, columns == 1 ? "" : "s");
  }

  /** A hint for messages if the names look like a row of data; else nothing. */
  static String noHeaderHint(List<String> header) {
    boolean numbers =
        header.stream()
            .allMatch(
                name ->
                    name.startsWith(UNNAMED)
                        || !Double.isNaN(Numbers.parse(name, DecimalStyle.POINT)));
    return numbers ? "; maybe the line with the column names is missing" : "";
  }
}
