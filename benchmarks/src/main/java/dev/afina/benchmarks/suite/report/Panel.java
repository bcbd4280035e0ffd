package dev.afina.benchmarks.suite.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One coordinate system: lines over numbers of trials from 1.
 *
 * @param title above it
 * @param lines by sampler, in the legend's order; all equally long, at least two values each
 * @param logarithmic whether the ordinate is; then all values must be above 0
 */
record Panel(String title, Map<String, double[]> lines, boolean logarithmic) {

  /** A panel with a logarithmic ordinate, unless a value is not above 0. */
  static Panel logarithmicIfPossible(String title, Map<String, double[]> lines) {
    return new Panel(title, lines, new Panel(title, lines, false).least() > 0);
  }

  double least() {
    return Collections.min(values());
  }

  double most() {
    return Collections.max(values());
  }

  /** Number of trials at the right end. */
  int trials() {
    return lines.values().iterator().next().length;
  }

  private List<Double> values() {
    List<Double> values = new ArrayList<>();
    for (double[] line : lines.values()) {
      for (double value : line) {
        values.add(value);
      }
    }
    return values;
  }

  /** Where a value lies, from 0 at the bottom to 1 at the top. */
  double height(double value) {
    double low = ordinate(least());
    double high = ordinate(most());
    return high > low ? (ordinate(value) - low) / (high - low) : 0.5;
  }

  private double ordinate(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** Round values for the ordinate, at most about six. */
  List<Double> ticks() {
    return logarithmic ? decades() : steps();
  }

  private List<Double> decades() {
    List<Double> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(least())); ticks.size() < 20; decade++) {
      for (int digit : new int[] {1, 2, 5}) {
        double tick = digit * Math.pow(10, decade);
        if (tick > most()) {
          return ticks;
        }
        if (tick >= least()) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private List<Double> steps() {
    double rough = (most() - least()) / 5;
    if (!(rough > 0)) {
      return List.of(least());
    }
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / decade;
    double step = decade * (digit > 5 ? 10 : digit > 2 ? 5 : digit > 1 ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(least() / step); i * step <= most(); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
