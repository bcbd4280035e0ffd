package dev.afina.data.table;

import dev.afina.data.ClassBalance;
import dev.afina.data.TaskType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in plain lines what was found in a table. */
final class ProblemSummary {
  /** From this share of missing values on, a column is warned about. */
  private static final double MOSTLY_MISSING = 0.5;

  private static final int MOST_NAMES = 8;
  private static final int MOST_CLASSES = 12;

  private final TableProblem problem;
  private final TargetAnalysis target;
  private final RawTable raw;

  ProblemSummary(TableProblem problem, TargetAnalysis target) {
    this.problem = problem;
    this.target = target;
    this.raw = problem.raw();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "Data",
            "%s: %s, %s, %s-separated, %s"
                .formatted(
                    raw.source(),
                    count(raw.rows(), "row"),
                    count(raw.header().size(), "column"),
                    CsvFormat.delimiterName(raw.delimiter()),
                    raw.decimal())));
    lines.add(line("Target", targetLine()));
    lines.add(line("Features", featureLine()));
    leftOutLines().forEach(text -> lines.add(line("Left out", text)));
    lines.add(line("Missing", missingLine()));
    return lines;
  }

  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (problem.rowsWithoutTarget() > 0) {
      warnings.add(
          "%s without a value in \"%s\" %s left out"
              .formatted(
                  count(problem.rowsWithoutTarget(), "row"),
                  problem.target(),
                  problem.rowsWithoutTarget() == 1 ? "is" : "are"));
    }
    problem
        .balance()
        .filter(ClassBalance::isImbalanced)
        .ifPresent(balance -> warnings.add(imbalance(balance)));
    for (ColumnProfile column : problem.features()) {
      if (!column.alsoMissing().isEmpty()) {
        warnings.add(
            "column \"%s\" holds numbers, but also %s, which count as missing"
                .formatted(column.name(), names(column.alsoMissing())));
      }
      if (column.missing() >= MOSTLY_MISSING * raw.rows()) {
        warnings.add(
            "column \"%s\" is missing in %s of the rows"
                .formatted(column.name(), percent(column.missing())));
      }
    }
    return warnings;
  }

  private String targetLine() {
    String missing =
        problem.rowsWithoutTarget() == 0
            ? ""
            : "; %s without it left out".formatted(count(problem.rowsWithoutTarget(), "row"));
    return problem.target()
        + ": "
        + problem.balance().map(this::classLine).orElseGet(this::range)
        + missing;
  }

  private String classLine(ClassBalance balance) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_CLASSES, balance.classes().size()); i++) {
      shown.add(
          String.format(
              Locale.ROOT, "%s (%,d)", balance.classes().get(i), balance.counts().get(i)));
    }
    String more = balance.classes().size() > MOST_CLASSES ? ", …" : "";
    return "%s into %d classes, %s%s"
        .formatted(
            TaskType.CLASSIFICATION.name().toLowerCase(Locale.ROOT),
            balance.classes().size(),
            String.join(", ", shown),
            more);
  }

  private String range() {
    double[] values = target.values();
    return "regression, from %s to %s, mean %s, median %s"
        .formatted(
            number(Arrays.stream(values).min().orElse(Double.NaN)),
            number(Arrays.stream(values).max().orElse(Double.NaN)),
            number(Arrays.stream(values).average().orElse(Double.NaN)),
            number(Standardizer.median(values)));
  }

  private String featureLine() {
    Map<ColumnKind, List<ColumnProfile>> byKind = new LinkedHashMap<>();
    for (ColumnKind kind : ColumnKind.values()) {
      byKind.put(kind, problem.features().stream().filter(c -> c.kind() == kind).toList());
    }
    List<String> parts = new ArrayList<>();
    byKind.forEach(
        (kind, columns) -> {
          if (!columns.isEmpty()) {
            parts.add(kindText(kind, columns));
          }
        });
    return String.join("; ", parts);
  }

  private String kindText(ColumnKind kind, List<ColumnProfile> columns) {
    return switch (kind) {
      case NUMBER -> count(columns.size(), "number");
      case DATE ->
          count(columns.size(), "date")
              + ": "
              + names(columns.stream().map(ColumnProfile::name).toList());
      case CATEGORY ->
          (columns.size() == 1
                  ? "1 category: "
                  : String.format(Locale.ROOT, "%,d categories: ", columns.size()))
              + names(
                  columns.stream()
                      .map(
                          c ->
                              String.format(Locale.ROOT, "%s (%,d values)", c.name(), c.distinct()))
                      .toList());
    };
  }

  private List<String> leftOutLines() {
    Map<LeftOut, List<String>> byReason = new LinkedHashMap<>();
    for (ColumnProfile column : problem.leftOut()) {
      LeftOut reason = column.leftOut();
      if (reason != null) {
        byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(column.name());
      }
    }
    return byReason.entrySet().stream()
        .map(e -> "%s: %s".formatted(String.join(", ", e.getValue()), e.getKey().reason()))
        .toList();
  }

  private String missingLine() {
    List<String> parts =
        problem.features().stream()
            .filter(c -> c.missing() > 0)
            .map(
                c ->
                    String.format(
                        Locale.ROOT, "%s %,d (%s)", c.name(), c.missing(), percent(c.missing())))
            .toList();
    return parts.isEmpty() ? "nothing" : names(parts) + "; filled in and flagged";
  }

  private static String imbalance(ClassBalance balance) {
    int large = balance.largest();
    int small = balance.smallest();
    return String.format(
        Locale.ROOT,
        "classes are imbalanced: \"%s\" has %,d rows, %.1f times as many as \"%s\" with %,d;"
            + " balanced class weights may help",
        balance.classes().get(large),
        balance.counts().get(large),
        balance.ratio(),
        balance.classes().get(small),
        balance.counts().get(small));
  }

  private String percent(int rows) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * rows / raw.rows());
  }

  private static String names(List<String> names) {
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? shown + String.format(Locale.ROOT, " and %,d more", more) : shown;
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 1000;
    return String.format(Locale.ROOT, whole && Math.abs(value) < 1e15 ? "%,.0f" : "%.4g", value);
  }

  private static String count(int number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  private static String line(String head, String text) {
    return String.format(Locale.ROOT, "%-10s%s", head, text);
  }
}
