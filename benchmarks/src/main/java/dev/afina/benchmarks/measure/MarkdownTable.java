package dev.afina.benchmarks.measure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A measurement as Markdown. */
final class MarkdownTable {

  private MarkdownTable() {}

  static String of(Measurement measurement, Circumstances where) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(measurement.title()).append("\n\n");
    aims(text, measurement.aims());
    text.append("Figures are ").append(measurement.unit()).append(".\n\n");
    row(text, "side", "median", "quartiles", "least", "most");
    row(text, "---", "---:", "---:", "---:", "---:");
    for (Side side : measurement.sides()) {
      row(
          text,
          side.name(),
          number(side.median()),
          number(side.quantile(0.25)) + " – " + number(side.quantile(0.75)),
          number(side.quantile(0)),
          number(side.quantile(1)));
    }
    text.append('\n');
    comparisons(text, measurement.comparisons());
    rounds(text, measurement.sides());
    section(text, "What was run", measurement.settings());
    section(text, "Beside the figures", measurement.observations());
    Machine machine = where.machine();
    text.append("## Where and when\n\n");
    item(text, "date", where.date());
    item(text, "commit", where.commit());
    item(text, "CPU", machine.cpu() + ", " + machine.cores() + " cores");
    item(text, "memory", machine.memoryGib() + " GiB");
    item(text, "OS", machine.os());
    item(text, "JDK", machine.jdk());
    measurement.versions().forEach((name, version) -> item(text, name, version));
    item(
        text,
        "load",
        "%s before, %s after; measured at niceness %s"
            .formatted(where.loadBefore(), where.loadAfter(), where.niceness()));
    return text.toString();
  }

  private static void aims(StringBuilder text, List<Aim> aims) {
    for (Aim aim : aims) {
      text.append(
          "**%s: %s** — aim: %s\n\n"
              .formatted(aim.met() ? "Reached" : "Missed", number(aim.reached()), aim.what()));
    }
  }

  private static void comparisons(StringBuilder text, List<Comparison> comparisons) {
    if (comparisons.isEmpty()) {
      return;
    }
    row(text, "ratio, round by round", "median", "least", "most");
    row(text, "---", "---:", "---:", "---:");
    for (Comparison comparison : comparisons) {
      row(
          text,
          comparison.first() + " : " + comparison.second(),
          number(comparison.median()),
          number(Statistics.quantile(comparison.ratios(), 0)),
          number(Statistics.quantile(comparison.ratios(), 1)));
    }
    text.append('\n');
  }

  private static void rounds(StringBuilder text, List<Side> sides) {
    text.append("## Every round\n\n");
    row(text, "side", "figures in the order of the rounds");
    row(text, "---", "---");
    for (Side side : sides) {
      row(
          text,
          side.name(),
          side.figures().stream().map(MarkdownTable::number).collect(Collectors.joining(" ")));
    }
    text.append('\n');
  }

  private static void section(StringBuilder text, String heading, Map<String, String> items) {
    if (!items.isEmpty()) {
      text.append("## ").append(heading).append("\n\n");
      items.forEach((name, value) -> item(text, name, value));
      text.append('\n');
    }
  }

  private static void item(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(value).append('\n');
  }

  private static void row(StringBuilder text, String first, String... others) {
    text.append("| ").append(first);
    for (String cell : others) {
      text.append(" | ").append(cell);
    }
    text.append(" |\n");
  }

  /** Three digits after the point for small numbers, none for large ones. */
  static String number(double value) {
    String format = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
