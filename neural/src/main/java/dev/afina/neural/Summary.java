package dev.afina.neural;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Frozen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A network as a table of text. */
final class Summary {

  /** The column of numbers, which stand to the right. */
  private static final int WEIGHTS = 2;

  private Summary() {}

  static String of(Architecture architecture) {
    List<List<String>> rows = rows(architecture);
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElseThrow())
            .toArray();
    String rule = "-".repeat(IntStream.of(widths).sum() + 2 * (widths.length - 1)) + "\n";
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      table.append(line(rows.get(i), widths)).append('\n');
      if (i == 0) {
        table.append(rule);
      }
    }
    long trained = architecture.weightCount(true);
    long fixed = architecture.weightCount(false);
    return table
        .append(rule)
        .append("Weights: ")
        .append(number(trained + fixed))
        .append(", trained: ")
        .append(number(trained))
        .append(", not trained: ")
        .append(number(fixed))
        .append('\n')
        .toString();
  }

  /** The table's cells, the header first; where layers branch, with what each is connected to. */
  private static List<List<String>> rows(Architecture architecture) {
    List<List<String>> rows = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of(Architecture.INPUT));
    rows.add(List.of("Layer", "Output shape", "Weights", "Connected to"));
    rows.add(List.of(Architecture.INPUT, architecture.inputShape().toString(), number(0), ""));
    for (Architecture.Place place : architecture.places()) {
      long count = place.weights().stream().mapToLong(spec -> spec.shape().count()).sum();
      rows.add(
          List.of(
              place.name() + (place.layer() instanceof Frozen ? " (frozen)" : ""),
              place.output().toString(),
              number(count),
              place.sources().stream().map(names::get).collect(Collectors.joining(", "))));
      names.add(place.name());
    }
    return architecture.chained()
        ? rows.stream().map(row -> row.subList(0, WEIGHTS + 1)).toList()
        : rows;
  }

  private static String line(List<String> row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String gap = " ".repeat(widths[i] - row.get(i).length());
      cells.add(i == WEIGHTS ? gap + row.get(i) : row.get(i) + gap);
    }
    return String.join("  ", cells).stripTrailing();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
