package dev.afina.benchmarks.suite.cell;

import java.util.Locale;

/**
 * What a sampler reached on a problem with a seed.
 *
 * @param problem its name
 * @param seed of the search
 * @param version of the sampler
 * @param trials told
 * @param suggestSeconds processor time that was spent in suggesting
 * @param failures failed trials among those after the first {@value #SETTLING}
 * @param curve the best score so far
 */
public record Cell(
    String problem,
    int seed,
    String version,
    int trials,
    double suggestSeconds,
    int failures,
    Curve curve) {

  /** Trials in which a sampler may learn what fails. */
  public static final int SETTLING = 30;

  /** The names of the columns. */
  public static final String HEADER = "problem,seed,version,trials,suggest_seconds,failures,curve";

  private static final int COLUMNS = 7;

  /** Which cell it is. */
  public record Key(String problem, int seed) {}

  /** Checks what would break a line. */
  public Cell {
    if ((problem + version).matches("(?s).*[,\\n].*")) {
      throw new IllegalArgumentException(
          "problem \"%s\" and version \"%s\" must have no comma".formatted(problem, version));
    }
  }

  /** Which cell it is. */
  public Key key() {
    return new Key(problem, seed);
  }

  /**
   * From a line of a file.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Cell parse(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalArgumentException(
          "line \"%s\" has %d columns, expected %s".formatted(line, columns.length, HEADER));
    }
    return new Cell(
        columns[0],
        Integer.parseInt(columns[1]),
        columns[2],
        Integer.parseInt(columns[3]),
        Double.parseDouble(columns[4]),
        Integer.parseInt(columns[5]),
        Curve.parse(columns[6]));
  }

  /** The line of a file, without its end. */
  public String line() {
    return String.join(
        ",",
        problem,
        Integer.toString(seed),
        version,
        Integer.toString(trials),
        String.format(Locale.ROOT, "%.6f", suggestSeconds),
        Integer.toString(failures),
        curve.toString());
  }
}
