package dev.afina.benchmarks.measure;

import java.util.List;

/**
 * One contestant's figures, one a round.
 *
 * @param name such as {@code Afina, SQLite NORMAL}
 * @param figures in the order they were measured
 */
public record Side(String name, List<Double> figures) {

  /** Copies the figures. */
  public Side {
    figures = List.copyOf(figures);
  }

  /** The middle figure. */
  public double median() {
    return Statistics.median(figures);
  }

  /** A quantile of the figures; see {@link Statistics#quantile}. */
  public double quantile(double share) {
    return Statistics.quantile(figures, share);
  }
}
