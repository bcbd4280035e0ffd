package dev.afina.neural;

import dev.afina.neural.layer.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network as a table of text. */
final class Summary {

  private record Row(String layer, String shape, String weights) {}

  private Summary() {}

  static String of(Architecture architecture) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("Layer", "Output shape", "Weights"));
    rows.add(new Row("input", architecture.inputShape().toString(), number(0)));
    for (Architecture.Place place : architecture.places()) {
      long count = place.weights().stream().mapToLong(spec -> spec.shape().count()).sum();
      rows.add(new Row(place.name(), place.output().toString(), number(count)));
    }
    int first = rows.stream().mapToInt(row -> row.layer().length()).max().orElseThrow();
    int second = rows.stream().mapToInt(row -> row.shape().length()).max().orElseThrow();
    int third = rows.stream().mapToInt(row -> row.weights().length()).max().orElseThrow();
    String rule = "-".repeat(first + second + third + 4) + "\n";
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      table
          .append(left(row.layer(), first + 2))
          .append(left(row.shape(), second + 2))
          .append(" ".repeat(third - row.weights().length()))
          .append(row.weights())
          .append('\n');
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

  private static String left(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
