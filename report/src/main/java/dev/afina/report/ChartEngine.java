package dev.afina.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;

/**
 * Draws the report's charts as SVG without a browser: the page's own scripts and ECharts, run by
 * Rhino, which lets them see neither Java nor files.
 */
final class ChartEngine {

  /** What an interpreter needs of the page, and what composes a picture; the rest needs a DOM. */
  private static final List<String> SCRIPTS =
      List.of(
          "format.js",
          "data.js",
          "scale.js",
          "colours.js",
          "figures.js",
          "history.js",
          "curves.js",
          "rungs.js",
          "pareto.js",
          "importance.js",
          "parallel.js",
          "contour.js",
          "slices.js",
          "edf.js",
          "timeline.js",
          "surrogate.js",
          "picture.js");

  /** What ECharts expects of its host; nothing of a still picture waits for a timer. */
  private static final String HOST =
      "var self = this; var globalThis = this; function setTimeout() { return 0; }"
          + " function clearTimeout() {}";

  private static final Pattern LIGHT = Pattern.compile("(?s):root \\{(.*?)}");
  private static final Pattern VARIABLE = Pattern.compile("--([a-z]+):\\s*([^;]+);");

  /** What XML 1.0 has no way to write. */
  private static final Pattern NOT_XML =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  private ChartEngine() {}

  /**
   * Why a study has no chart of a kind, as a clause without a full stop; empty if it has one.
   *
   * @param data the report's, with the member {@code only}
   */
  static String whyMissing(ObjectNode data) {
    return run(data, false, "whyMissing(report.only.kind, report.only.names)");
  }

  /** An SVG document in the light colours of the report. */
  static String svg(ObjectNode data, int width) {
    ObjectNode theme = Json.object();
    Matcher block = LIGHT.matcher(Resources.text("page/report.css"));
    if (!block.find()) {
      throw new IllegalStateException("the style sheet of the report has no colours");
    }
    Matcher variables = VARIABLE.matcher(block.group(1));
    while (variables.find()) {
      theme.put(variables.group(1), variables.group(2));
    }
    String call = "picture(report.only.kind, report.only.names, %d, %s)";
    String svg = run(data, true, call.formatted(width, Json.inHtml(theme)));
    return NOT_XML.matcher(svg).replaceAll("\uFFFD") + "\n";
  }

  private static String run(JsonNode data, boolean draws, String call) {
    try (Context context = Context.enter()) {
      context.setInterpretedMode(true); // compiling takes longer than a picture
      context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
      ScriptableObject scope = context.initSafeStandardObjects();
      ScriptableObject.putProperty(scope, "input", input(data));
      context.evaluateString(scope, HOST, "host.js", 1, null);
      if (draws) {
        Parsed.LIBRARY.exec(context, scope, scope);
      }
      Parsed.PAGE.exec(context, scope, scope);
      return Context.toString(context.evaluateString(scope, call, "call.js", 1, null));
    }
  }

  /**
   * The data as JSON. ECharts keeps widths of texts in plain objects by the texts, so that the text
   * {@code __proto__} would change all objects; an invisible character makes it another one.
   */
  private static String input(JsonNode data) {
    return Json.inHtml(data).replace("\"__proto__\"", "\"__proto__\\u2060\"");
  }

  /** The scripts, parsed once; that is half the time of a picture. */
  private static final class Parsed {

    static final Script LIBRARY = parse("echarts.min.js", Resources.text("echarts/echarts.min.js"));
    static final Script PAGE = parse("page.js", page());

    private static String page() {
      StringBuilder script = new StringBuilder("const report = JSON.parse(input);\n");
      SCRIPTS.forEach(name -> script.append(Resources.text("page/" + name)));
      return script.append("objective = report.only.objective;\n").toString();
    }

    private static Script parse(String name, String text) {
      try (Context context = Context.enter()) {
        context.setInterpretedMode(true);
        context.setLanguageVersion(Context.VERSION_ECMASCRIPT);
        return context.compileString(text, name, 1, null);
      }
    }
  }
}
