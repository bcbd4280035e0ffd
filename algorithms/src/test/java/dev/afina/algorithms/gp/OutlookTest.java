package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutlookTest {

  private final TrialTable table = new TrialTable(new double[] {1});

  /** Adds a trial that reported these losses after its first steps, and returns its row. */
  private int add(TrialState state, double... reports) {
    int row = table.size();
    SortedMap<Integer, Double> values = new TreeMap<>();
    for (int i = 0; i < reports.length; i++) {
      values.put(i + 1, reports[i]);
    }
    double last = reports[reports.length - 1];
    table.put(
        FrozenTrial.builder(state)
            .id(row)
            .number(row)
            .index(row)
            .values(state == TrialState.COMPLETE ? List.of(last) : List.of())
            .intermediateValues(values)
            .build());
    return row;
  }

  private void complete(double... reports) {
    add(TrialState.COMPLETE, reports);
  }

  private int pruned(double... reports) {
    return add(TrialState.PRUNED, reports);
  }

  @Test
  void addsWhatCompleteTrialsGainedFromTheSameStep() {
    complete(5, 4, 3);
    complete(6, 4, 2);
    complete(5, 4, 2.5);
    int first = pruned(7);
    int second = pruned(7, 6);
    Outlook outlook = new Outlook(table);
    assertThat(outlook.of(first)).isCloseTo(7 - 2.5, within(1e-12));
    assertThat(outlook.of(second)).isCloseTo(6 - 1.5, within(1e-12));
  }

  @Test
  void looksAtThoseThatCameFarthestWhereFewAreComplete() {
    complete(9, 9, 9, 1);
    pruned(5, 4, 3);
    pruned(6, 5, 5);
    int first = pruned(8);
    int third = pruned(7, 6, 5);
    Outlook outlook = new Outlook(table);
    assertThat(outlook.of(first)).isCloseTo(8 - 2, within(1e-12));
    assertThat(outlook.of(third)).isEqualTo(5);
  }

  @Test
  void takesAReportAsItIsWhereNobodyWentOn() {
    int first = pruned(8);
    assertThat(new Outlook(table).of(first)).isEqualTo(8);
  }
}
