package dev.afina.cli.tune;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.report.TrialsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The best trials for a person: as a table where it fits, otherwise with the parameters of each as
 * text below each other, so that none is left out on a narrow terminal.
 *
 * @param table all of them as a table
 * @param trials the same, the best first
 * @param metric what they are compared by
 */
record TopTrials(TrialsTable table, List<FrozenTrial> trials, String metric) {

  private static final int ENDLESS = 10_000;
  private static final String GAP = "  ";

  /** The lines, none longer than the width. */
  List<String> lines(int width) {
    List<String> whole = table.toText(ENDLESS).lines().toList();
    return whole.stream().allMatch(line -> line.length() <= width) ? whole : narrow(width);
  }

  private List<String> narrow(int width) {
    int column = Math.max(metric.length(), 7);
    List<String> lines = new ArrayList<>();
    lines.add("trial" + GAP + left(metric, column) + GAP + "   time" + GAP + "parameters");
    for (FrozenTrial trial : trials) {
      String head =
          String.format(
              Locale.ROOT,
              "%5d%s%s%s%5.1f s%s",
              trial.number(),
              GAP,
              left(Outcome.number(trial.values().get(0)), column),
              GAP,
              trial.duration().map(time -> time.toMillis() / 1e3).orElse(0.0),
              GAP);
      String indent = " ".repeat(head.length());
      lines.addAll(Wrapped.lines(head, indent, params(trial.params().toMap()), width));
    }
    return lines;
  }

  private static String left(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** Parameters as {@code name=value}; floating-point numbers with four digits. */
  static List<String> params(Map<String, @Nullable Object> params) {
    return params.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
        .toList();
  }

  private static String text(@Nullable Object value) {
    if (!(value instanceof Double number)) {
      return String.valueOf(value);
    }
    String rounded = String.format(Locale.ROOT, "%.4g", number);
    return rounded.contains("e")
        ? rounded.replaceFirst("0+e", "e").replaceFirst("\\.e", "e")
        : rounded.contains(".") ? rounded.replaceFirst("\\.?0+$", "") : rounded;
  }
}
