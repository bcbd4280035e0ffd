package dev.afina.benchmarks.suite.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The standings' mean ranks and regrets against trials, as SVG: a row of two panels each. */
final class Plot {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 260;
  private static final int LEFT = 55;
  private static final int TOP = 45;
  private static final int GAP = 75;
  private static final int LEGEND = 160;

  /**
   * Colours that people with any sight tell apart (<a href="https://jfly.uni-koeln.de/color/">Okabe
   * and Ito</a>), as far as there are enough of them.
   */
  private static final List<String> COLOURS =
      List.of("#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  private static final List<String> DASHES = List.of("", "6 3", "2 2", "8 3 2 3");

  private final StringBuilder svg = new StringBuilder();
  private final Map<String, String> strokes = new LinkedHashMap<>();

  private Plot() {}

  static String of(List<Standing> standings) {
    Plot plot = new Plot();
    plot.draw(standings);
    return plot.svg.toString();
  }

  private void draw(List<Standing> standings) {
    Set<String> samplers = new LinkedHashSet<>();
    standings.forEach(standing -> samplers.addAll(standing.byRank()));
    for (String sampler : samplers) {
      int i = strokes.size();
      strokes.put(
          sampler,
          "stroke=\"%s\" stroke-width=\"%s\" stroke-dasharray=\"%s\""
              .formatted(
                  COLOURS.get(i % COLOURS.size()),
                  sampler.equals(Summary.AUTO) ? "3" : "1.5",
                  DASHES.get(i / COLOURS.size() % DASHES.size())));
    }
    int width = LEFT + 2 * WIDTH + GAP + LEGEND;
    int height = standings.size() * (TOP + HEIGHT + 40);
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"12\">",
        width, height, width, height);
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      int y = i * (TOP + HEIGHT + 40) + TOP;
      panel(
          new Panel(standing.title() + ": mean rank", lines(standing, Board::ranks), false),
          LEFT,
          y);
      panel(
          Panel.logarithmicIfPossible("mean normalised regret", lines(standing, Board::regrets)),
          LEFT + WIDTH + GAP,
          y);
      legend(standing.byRank(), LEFT + 2 * WIDTH + GAP + 12, y);
    }
    add("</svg>");
  }

  private interface Reading {
    Figures of(Board board, String sampler);
  }

  private static Map<String, double[]> lines(Standing standing, Reading reading) {
    Map<String, double[]> lines = new LinkedHashMap<>();
    for (String sampler : standing.byRank()) {
      lines.put(
          sampler,
          standing.boards().values().stream()
              .mapToDouble(board -> reading.of(board, sampler).mean())
              .toArray());
    }
    return lines;
  }

  private void panel(Panel panel, int left, int top) {
    int bottom = top + HEIGHT;
    add("<text x=\"%d\" y=\"%d\" font-size=\"14\">%s</text>", left, top - 14, panel.title());
    for (double tick : panel.ticks()) {
      double y = bottom - HEIGHT * panel.height(tick);
      add(
          "<path d=\"M%d %.1fh%d\" stroke=\"#dddddd\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          left, y, WIDTH, left - 6, y + 4, number(tick));
    }
    for (int trials : List.of(1, 25, 50, 75, 100)) {
      if (trials <= panel.trials()) {
        double x = x(trials, panel, left);
        add(
            "<path d=\"M%.1f %dv5\" stroke=\"#666666\"/>"
                + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
            x, bottom, x, bottom + 18, trials);
      }
    }
    add("<path d=\"M%d %dv%dh%d\" fill=\"none\" stroke=\"#666666\"/>", left, top, HEIGHT, WIDTH);
    panel.lines().forEach((sampler, line) -> line(panel, sampler, line, left, bottom));
  }

  private void line(Panel panel, String sampler, double[] line, int left, int bottom) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.length; i++) {
      points.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              x(i + 1, panel, left),
              bottom - HEIGHT * panel.height(line[i])));
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" %s/>",
        points.toString().strip(), strokes.getOrDefault(sampler, ""));
  }

  private static double x(int trials, Panel panel, int left) {
    return left + WIDTH * (trials - 1.0) / (panel.trials() - 1);
  }

  private void legend(List<String> samplers, int left, int top) {
    for (int i = 0; i < samplers.size(); i++) {
      int y = top + 16 * i + 6;
      add(
          "<path d=\"M%d %dh24\" fill=\"none\" %s/><text x=\"%d\" y=\"%d\">%s</text>",
          left,
          y,
          strokes.getOrDefault(samplers.get(i), ""),
          left + 30,
          y + 4,
          Names.label(samplers.get(i)));
    }
  }

  private static String number(double tick) {
    double positiveZero = tick == 0 ? 0 : tick;
    return String.format(Locale.ROOT, "%.4f", positiveZero).replaceAll("\\.?0+$", "");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
