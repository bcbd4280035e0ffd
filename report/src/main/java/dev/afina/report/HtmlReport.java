package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.algorithms.importance.ImportanceEvaluator;
import dev.afina.algorithms.importance.PedAnova;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study as one HTML file that needs nothing else: no network, no server.
 *
 * <p>It shows the optimisation history, the learning curves, the rungs of a scheduler, how much
 * each parameter matters, parallel coordinates, a contour plot, slices, the distribution of values,
 * a timeline, the table of trials, why trials failed, and what the best model does. The same study
 * makes the same file. A page's policy allows only the scripts that Afina put in, so names and
 * values of a study are never run, whatever they contain. Discarded trials are left out. Not
 * thread-safe.
 */
public final class HtmlReport {

  private static final int MOST_PREDICTIONS = 4000;
  private static final int DIGITS = 7;

  private static final List<String> SCRIPTS =
      List.of(
          "input.js",
          "dom.js",
          "format.js",
          "data.js",
          "scale.js",
          "colours.js",
          "chart.js",
          "tips.js",
          "figures.js",
          "sections.js",
          "summary.js",
          "history.js",
          "curves.js",
          "rungs.js",
          "rungtable.js",
          "pareto.js",
          "importance.js",
          "parallel.js",
          "contour.js",
          "slices.js",
          "edf.js",
          "timeline.js",
          "surrogate.js",
          "model.js",
          "table.js",
          "main.js");

  private final StudyRecord study;
  private final List<FrozenTrial> trials;
  private final Map<String, String> facts = new LinkedHashMap<>();
  private @Nullable ConfusionMatrix confusion;
  private @Nullable Predictions predictions;
  private ImportanceEvaluator evaluator = new PedAnova();

  private HtmlReport(StudyRecord study, List<FrozenTrial> trials) {
    this.study = study;
    this.trials = trials.stream().filter(trial -> !trial.isDiscarded()).toList();
  }

  /** Of a study and its trials, by number. */
  public static HtmlReport of(StudyRecord study, List<FrozenTrial> trials) {
    return new HtmlReport(study, trials);
  }

  /** Adds what the best model, a classifier, took for what. */
  public HtmlReport withConfusionMatrix(ConfusionMatrix confusion) {
    this.confusion = confusion;
    return this;
  }

  /** Adds what the best model predicted; of more than 4,000 samples an even selection is drawn. */
  public HtmlReport withPredictions(Predictions predictions) {
    this.predictions = predictions;
    return this;
  }

  /** Chooses how the importance of parameters is measured; {@link PedAnova} by default. */
  public HtmlReport withImportance(ImportanceEvaluator evaluator) {
    this.evaluator = evaluator;
    return this;
  }

  /** Adds a card to the summary, such as {@code "Test accuracy"} with {@code "0.9722"}. */
  public HtmlReport withFact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  /**
   * Writes the report, as a whole or not at all, over a file that may be there.
   *
   * @throws dev.afina.core.AfinaException if the file cannot be written
   */
  public void writeTo(Path file) {
    AtomicFile.write(file, toHtml().getBytes(StandardCharsets.UTF_8));
  }

  /** The report as text. */
  public String toHtml() {
    return toHtml(data());
  }

  /** The page of some data. */
  String toHtml(ObjectNode data) {
    StringBuilder own = new StringBuilder("'use strict';\n");
    SCRIPTS.forEach(name -> own.append(Resources.text("page/" + name)));
    return Page.fill(
        Map.of(
            "title", study.name() + " – Afina",
            "style", Resources.text("page/report.css"),
            "data", Json.inHtml(data),
            "library", Resources.text("echarts/echarts.min.js"),
            "script", own.toString()));
  }

  /** What the page's scripts read. */
  ObjectNode data() {
    ObjectNode data = new ReportData(study, trials).toJson();
    data.set("importance", ImportanceData.of(study, trials, evaluator));
    ArrayNode cards = data.putArray("facts");
    facts.forEach((name, value) -> cards.addArray().add(name).add(value));
    if (confusion != null) {
      data.set("confusion", confusion(confusion));
    }
    if (predictions != null) {
      data.set("predictions", predictions(predictions));
    }
    return data;
  }

  private static ObjectNode confusion(ConfusionMatrix matrix) {
    ObjectNode object = Json.object();
    ArrayNode labels = object.putArray("labels");
    matrix.labels().forEach(labels::add);
    ArrayNode counts = object.putArray("counts");
    for (int i = 0; i < matrix.labels().size(); i++) {
      ArrayNode row = counts.addArray();
      for (int j = 0; j < matrix.labels().size(); j++) {
        row.add(matrix.count(i, j));
      }
    }
    return object;
  }

  private static ObjectNode predictions(Predictions predictions) {
    ObjectNode object = Json.object().put("target", predictions.target());
    object.put("total", predictions.size());
    object.set("r2", Json.number(predictions.r2()));
    object.set("mae", Json.number(predictions.meanAbsoluteError()));
    object.set("rmse", Json.number(predictions.rootMeanSquaredError()));
    ArrayNode pairs = object.putArray("pairs");
    for (int i : Thinning.even(predictions.size(), MOST_PREDICTIONS)) {
      pairs
          .addArray()
          .add(Json.compact(Numbers.rounded(predictions.truth(i), DIGITS)))
          .add(Json.compact(Numbers.rounded(predictions.predicted(i), DIGITS)));
    }
    return object;
  }
}
