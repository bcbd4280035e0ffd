package dev.afina.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a {@link Plot} shows. */
public enum PlotKind {
  /** Every trial's value by number, and the best so far. */
  HISTORY,
  /** Reported values by step. */
  CURVES,
  /** Which trials came to which rung of each bracket, and with what value. */
  RUNGS,
  /** How much each parameter matters. */
  IMPORTANCE,
  /** The value over two parameters. */
  CONTOUR(2),
  /** The value against each parameter. */
  SLICE(Integer.MAX_VALUE),
  /** Parameters of complete trials side by side. */
  PARALLEL,
  /** Two objectives against each other. */
  PARETO,
  /** The distribution of the values. */
  EDF,
  /** When each trial ran. */
  TIMELINE,
  /** What a Gaussian process makes of one parameter; see {@link Plot#ofSurrogate}. */
  SURROGATE;

  private final int params;

  PlotKind() {
    this(0);
  }

  PlotKind(int params) {
    this.params = params;
  }

  /** The name that it is chosen by, such as {@code history}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many parameters may be named at most; 0 where the choice makes no sense. */
  public int mostParams() {
    return params;
  }

  /** The names of all. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(PlotKind::label).toList();
  }
}
