package dev.afina.report;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Trials in aligned columns that fit a terminal. */
final class TextTable {

  private static final int NARROWEST = 40;
  private static final int WIDEST_CELL = 28;
  private static final int NARROWEST_REASON = 12;
  private static final String GAP = "  ";

  /** One column: cells as wide as its widest one, but for the reason, which takes what is left. */
  private record Column(String name, boolean right, List<String> cells) {

    int width() {
      return Math.max(length(name), cells.stream().mapToInt(TextTable::length).max().orElse(0));
    }
  }

  private final List<FrozenTrial> trials;
  private final List<Column> leading = new ArrayList<>();
  private final List<Column> params = new ArrayList<>();
  private final Column reason;

  private TextTable(List<FrozenTrial> trials) {
    this.trials = trials;
    reason = column("reason", false, trial -> trial.reason().orElse(""), Integer.MAX_VALUE);
  }

  static TextTable of(StudyRecord study, List<FrozenTrial> trials, Columns columns) {
    TextTable table = new TextTable(trials);
    Set<Integer> best = new HashSet<>();
    BestTrial.front(study, trials).forEach(found -> best.add(found.trial().number()));
    table.leading.add(
        table.column(
            "number", true, trial -> (best.contains(trial.number()) ? "*" : "") + trial.number()));
    table.leading.add(table.column("state", false, TextTable::state));
    for (int k = 0; k < study.directions().size(); k++) {
      int objective = k;
      table.leading.add(
          table.column(
              columns.metrics().get(k),
              true,
              trial ->
                  objective < trial.values().size()
                      ? Numbers.readable(trial.values().get(objective))
                      : ""));
    }
    table.leading.add(
        table.column("time", true, trial -> trial.duration().map(TextTable::time).orElse("")));
    for (String name : Columns.readable(trials)) {
      boolean numeric =
          trials.stream()
              .flatMap(trial -> trial.params().space().distribution(name).stream())
              .noneMatch(CategoricalDistribution.class::isInstance);
      table.params.add(table.column(name, numeric, trial -> param(trial, name)));
    }
    return table;
  }

  private static String state(FrozenTrial trial) {
    return trial.isPaused() ? PausedText.of(trial) : trial.state().name();
  }

  private static String param(FrozenTrial trial, String name) {
    if (!trial.params().contains(name)) {
      return "";
    }
    Object value = trial.params().get(name);
    return value instanceof Double number ? Numbers.readable(number) : Json.plain(value);
  }

  private static String time(Duration time) {
    double seconds = time.toNanos() / 1e9;
    if (seconds < 10) {
      return Numbers.readable(Numbers.rounded(seconds, 2)) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? "%d:%02d min".formatted(whole / 60, whole % 60)
        : "%d:%02d h".formatted(whole / 3600, whole % 3600 / 60);
  }

  private Column column(String name, boolean right, Function<FrozenTrial, String> cell) {
    return column(name, right, cell, WIDEST_CELL);
  }

  private Column column(
      String name, boolean right, Function<FrozenTrial, String> cell, int widest) {
    List<String> cells = trials.stream().map(cell).map(text -> cut(clean(text), widest)).toList();
    return new Column(cut(clean(name), WIDEST_CELL), right, cells);
  }

  String fit(int width) {
    if (width < NARROWEST) {
      throw new IllegalArgumentException(
          "a table needs at least %d columns, not %d".formatted(NARROWEST, width));
    }
    List<Column> shown = new ArrayList<>();
    List<String> left = new ArrayList<>();
    int used = take(leading, shown, left, 0, width);
    boolean reasons = reason.cells().stream().anyMatch(text -> !text.isEmpty());
    int kept = reasons ? Math.min(reason.width(), NARROWEST_REASON) + GAP.length() : 0;
    used = take(params, shown, left, used, Math.max(used, width - kept));
    int room = width - used - GAP.length();
    if (reasons && room >= Math.min(reason.width(), NARROWEST_REASON)) {
      shown.add(
          new Column(
              "reason", false, reason.cells().stream().map(text -> cut(text, room)).toList()));
    } else if (reasons) {
      left.add("reason");
    }
    return draw(shown) + (left.isEmpty() ? "" : footer(left, width));
  }

  /** Shows columns as long as they fit, without holes, so that what is shown keeps its order. */
  private static int take(
      List<Column> from, List<Column> shown, List<String> left, int used, int width) {
    boolean full = false;
    for (Column column : from) {
      int wanted = column.width() + (used == 0 ? 0 : GAP.length());
      full |= used + wanted > width;
      if (full) {
        left.add(column.name());
      } else {
        shown.add(column);
        used += wanted;
      }
    }
    return used;
  }

  private String draw(List<Column> shown) {
    StringBuilder text = new StringBuilder();
    line(text, shown, Column::name);
    line(text, shown, column -> "-".repeat(column.width()));
    for (int i = 0; i < trials.size(); i++) {
      int row = i;
      line(text, shown, column -> column.cells().get(row));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<Column> shown, Function<Column, String> cell) {
    StringBuilder line = new StringBuilder();
    for (Column column : shown) {
      String content = cell.apply(column);
      String padding = " ".repeat(column.width() - length(content));
      line.append(line.isEmpty() ? "" : GAP)
          .append(column.right() ? padding + content : content + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String footer(List<String> left, int width) {
    String names =
        "left out for width: %s (CSV and JSON have them)".formatted(String.join(", ", left));
    return cut(names, width) + "\n";
  }

  /** Without anything that moves a terminal's cursor or changes its colours. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
  }

  private static String cut(String text, int width) {
    return length(text) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
