package dev.afina.cli.tune;

import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.Study;
import dev.afina.data.Dataset;
import dev.afina.data.TaskType;
import dev.afina.neural.Model;
import dev.afina.report.ConfusionMatrix;
import dev.afina.report.HtmlReport;
import dev.afina.report.Predictions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the best network does on data it never saw, with what a report draws of it.
 *
 * @param target what is predicted
 * @param scores by name, such as {@code test_accuracy}; errors in the target's unit
 * @param classes the labels; empty for a regression
 * @param truth class indices, or values in the target's unit
 * @param predicted likewise
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestScore(
    String target,
    Map<String, Double> scores,
    List<String> classes,
    double[] truth,
    double[] predicted) {

  private static final String ATTRIBUTE = "afina:test";

  private static final int MOST_POINTS = 2_000;

  /** Scores a network. */
  static TestScore of(Model model, Dataset test, ModelInputs inputs) {
    return inputs instanceof ModelInputs.OfTable table && inputs.task() == TaskType.REGRESSION
        ? regression(model, test, table)
        : classification(model, test, inputs);
  }

  private static TestScore classification(Model model, Dataset test, ModelInputs inputs) {
    Map<String, Double> scores = new LinkedHashMap<>();
    Map<String, Double> evaluated = new LinkedHashMap<>(model.evaluate(test).values());
    Double loss = evaluated.remove("loss");
    evaluated.forEach((name, value) -> scores.put("test_" + name, value));
    if (loss != null) {
      scores.put("test_loss", loss);
    }
    double[] truth = new double[test.size()];
    java.util.Arrays.setAll(truth, i -> test.targets()[i]);
    double[] predicted = IntStream.of(model.predictClasses(test)).asDoubleStream().toArray();
    return new TestScore(inputs.target(), scores, inputs.classes(), truth, predicted);
  }

  private static TestScore regression(Model model, Dataset test, ModelInputs.OfTable table) {
    double[] truth = new double[test.size()];
    double[] predicted = new double[test.size()];
    float[][] outputs = model.predict(test);
    for (int i = 0; i < truth.length; i++) {
      truth[i] = table.preprocessor().unscale(test.targets()[i]);
      predicted[i] = table.preprocessor().unscale(outputs[i][0]);
    }
    Predictions pairs = Predictions.of(table.target(), truth, predicted);
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("test_r2", pairs.r2());
    scores.put("test_mae", pairs.meanAbsoluteError());
    scores.put("test_rmse", pairs.rootMeanSquaredError());
    return new TestScore(table.target(), scores, List.of(), truth, predicted);
  }

  /** The report with a confusion matrix, or with predicted against true values. */
  public HtmlReport addTo(HtmlReport report) {
    scores.forEach((name, value) -> report.withFact(name, Outcome.number(value)));
    if (classes.isEmpty()) {
      return report.withPredictions(Predictions.of(target, truth, predicted));
    }
    int[] t = IntStream.range(0, truth.length).map(i -> (int) truth[i]).toArray();
    int[] p = IntStream.range(0, truth.length).map(i -> (int) predicted[i]).toArray();
    return report.withConfusionMatrix(ConfusionMatrix.count(classes, t, p));
  }

  /** Keeps this beside a study, so that a later report can draw it; at most 2,000 values. */
  void keepIn(Study study) {
    int step = classes.isEmpty() ? Math.max(1, (truth.length + MOST_POINTS - 1) / MOST_POINTS) : 1;
    List<Double> t = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    for (int i = 0; i < truth.length; i += step) {
      t.add(truth[i]);
      p.add(predicted[i]);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("target", target);
    map.put("scores", scores);
    map.put("classes", classes);
    map.put("truth", t);
    map.put("predicted", p);
    study.setSystemAttribute(ATTRIBUTE, map);
  }

  /** What was kept beside a study, if anything. */
  public static Optional<TestScore> storedIn(StudyRecord study) {
    if (study.systemAttributes().get(ATTRIBUTE) instanceof Map<?, ?> map
        && map.get("scores") instanceof Map<?, ?> scores
        && map.get("truth") instanceof List<?> truth
        && map.get("predicted") instanceof List<?> predicted
        && map.get("classes") instanceof List<?> classes
        && truth.size() == predicted.size()) {
      Map<String, Double> named = new LinkedHashMap<>();
      scores.forEach((name, value) -> named.put(String.valueOf(name), number(value)));
      return Optional.of(
          new TestScore(
              String.valueOf(map.get("target")),
              named,
              classes.stream().map(String::valueOf).toList(),
              doubles(truth),
              doubles(predicted)));
    }
    return Optional.empty();
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static double[] doubles(List<?> list) {
    return list.stream().mapToDouble(TestScore::number).toArray();
  }
}
