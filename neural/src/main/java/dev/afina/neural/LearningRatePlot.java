package dev.afina.neural;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/** Draws a {@link LearningRateCurve} as SVG. */
final class LearningRatePlot {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;
  private static final String SUGGESTED = "suggested";

  private final StringBuilder svg = new StringBuilder();
  private final LearningRateCurve curve;
  private final Axis x;
  private final Axis y;

  /** A logarithmic axis: where decades lie in the picture. */
  private record Axis(double low, double high, double from, double to) {

    static Axis of(double[] values, double from, double to) {
      double least = Arrays.stream(values).filter(value -> value > 0).min().orElse(1);
      double most = Arrays.stream(values).filter(value -> value > 0).max().orElse(1);
      double low = Math.floor(Math.log10(least));
      return new Axis(low, Math.max(low + 1, Math.ceil(Math.log10(most))), from, to);
    }

    double place(double value) {
      double decades = value > 0 ? Math.max(low, Math.log10(value)) : low;
      return from + (decades - low) / (high - low) * (to - from);
    }

    int step() {
      return (int) Math.max(1, Math.ceil((high - low) / 10));
    }
  }

  private LearningRatePlot(LearningRateCurve curve) {
    this.curve = curve;
    x = Axis.of(curve.rates(), LEFT, WIDTH - RIGHT);
    y = Axis.of(curve.losses(), HEIGHT - BOTTOM, TOP);
  }

  static String svg(LearningRateCurve curve) {
    return new LearningRatePlot(curve).draw();
  }

  private String draw() {
    add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %1$d %2$d" \
        font-family="sans-serif" font-size="12">
        <title>Learning-rate range test</title>
        <rect width="100%%" height="100%%" fill="white"/>
        """,
        WIDTH, HEIGHT);
    axes();
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < curve.rates().length; i++) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x.place(curve.rates()[i]), y.place(curve.losses()[i])));
    }
    add(
        "<polyline fill=\"none\" stroke=\"#1f77b4\" stroke-width=\"1.5\" points=\"%s\"/>%n",
        points.toString().strip());
    mark(curve.suggestion(), SUGGESTED, "#2ca02c");
    mark(curve.limit(), "limit", "#d62728");
    return svg.append("</svg>\n").toString();
  }

  private void axes() {
    for (int decade = (int) x.low(); decade <= x.high(); decade += x.step()) {
      double at = x.place(Math.pow(10, decade));
      add(
          """
          <line x1="%.1f" y1="%d" x2="%1$.1f" y2="%d" stroke="#e0e0e0"/>
          <text x="%1$.1f" y="%d" text-anchor="middle">1e%d</text>
          """,
          at, TOP, HEIGHT - BOTTOM, HEIGHT - BOTTOM + 18, decade);
    }
    for (int decade = (int) y.low(); decade <= y.high(); decade += y.step()) {
      double at = y.place(Math.pow(10, decade));
      add(
          """
          <line x1="%d" y1="%.1f" x2="%d" y2="%2$.1f" stroke="#e0e0e0"/>
          <text x="%d" y="%.1f" text-anchor="end">1e%d</text>
          """,
          LEFT, at, WIDTH - RIGHT, LEFT - 6, at + 4, decade);
    }
    add(
        """
        <text x="%d" y="%d" text-anchor="middle">learning rate</text>
        <text x="%d" y="%d">loss of the batch</text>
        """,
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, LEFT, TOP - 10);
  }

  /** Marks a rate; its name stands on the outer side, so that the two do not meet. */
  private void mark(OptionalDouble rate, String name, String colour) {
    if (rate.isPresent()) {
      boolean left = name.equals(SUGGESTED);
      double at = x.place(rate.getAsDouble());
      add(
          """
          <line x1="%.1f" y1="%d" x2="%1$.1f" y2="%d" stroke="%s" stroke-dasharray="4 3"/>
          <text x="%.1f" y="%d" fill="%4$s" text-anchor="%s">%s %.2g</text>
          """,
          at,
          TOP,
          HEIGHT - BOTTOM,
          colour,
          left ? at - 4 : at + 4,
          TOP + 12,
          left ? "end" : "start",
          name,
          rate.getAsDouble());
    }
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
