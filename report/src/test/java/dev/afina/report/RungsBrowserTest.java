package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RungsBrowserTest extends InBrowser {

  @ParameterizedTest
  @ValueSource(ints = {1200, 400})
  void drawsEveryBracketOfHyperband(int width) {
    open(HtmlReport.of(SampleRungs.study(), SampleRungs.hyperband()), width);

    assertThat(charts()).contains("rungs-0", "rungs-1", "rungs-2", "rungs-3", "rungs-4");
    assertThat(page.locator("#rungs h3").allTextContents())
        .contains("Bracket 0: 81 → 27 → 9 → 3 → 1", "Bracket 4: 5");
    assertThat(page.locator("#rungs .legend").textContent())
        .contains("best of its bracket", "went no further", "set aside")
        .doesNotContain("failed");
    assertThat(page.locator(".rungs tbody").count()).isEqualTo(5);
    assertThat(page.locator(".rungs tbody").nth(3).locator("tr").allTextContents())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("32782"), // bracket 3, step 27: 8 came, 2 went on
            last -> assertThat(last).startsWith("812–"));
  }

  @Test
  void drawsOneBracketOfManyTrialsAsOneChart() {
    open(HtmlReport.of(SampleRungs.study(), SampleRungs.bracket(300, 1, 3, 9)), 1200);

    assertThat(charts()).contains("rungs").noneMatch(name -> name.startsWith("rungs-"));
    assertThat(page.locator("#rungs .hint").textContent()).startsWith("Trials: 300 → 100 → 33. ");
    assertThat(page.locator(".rungs tbody tr").count()).isEqualTo(3);
  }

  @Test
  void namesTheTrialUnderThePointerWithItsValuesAtTheRungs() {
    open(HtmlReport.of(SampleRungs.study(), SampleRungs.bracket(9, 1, 3, 9)), 1200);
    page.locator("[data-chart=rungs]").scrollIntoViewIfNeeded();
    List<?> at =
        (List<?>)
            page.evaluate(
                """
                (() => {
                  const entry = charts.find((c) => c.box.dataset.chart === 'rungs');
                  const line = entry.found.find((l) => l.points.length === 3);
                  const bounds = entry.box.getBoundingClientRect();
                  return [bounds.left + line.points[2][0], bounds.top + line.points[2][1]];
                })()
                """);
    page.mouse().move(((Number) at.get(0)).doubleValue(), ((Number) at.get(1)).doubleValue());
    page.waitForSelector("[data-chart=rungs] .tip:not([hidden])");
    assertThat(page.locator("[data-chart=rungs] .tip").textContent())
        .startsWith("Trial ")
        .contains("at step 1", "at step 3", "at step 9");
  }

  @Test
  void tellsPausedTrialsFromRunningOnes() {
    FrozenTrial open = SampleRungs.trial(0, new Leg(0, 9), TrialState.RUNNING, 1, 0.5, 9, 0.4);
    List<FrozenTrial> trials =
        List.of(
            SampleRungs.paused(open, 2.5),
            SampleRungs.trial(1, new Leg(0, 9), TrialState.RUNNING, 1, 0.5),
            SampleRungs.trial(2, new Leg(0, 9), TrialState.COMPLETE, 1, 0.5, 9, 0.3));
    open(HtmlReport.of(SampleRungs.study(), trials), 1200);

    assertThat(page.locator(".trials .state").allTextContents())
        .containsExactly("paused at step 9", "running", "complete");
    assertThat(page.locator(".cards").textContent()).contains("1 complete, 1 running, 1 paused");
    page.locator("#trials select").selectOption("paused");
    assertThat(page.locator(".trials tbody tr").count()).isEqualTo(1);
    assertThat(page.locator(".trials tbody tr").textContent()).contains("2.50 s");
    assertThat(page.locator("#timeline .legend").textContent()).contains("paused");
    charts();
  }

  @Test
  void hasNoSuchSectionWhereNoSchedulerRan() {
    open(HtmlReport.of(SampleStudies.mlpStudy(), SampleStudies.mlp(10, 5)), 1200);
    assertThat(page.locator("#rungs").count()).isZero();

    FrozenTrial begun = SampleRungs.trial(0, new Leg(0, 9), TrialState.RUNNING);
    open(HtmlReport.of(SampleRungs.study(), List.of(begun)), 1200);
    assertThat(page.locator("#rungs").textContent()).contains("No trial has come to a rung yet.");
    assertThat(page.locator("#rungs table").count()).isZero();
  }

  @Test
  void isAPageOfItsOwnToo() {
    Path file = folder.resolve("plot.html");
    Plot.of(PlotKind.RUNGS, SampleRungs.study(), SampleRungs.hyperband()).writeTo(file);
    page.navigate(file.toUri().toString());
    page.waitForSelector("html[data-ready]");

    assertThat(complaints).isEmpty();
    assertThat(charts()).hasSize(5).allMatch(name -> name.startsWith("rungs-"));
    assertThat(page.locator("section").count()).isEqualTo(1);
    assertThat(page.locator(".rungs tbody tr").count()).isEqualTo(15);
  }
}
