package dev.afina.benchmarks.measure;

import java.util.List;

/**
 * How often one side's figure contains the other's, round by round.
 *
 * @param first name of the side above the line
 * @param second name of the side below it
 * @param ratios one a round
 * @param median the middle ratio, the one to quote
 */
public record Comparison(String first, String second, List<Double> ratios, double median) {

  /** Compares two sides of the same rounds. */
  public static Comparison of(Side first, Side second) {
    List<Double> ratios = Statistics.ratios(first.figures(), second.figures());
    return new Comparison(first.name(), second.name(), ratios, Statistics.median(ratios));
  }
}
