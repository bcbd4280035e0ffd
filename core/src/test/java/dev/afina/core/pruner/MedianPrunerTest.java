package dev.afina.core.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MedianPrunerTest {

  private final TrialTable table = new TrialTable(new double[] {1});

  private static void add(TrialTable table, TrialState state, SortedMap<Integer, Double> reports) {
    table.put(
        FrozenTrial.builder(state)
            .index(table.size())
            .number(table.size())
            .values(state == TrialState.COMPLETE ? List.of(0.0) : List.of())
            .intermediateValues(reports)
            .build());
  }

  /** Reports at the steps 0, 1, …. */
  private void add(TrialState state, double... reports) {
    TreeMap<Integer, Double> byStep = new TreeMap<>();
    for (int step = 0; step < reports.length; step++) {
      byStep.put(step, reports[step]);
    }
    add(table, state, byStep);
  }

  private boolean prunesLast(MedianPruner pruner) {
    return pruner.decide(table, table.size() - 1).prune();
  }

  @Test
  void decidesAsOptunaDoes() throws IOException {
    int cases = 0;
    int pruned = 0;
    try (InputStream stream = getClass().getResourceAsStream("median-pruner.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      TrialTable history = table;
      MedianPruner pruner = MedianPruner.create();
      boolean expected = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "case" -> {
            history = new TrialTable(new double[] {words[1].equals("minimize") ? 1 : -1});
            pruner =
                MedianPruner.afterWarmup(Integer.parseInt(words[3]))
                    .withStartupTrials(Integer.parseInt(words[2]))
                    .withInterval(Integer.parseInt(words[4]));
            expected = words[5].equals("True");
          }
          case "trial" -> add(history, TrialState.valueOf(words[1]), reports(words, 2));
          case "self" -> {
            add(history, TrialState.RUNNING, reports(words, 1));
            assertThat(pruner.decide(history, history.size() - 1).prune())
                .as("case %d", cases)
                .isEqualTo(expected);
            cases++;
            pruned += expected ? 1 : 0;
          }
          default -> assertThat(line).startsWith("# optuna 5.0.0");
        }
      }
    }
    assertThat(cases).isEqualTo(300);
    assertThat(pruned).isBetween(20, 280);
  }

  private static SortedMap<Integer, Double> reports(String[] words, int from) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (int i = from; i < words.length; i++) {
      String[] pair = words[i].split(":");
      reports.put(
          Integer.valueOf(pair[0]), pair[1].equals("nan") ? Double.NaN : Double.valueOf(pair[1]));
    }
    return reports;
  }

  @Test
  void endsATrialBehindTheMedianAndSaysWhy() {
    for (double value : new double[] {1, 2, 3, 4, 5}) {
      add(TrialState.COMPLETE, value, value - 1);
    }
    add(TrialState.RUNNING, 3, 2.01);
    PruneDecision decision = MedianPruner.create().decide(table, 5);
    assertThat(decision.prune()).isTrue();
    assertThat(decision.reason())
        .isEqualTo("its best report is behind the median of completed trials at step 1");
  }

  @Test
  void sparesATrialAtTheMedian() {
    for (double value : new double[] {1, 2, 3, 4}) {
      add(TrialState.COMPLETE, value);
    }
    add(TrialState.RUNNING, 2.5);
    assertThat(prunesLast(MedianPruner.create().withStartupTrials(4))).isFalse();
  }

  @Test
  void waitsForEnoughCompletedTrials() {
    for (int i = 0; i < 4; i++) {
      add(TrialState.COMPLETE, 0);
    }
    add(TrialState.PRUNED, 0);
    add(TrialState.RUNNING, 100);
    assertThat(prunesLast(MedianPruner.create())).isFalse();
    assertThat(prunesLast(MedianPruner.create().withStartupTrials(4))).isTrue();
  }

  @Test
  void comparesTheBestReportSoFar() {
    add(TrialState.COMPLETE, 5, 1);
    add(TrialState.RUNNING, 0.5, 100);
    assertThat(prunesLast(MedianPruner.create().withStartupTrials(1))).isFalse();
  }

  @Test
  void endsATrialOfNansOnlyAndOverlooksThoseOfOthers() {
    MedianPruner pruner = MedianPruner.create().withStartupTrials(1);
    add(TrialState.COMPLETE, Double.NaN);
    add(TrialState.COMPLETE, 1);
    add(TrialState.RUNNING, Double.NaN);
    assertThat(prunesLast(pruner)).isTrue();
    add(TrialState.RUNNING, 1.5);
    assertThat(prunesLast(pruner)).isTrue();
    add(TrialState.RUNNING, 0.5);
    assertThat(prunesLast(pruner)).isFalse();
  }

  @Test
  void decidesNothingWhereNobodyReportedAtThisStep() {
    add(TrialState.COMPLETE, 0, 0);
    add(TrialState.RUNNING, 9, 9, 9);
    assertThat(prunesLast(MedianPruner.create().withStartupTrials(1))).isFalse();
  }

  @Test
  void neverEndsATrialBeforeTheWarmup() {
    MedianPruner pruner = MedianPruner.afterWarmup(2).withStartupTrials(1);
    add(TrialState.COMPLETE, 0, 0, 0);
    add(TrialState.RUNNING, 9, 9);
    assertThat(prunesLast(pruner)).isFalse();
    add(TrialState.RUNNING, 9, 9, 9);
    assertThat(prunesLast(pruner)).isTrue();
  }

  @Test
  void decidesAtTheFirstReportOfAnIntervalOnly() {
    MedianPruner pruner = MedianPruner.afterWarmup(1).withStartupTrials(1).withInterval(3);
    add(TrialState.COMPLETE, 0, 0, 0, 0, 0);
    add(TrialState.RUNNING, 9, 9);
    assertThat(prunesLast(pruner)).isTrue();
    add(TrialState.RUNNING, 9, 9, 9);
    assertThat(prunesLast(pruner)).isFalse();
    add(TrialState.RUNNING, 9, 9, 9, 9, 9);
    assertThat(prunesLast(pruner)).isTrue();
  }

  @Test
  void refusesNumbersThatMakeNoRule() {
    assertThatThrownBy(() -> MedianPruner.afterWarmup(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warmupSteps (-1)");
    assertThatThrownBy(() -> MedianPruner.create().withInterval(0))
        .hasMessageContaining("interval (0) at least 1");
    assertThatThrownBy(() -> MedianPruner.create().withStartupTrials(-2))
        .hasMessageContaining("startupTrials (-2)");
  }

  @Test
  void neverEndsATrialWithoutARule() {
    add(TrialState.COMPLETE, 0);
    add(TrialState.RUNNING, Double.NaN);
    assertThat(Pruner.none().decide(table, 1).prune()).isFalse();
    assertThat(Pruner.none().name()).isEqualTo("none");
  }
}
