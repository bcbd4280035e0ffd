package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.algorithms.importance.Fanova;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportBrowserTest extends InBrowser {

  private static HtmlReport mlp() {
    int[] truth = IntStream.range(0, 400).map(i -> i % 10).toArray();
    int[] predicted = IntStream.range(0, 400).map(i -> i % 37 == 0 ? i % 7 : i % 10).toArray();
    List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return HtmlReport.of(SampleStudies.mlpStudy(), SampleStudies.mlp(40, 20))
        .withFact("Test accuracy", "0.9722")
        .withConfusionMatrix(ConfusionMatrix.count(labels, truth, predicted));
  }

  @ParameterizedTest
  @ValueSource(ints = {1200, 400})
  void drawsEveryChartOfANetworkStudy(int width) {
    open(mlp(), width);
    assertThat(charts())
        .startsWith("history", "curves", "importance", "parallel", "contour", "slice-0")
        .endsWith("edf", "timeline")
        .hasSize(
            7 + Columns.of(SampleStudies.mlpStudy(), SampleStudies.mlp(40, 20)).params().size());
    assertThat(page.locator("h1").textContent()).isEqualTo("digits");
    assertThat(page.locator(".matrix tbody tr").count()).isEqualTo(10);
    assertThat(page.locator(".trials tbody tr").count()).isEqualTo(40);
    assertThat(page.locator("#failures").textContent()).contains("OutOfMemoryError");
    assertThat(page.locator(".cards").textContent()).contains("0.9722", "random", "median");
  }

  @Test
  void sortsTheTableByAClickOnAColumn() {
    open(mlp(), 1200);
    int value = 3;
    page.locator(".trials th button").nth(value - 1).click();
    List<Double> up = column(value);
    assertThat(up).hasSizeGreaterThan(20).isSorted();
    page.locator(".trials th button").nth(value - 1).click();
    List<Double> down = column(value);
    assertThat(down).isEqualTo(up.stream().sorted(java.util.Comparator.reverseOrder()).toList());
    assertThat(page.locator(".trials th").nth(value - 1).getAttribute("aria-sort"))
        .isEqualTo("descending");
    String last =
        page.locator(".trials tbody tr").last().locator("td").nth(value - 1).textContent();
    assertThat(last).as("trials without a value come last").isEqualTo("–");
  }

  private List<Double> column(int number) {
    return page
        .locator(".trials tbody tr td:nth-child(%d)".formatted(number))
        .allTextContents()
        .stream()
        .filter(text -> !text.equals("–"))
        .map(Double::valueOf)
        .toList();
  }

  @Test
  void filtersTheTableByStateAndText() {
    open(mlp(), 1200);
    page.locator("#trials select").selectOption("failed");
    assertThat(page.locator(".trials tbody td .state").allTextContents())
        .isNotEmpty()
        .containsOnly("failed");
    page.locator("#trials input").fill("no such text");
    assertThat(page.locator(".trials tbody tr").count()).isZero();
  }

  @Test
  void namesTheTrialOfTheCurveUnderThePointer() {
    open(mlp(), 1200);
    page.locator("[data-chart=curves]").scrollIntoViewIfNeeded();
    Object at =
        page.evaluate(
            """
            (() => {
              const entry = charts.find((c) => c.box.dataset.chart === 'curves');
              const line = entry.found.find((l) => l.points.length > 10);
              const bounds = entry.box.getBoundingClientRect();
              return [bounds.left + line.points[9][0], bounds.top + line.points[9][1]];
            })()
            """);
    List<?> point = (List<?>) at;
    page.mouse().move(((Number) point.get(0)).doubleValue(), ((Number) point.get(1)).doubleValue());
    page.waitForSelector("[data-chart=curves] .tip:not([hidden])");
    assertThat(page.locator("[data-chart=curves] .tip").textContent()).startsWith("Trial ");
    assertThat(page.locator("[data-chart=curves] svg.over polyline").count()).isEqualTo(1);
  }

  @Test
  void switchesTheHistoryToALogarithmicScale() {
    open(mlp(), 1200);
    String before = page.locator("[data-chart=history]").innerHTML();
    page.locator("#history input").check();
    assertThat(page.locator("[data-chart=history]").innerHTML()).isNotEqualTo(before);
    assertThat(complaints).isEmpty();
  }

  @Test
  void drawsTheContourOfAnyTwoParameters() {
    open(mlp(), 1200);
    String before = page.locator("[data-chart=contour]").innerHTML();
    page.locator("#contour select").nth(0).selectOption("optimizer");
    assertThat(page.locator("#contour h2").textContent()).startsWith("Contour: optimizer and ");
    assertThat(page.locator("[data-chart=contour]").innerHTML()).isNotEqualTo(before);
    page.locator("#contour select").nth(1).selectOption("units_3");
    assertThat(page.locator("#contour h2").textContent()).endsWith(" and units_3");
    page.locator("#contour select").nth(0).selectOption("learning_rate");
    assertThat(complaints).isEmpty();
    assertThat(charts()).contains("contour");
  }

  @Test
  void saysHowImportanceWasMeasured() {
    open(mlp().withImportance(new Fanova()), 1200);
    assertThat(page.locator("#importance").textContent()).contains("fANOVA", "complete trials");
    assertThat(page.locator("[data-chart=importance]").textContent())
        .contains("learning_rate", "%");
  }

  @ParameterizedTest
  @EnumSource(
      value = PlotKind.class,
      names = {"SURROGATE", "PARETO", "RUNGS"},
      mode = EnumSource.Mode.EXCLUDE)
  void showsOneChartOnAPageOfItsOwn(PlotKind kind) {
    Path file = folder.resolve("plot.html");
    Plot.of(kind, SampleStudies.mlpStudy(), SampleStudies.mlp(40, 20)).writeTo(file);
    page.navigate(file.toUri().toString());
    page.waitForSelector("html[data-ready]");
    assertThat(complaints).isEmpty();
    assertThat(charts()).allSatisfy(name -> assertThat(name).startsWith(kind.label()));
    assertThat(page.locator("section").count()).isEqualTo(1);
    assertThat(page.locator("h1").textContent()).isEqualTo("digits");
  }

  @Test
  void drawsTheParetoFrontOfTwoObjectives() {
    StudyRecord study = SampleStudies.study("two", Direction.MINIMIZE, Direction.MINIMIZE);
    study = SampleStudies.named(study, "latency", "error");
    open(HtmlReport.of(study, SampleStudies.twoObjectives()), 1200);
    assertThat(charts()).contains("pareto", "history", "parallel", "slice-0");
    page.locator("header select").selectOption("error");
    assertThat(page.locator("#history").innerHTML()).contains("error");
    assertThat(complaints).isEmpty();
    charts();
  }

  @Test
  void survivesStudiesWithNothingToDraw() {
    StudyRecord study = SampleStudies.study("empty", Direction.MINIMIZE);
    open(HtmlReport.of(study, List.of()), 1200);
    assertThat(page.locator("#trials").textContent()).contains("no trials yet");
    open(HtmlReport.of(study, List.of(SampleStudies.simple(0, TrialState.COMPLETE, 0.5, 3))), 400);
    assertThat(charts()).contains("history", "parallel", "slice-0");
    List<FrozenTrial> failed =
        List.of(
            SampleStudies.failed(0, "disk full"),
            SampleStudies.failed(1, "disk full"),
            SampleStudies.failed(2, "NaN"));
    open(HtmlReport.of(study, failed), 1200);
    assertThat(charts()).containsExactly("history", "timeline");
    assertThat(page.locator("#importance").textContent())
        .contains("No trial is complete yet, so no importance can be told.");
    assertThat(page.locator("#contour").textContent())
        .contains("A contour plot needs complete trials with two parameters.");
    assertThat(page.locator("#failures").textContent()).contains("3 trials of 3", "2 ×disk full");
  }

  @Test
  void survivesInfinitiesAndNaN() {
    double[] odd = {
      1,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.NaN,
      Double.MIN_VALUE
    };
    List<FrozenTrial> trials = new ArrayList<>();
    for (int i = 0; i < odd.length; i++) {
      trials.add(
          SampleStudies.simple(i, TrialState.COMPLETE, 0.1 * i, odd[i]).toBuilder()
              .intermediateValues(new java.util.TreeMap<>(Map.of(0, odd[i], 5, 1.0 * i)))
              .build());
    }
    open(HtmlReport.of(SampleStudies.study("odd", Direction.MAXIMIZE), trials), 1200);
    assertThat(charts()).contains("history", "curves");
    assertThat(page.locator(".trials").textContent()).contains("∞", "−∞", "NaN");
    assertThat(page.locator("#history").textContent()).contains("3 trials with an infinite");
  }

  @Test
  void neverRunsWhatAStudyIsNamed() {
    StudyRecord study =
        SampleStudies.named(
            SampleStudies.study("</title><script>window.hacked = 0</script>", Direction.MINIMIZE),
            "<b onclick=alert(1)>loss</b>");
    List<FrozenTrial> trials = SampleStudies.hostile();
    open(
        HtmlReport.of(study, trials)
            .withFact("<i>fact</i>", "</script>")
            .withConfusionMatrix(
                ConfusionMatrix.of(List.of("<u>a</u>", "b"), new long[][] {{1, 2}, {3, 4}})),
        1200);
    charts();
    for (String chart : List.of("history", "slice-0")) {
      page.locator("[data-chart=%s]".formatted(chart)).hover();
    }
    assertThat(page.evaluate("String(window.hacked)")).isEqualTo("undefined");
    assertThat(page.locator("main script, main img, main b[onclick], main u, main i").count())
        .isZero();
    assertThat(page.locator("h1").textContent()).isEqualTo(study.name());
  }

  @Test
  void staysQuickWithTenThousandTrials() throws Exception {
    HtmlReport report = HtmlReport.of(SampleStudies.mlpStudy(), SampleStudies.mlp(10_000, 100));
    open(report, 1200);
    assertThat(charts()).contains("history", "curves", "parallel");
    assertThat(Files.size(folder.resolve("report.html"))).isLessThan(8_000_000);
    assertThat(page.locator(".trials tbody tr").count()).isEqualTo(50);
    assertThat(page.locator("#curves").textContent()).contains("curves are drawn");
    assertThat(page.locator("#parallel").textContent()).contains("trials are drawn");
    page.locator("#trials button.plain").click();
    assertThat(page.locator(".trials tbody tr").count()).isEqualTo(100);
  }
}
