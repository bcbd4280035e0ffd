package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StagesTest {

  private static final double FIRST_OF_THREE = Math.log(2) / Math.log(5);

  private final TrialTable table = new TrialTable(new double[] {1});

  /** Adds a trial that reported these losses after its first steps. */
  private void add(TrialState state, boolean scheduled, double... reports) {
    int row = table.size();
    SortedMap<Integer, Double> values = new TreeMap<>();
    IntStream.range(0, reports.length).forEach(i -> values.put(i + 1, reports[i]));
    double last = reports[reports.length - 1];
    FrozenTrial.Builder trial =
        FrozenTrial.builder(state)
            .id(row)
            .number(row)
            .index(row)
            .values(state == TrialState.COMPLETE ? List.of(last) : List.of())
            .intermediateValues(values);
    if (scheduled) {
      trial.systemAttributes(
          Map.of(FrozenTrial.LEG, new Leg(0, Math.max(1, reports.length)).toAttribute()));
    }
    table.put(trial.build());
  }

  private Stages stages() {
    return new Stages(table, IntStream.range(0, table.size()).toArray());
  }

  private double[] losses() {
    Outlook outlook = new Outlook(table);
    return IntStream.range(0, table.size())
        .mapToDouble(
            row -> table.state(row) == TrialState.PRUNED ? outlook.of(row) : table.loss(row, 0))
        .toArray();
  }

  @Test
  void trialsThatWentOnAreSeenWhereOthersWereSetAside() {
    add(TrialState.COMPLETE, true, 5, 4, 3);
    add(TrialState.PRUNED, true, 8);
    add(TrialState.COMPLETE, true, 6, 5, 2);
    add(TrialState.COMPLETE, true, 7, 5, 5);
    Stages stages = stages();
    List<Stages.Stage> observed = stages.of(losses(), 100);
    assertThat(observed.stream().map(Stages.Stage::position)).containsExactly(0, 0, 1, 2, 2, 3, 3);
    assertThat(observed.stream().map(Stages.Stage::isLast))
        .containsExactly(false, true, true, false, true, false, true);
    assertThat(stages.shares()).containsExactly(1, FIRST_OF_THREE, 1, 1);
    assertThat(observed.get(0).share()).isEqualTo(FIRST_OF_THREE);
    assertThat(observed.stream().mapToDouble(Stages.Stage::loss).toArray())
        .containsExactly(new double[] {5 - 2, 3, 8 - 2, 6 - 2, 2, 7 - 2, 5}, within(1e-12));
  }

  @Test
  void whatEndsBadTrialsOnlyAddsNothing() {
    add(TrialState.COMPLETE, false, 5, 4, 3);
    add(TrialState.PRUNED, false, 8);
    assertThat(stages().of(losses(), 100)).allMatch(Stages.Stage::isLast).hasSize(2);
  }

  @Test
  void theBestComeFirstWhereThereAreTooMany() {
    add(TrialState.COMPLETE, true, 5, 4, 3);
    add(TrialState.PRUNED, true, 8);
    add(TrialState.COMPLETE, true, 6, 5, 2);
    List<Stages.Stage> observed = stages().of(losses(), 4);
    assertThat(observed.stream().map(Stages.Stage::position)).containsExactly(0, 1, 2, 2);
    assertThat(stages().of(losses(), 1)).hasSize(3);
  }

  @Test
  void trialsThatSayNothingAreLeftOut() {
    add(TrialState.COMPLETE, true, 5, 4, 3);
    add(TrialState.PRUNED, true, 8);
    double[] losses = {Double.NaN, 6};
    assertThat(stages().of(losses, 100).stream().map(Stages.Stage::position)).containsExactly(1);
  }
}
