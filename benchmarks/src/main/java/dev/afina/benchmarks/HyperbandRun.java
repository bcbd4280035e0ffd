package dev.afina.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One search of the hyperband benchmark, a line of a file that is continued.
 *
 * @param side who searched
 * @param seed of the search
 * @param startUp seconds from the start of the process until it was ready to search
 * @param seconds until the target was reported, or the search ended without it
 * @param best validation accuracy reported until then
 * @param trials that were started
 * @param epochs that were trained, over all trials
 */
record HyperbandRun(
    String side, int seed, double startUp, double seconds, double best, int trials, int epochs) {

  private static final int COLUMNS = 7;

  /**
   * The runs in a file; none if it is not there. A last line without an end is left out: it is what
   * a run that was stopped has left.
   */
  static List<HyperbandRun> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file);
      List<HyperbandRun> runs = new ArrayList<>();
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        runs.add(parse(line));
      }
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static HyperbandRun parse(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "line \"%s\" has %d columns, expected %d; delete its file"
              .formatted(line, columns.length, COLUMNS));
    }
    return new HyperbandRun(
        columns[0],
        Integer.parseInt(columns[1]),
        Double.parseDouble(columns[2]),
        Double.parseDouble(columns[3]),
        Double.parseDouble(columns[4]),
        Integer.parseInt(columns[5]),
        Integer.parseInt(columns[6]));
  }

  /** Writes all runs, over what is there. */
  static void write(Path file, List<HyperbandRun> runs) {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run.line()).append('\n'));
    try {
      Files.writeString(
          file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private String line() {
    return String.join(
        ",",
        side,
        Integer.toString(seed),
        Double.toString(startUp),
        Double.toString(seconds),
        Double.toString(best),
        Integer.toString(trials),
        Integer.toString(epochs));
  }
}
