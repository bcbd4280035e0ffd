package dev.afina.cli.tune;

import dev.afina.cli.shell.Terminal;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.neural.tune.NetworkSpace;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Where {@code tune} speaks: results on standard output, everything else on standard error.
 *
 * @param out results
 * @param err what is going on
 * @param terminal what they are connected to
 */
record Console(PrintWriter out, PrintWriter err, Terminal terminal) {

  private static final int TITLE = 10;

  /** What was found in the data. */
  void describe(Source source, String study, boolean named) {
    source.summary().forEach(this::wrap);
    source.warnings().forEach(warning -> wrap("Warning   " + warning));
    out.printf(
        Locale.ROOT,
        "Study     %s%s%n",
        study,
        named ? " (named after the data; --study sets it)" : "");
  }

  /** Prints a line that begins with a title, in several where the terminal is narrow. */
  private void wrap(String line) {
    int title = Math.min(TITLE, line.length());
    Wrapped.lines(
            line.substring(0, title),
            " ".repeat(TITLE),
            List.of(line.substring(title).split(" ", -1)),
            terminal.tableWidth())
        .forEach(out::println);
  }

  /** What is searched. */
  void describe(NetworkSpace space) {
    out.println();
    out.println("Search space");
    int width = space.parameters().stream().mapToInt(String::length).max().orElse(0);
    for (String name : space.parameters()) {
      Distribution distribution = space.get(name);
      String kind =
          distribution.isSinglePoint()
              ? "fixed"
              : distribution instanceof CategoricalDistribution ? "choice" : "range";
      String values =
          distribution.isSinglePoint()
              ? String.valueOf(distribution.toExternal(distribution.valueAt(0)))
              : distribution.toString();
      String condition = space.conditionOf(name).map(when -> "  (" + when + ")").orElse("");
      out.printf("  %-" + width + "s  %-6s  %s%s%n", name, kind, values, condition);
    }
    out.println();
    out.flush();
  }

  /** What a scheduler is going to do; nothing if it does not say. */
  void plan(Scheduler scheduler) {
    String plan = scheduler.plan();
    if (!plan.isBlank()) {
      out.printf("Plan of %s%n", scheduler.name());
      plan.lines().forEach(line -> out.printf("  %s%n", line));
      out.println();
      out.flush();
    }
  }

  void line(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
    out.flush();
  }

  void note(String format, Object... arguments) {
    err.printf(Locale.ROOT, format + "%n", arguments);
    err.flush();
  }
}
