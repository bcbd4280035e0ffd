package dev.afina.core.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrialTableTest {

  private static final SearchSpace XY =
      SearchSpace.builder().doubleRange("x", 0, 1).doubleRange("y", 0, 1).build();
  private static final SearchSpace X = SearchSpace.builder().doubleRange("x", 0, 1).build();

  private final TrialTable minimized = new TrialTable(new double[] {1});
  private final TrialTable maximized = new TrialTable(new double[] {-1});

  private static FrozenTrial.Builder trial(int index, TrialState state, double x, double y) {
    return FrozenTrial.builder(state)
        .id(100 + index)
        .number(index)
        .index(index)
        .params(Params.of(XY, new double[] {x, y}));
  }

  private static FrozenTrial complete(int index, double value) {
    return trial(index, TrialState.COMPLETE, 0.1, 0.2).values(List.of(value)).build();
  }

  private static java.util.SortedMap<Integer, Double> reports(Object... stepsAndValues) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (int i = 0; i < stepsAndValues.length; i += 2) {
      reports.put((Integer) stepsAndValues[i], (Double) stepsAndValues[i + 1]);
    }
    return reports;
  }

  private double[] column(String name) {
    return Objects.requireNonNull(minimized.column(name));
  }

  @Test
  void laysTrialsOutInColumns() {
    for (int i = 0; i < 100; i++) {
      minimized.put(trial(i, TrialState.COMPLETE, i / 100.0, 0).values(List.of(2.0 * i)).build());
    }
    assertThat(minimized.size()).isEqualTo(100);
    assertThat(minimized.count(TrialState.COMPLETE)).isEqualTo(100);
    assertThat(minimized.names()).containsExactly("x", "y");
    assertThat(minimized.spaces()).containsExactly(XY);
    for (int i = 0; i < 100; i++) {
      assertThat(column("x")[i]).isEqualTo(i / 100.0);
      assertThat(minimized.loss(i, 0)).isEqualTo(2.0 * i);
    }
    assertThat(minimized.column("z")).isNull();
  }

  @Test
  void leavesRowsThatWereSkippedVacant() {
    minimized.put(complete(40, 1));
    assertThat(minimized.size()).isEqualTo(41);
    assertThat(minimized.isVacant(39)).isTrue();
    assertThat(minimized.state(39)).isEqualTo(TrialState.WAITING);
    assertThat(minimized.loss(39, 0)).isNaN();
    assertThat(column("x")[39]).isNaN();
    assertThat(minimized.count(TrialState.WAITING)).isZero();
    assertThat(minimized.reports(39)).isZero();
  }

  @Test
  void emptiesTheRowOfALostTrialUntilItsRetryFillsIt() {
    minimized.put(trial(0, TrialState.RUNNING, 0.1, 0.2).build());
    minimized.putReport(0, 3, 0.5);
    minimized.put(
        trial(0, TrialState.FAIL, 0.1, 0.2)
            .systemAttributes(Map.of(FrozenTrial.LOST, true))
            .intermediateValues(reports(3, 0.5))
            .build());
    assertThat(minimized.isVacant(0)).isTrue();
    assertThat(column("y")[0]).isNaN();
    assertThat(minimized.reports(0)).isZero();
    assertThat(minimized.count(TrialState.FAIL)).isZero();

    FrozenTrial retry =
        FrozenTrial.builder(TrialState.COMPLETE)
            .index(0)
            .number(1)
            .params(Params.of(X, new double[] {0.7}))
            .values(List.of(5.0))
            .build();
    minimized.put(retry);
    assertThat(minimized.isVacant(0)).isFalse();
    assertThat(column("x")[0]).isEqualTo(0.7);
    assertThat(column("y")[0]).isNaN();
    assertThat(minimized.loss(0, 0)).isEqualTo(5);
    assertThat(minimized.size()).isEqualTo(1);
  }

  @Test
  void turnsTheSignOfWhatIsMaximized() {
    maximized.put(
        trial(0, TrialState.COMPLETE, 0, 0)
            .values(List.of(0.9))
            .intermediateValues(reports(0, 0.5, 1, Double.NaN))
            .build());
    assertThat(maximized.loss(0, 0)).isEqualTo(-0.9);
    assertThat(maximized.reported(0, 0)).isEqualTo(-0.5);
    assertThat(maximized.reported(0, 1)).isNaN();
    maximized.put(trial(1, TrialState.RUNNING, 0, 0).build());
    maximized.putReport(1, 0, 0.25);
    assertThat(maximized.reported(1, 0)).isEqualTo(-0.25);
  }

  @Test
  void keepsEveryObjectiveOfItsOwnSign() {
    TrialTable both = new TrialTable(new double[] {1, -1});
    both.put(trial(0, TrialState.COMPLETE, 0, 0).values(List.of(1.0, 2.0)).build());
    assertThat(both.objectives()).isEqualTo(2);
    assertThat(both.loss(0, 0)).isEqualTo(1);
    assertThat(both.loss(0, 1)).isEqualTo(-2);
  }

  @Test
  void countsTheLastReportOfAPrunedTrialThatIsNoNan() {
    minimized.put(
        trial(0, TrialState.PRUNED, 0, 0)
            .intermediateValues(reports(0, 3.0, 1, 2.0, 2, Double.NaN))
            .build());
    assertThat(minimized.loss(0, 0)).isEqualTo(2);
    minimized.put(trial(1, TrialState.PRUNED, 0, 0).build());
    assertThat(minimized.loss(1, 0)).isNaN();
    minimized.put(trial(2, TrialState.FAIL, 0, 0).intermediateValues(reports(0, 3.0)).build());
    assertThat(minimized.loss(2, 0)).isNaN();
  }

  @Test
  void sortsReportsByStepAndKeepsTheFirstOfAStep() {
    minimized.put(trial(0, TrialState.RUNNING, 0, 0).build());
    minimized.putReport(0, 5, 0.5);
    minimized.putReport(0, 1, 0.1);
    minimized.putReport(0, 3, 0.3);
    minimized.putReport(0, 3, 9.0);
    assertThat(minimized.reports(0)).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(minimized.step(0, i)).isEqualTo(2 * i + 1);
      assertThat(minimized.reported(0, i)).isEqualTo((2 * i + 1) / 10.0);
    }
    assertThat(minimized.reportedAt(0, 3)).isEqualTo(0.3);
    assertThat(minimized.reportedAt(0, 2)).isNaN();
    assertThat(minimized.reportedAt(0, 9)).isNaN();
  }

  @Test
  void sumsUpViolations() {
    minimized.put(trial(0, TrialState.COMPLETE, 0, 0).values(List.of(1.0)).build());
    minimized.put(
        trial(1, TrialState.COMPLETE, 0, 0)
            .values(List.of(1.0))
            .constraints(Map.of("a", -5.0, "b", 0.0))
            .build());
    minimized.put(
        trial(2, TrialState.COMPLETE, 0, 0)
            .values(List.of(1.0))
            .constraints(Map.of("a", -5.0, "b", 2.0, "c", 0.5))
            .build());
    assertThat(minimized.violation(0)).isNaN();
    assertThat(minimized.violation(1)).isZero();
    assertThat(minimized.violation(2)).isEqualTo(2.5);
    assertThat(minimized.constraints(0)).isEmpty();
    assertThat(minimized.constraints(2))
        .containsOnly(Map.entry("a", -5.0), Map.entry("b", 2.0), Map.entry("c", 0.5));
    minimized.put(trial(2, TrialState.RUNNING, 0, 0).build());
    assertThat(minimized.constraints(2)).isEmpty();
  }

  @Test
  void showsWhatARunningTrialWasGivenAndForgetsWhatItNeverAskedFor() {
    minimized.put(FrozenTrial.builder(TrialState.RUNNING).index(0).build());
    long before = minimized.version();
    minimized.announce(0, Params.of(XY, new double[] {0.3, 0.4}));
    assertThat(minimized.version()).isNotEqualTo(before);
    minimized.putParams(0, Params.of(X, new double[] {0.3}));
    assertThat(minimized.space(0)).isEqualTo(X);
    assertThat(column("y")[0]).isEqualTo(0.4);
    minimized.put(
        FrozenTrial.builder(TrialState.COMPLETE)
            .index(0)
            .params(Params.of(X, new double[] {0.3}))
            .values(List.of(1.0))
            .build());
    assertThat(column("x")[0]).isEqualTo(0.3);
    assertThat(column("y")[0]).isNaN();
  }

  @Test
  void sharesTheSpaceOfEndedTrials() {
    minimized.put(complete(0, 1));
    SearchSpace again = SearchSpace.builder().doubleRange("x", 0, 1).doubleRange("y", 0, 1).build();
    minimized.put(
        FrozenTrial.builder(TrialState.COMPLETE)
            .index(1)
            .params(Params.of(again, new double[2]))
            .values(List.of(1.0))
            .build());
    assertThat(minimized.space(1)).isSameAs(minimized.space(0));
    assertThat(minimized.spaces()).hasSize(1);
  }

  @Test
  void isCopiedAsItIsAndNoFurther() {
    minimized.put(complete(0, 3));
    minimized.put(
        trial(1, TrialState.RUNNING, 0.3, 0.4).intermediateValues(reports(1, 5.0)).build());
    TrialTable copy = minimized.copy();
    minimized.putReport(1, 2, 4.0);
    minimized.put(trial(1, TrialState.COMPLETE, 0.5, 0.6).values(List.of(1.0)).build());
    for (int i = 2; i < 50; i++) {
      minimized.put(trial(i, TrialState.COMPLETE, 0.7, 0).values(List.of(0.0)).build());
    }

    assertThat(copy.size()).isEqualTo(2);
    assertThat(copy.count(TrialState.COMPLETE)).isEqualTo(1);
    assertThat(copy.count(TrialState.RUNNING)).isEqualTo(1);
    assertThat(copy.loss(0, 0)).isEqualTo(3);
    assertThat(copy.loss(1, 0)).isNaN();
    assertThat(copy.reports(1)).isEqualTo(1);
    assertThat(copy.reported(1, 0)).isEqualTo(5);
    assertThat(Objects.requireNonNull(copy.column("x"))[1]).isEqualTo(0.3);
    assertThat(copy.spaces()).containsExactly(XY);
    assertThat(copy.isRunning(1)).isTrue();

    copy.put(complete(1, 8));
    assertThat(minimized.loss(1, 0)).isEqualTo(1);
  }

  @Test
  void measuresSecondsOfEndedTrials() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    minimized.put(
        trial(0, TrialState.COMPLETE, 0, 0)
            .values(List.of(1.0))
            .start(start)
            .complete(start.plusMillis(1500))
            .build());
    minimized.put(trial(1, TrialState.RUNNING, 0, 0).start(start).build());
    assertThat(minimized.seconds(0)).isEqualTo(1.5);
    assertThat(minimized.seconds(1)).isNaN();
  }
}
