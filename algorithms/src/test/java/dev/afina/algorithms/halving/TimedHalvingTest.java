package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Assignment;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trials whose steps take a known time, without waiting for it. */
class TimedHalvingTest {

  private final TrialTable table = new TrialTable(new double[] {1});
  private final List<TreeMap<Integer, Double>> curves = new ArrayList<>();
  private final List<Double> worked = new ArrayList<>();
  private double spent;
  private double slowing = 1;

  private void put(int row, TrialState state, @Nullable Boolean paused, Leg leg) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put(FrozenTrial.LEG, leg.toAttribute());
    system.put(FrozenTrial.WORKED, worked.get(row));
    if (paused != null) {
      system.put(FrozenTrial.PAUSED, paused);
    }
    table.put(
        FrozenTrial.builder(state)
            .id(row)
            .number(row)
            .index(row)
            .values(state == TrialState.COMPLETE ? List.of((double) row) : List.of())
            .intermediateValues(curves.get(row))
            .systemAttributes(system)
            .build());
  }

  /** Runs a scheduler with one worker; a lower row is better, and its steps are slower. */
  private void run(Scheduler scheduler, double pace) {
    for (int leg = 0; leg < 1000; leg++) {
      Assignment assignment = scheduler.next(table, true);
      if (assignment instanceof Assignment.Start start) {
        curves.add(new TreeMap<>());
        worked.add(0.0);
        train(scheduler, curves.size() - 1, null, start.leg(), pace);
      } else if (assignment instanceof Assignment.Continue on) {
        assertThat(table.isPaused(on.row())).isTrue();
        train(scheduler, on.row(), false, on.leg(), pace);
      } else {
        assertThat(assignment).isInstanceOf(Assignment.Done.class);
        return;
      }
    }
    throw new AssertionError("it never ends");
  }

  private void train(Scheduler scheduler, int row, @Nullable Boolean before, Leg leg, double pace) {
    double own = pace / (1 + 0.1 * row);
    while (curves.get(row).size() < leg.maxStep()) {
      curves.get(row).put(curves.get(row).size() + 1, (double) row);
      double seconds = own * (leg.bracket() == 2 ? slowing : 1);
      worked.set(row, worked.get(row) + seconds);
      spent += seconds;
      put(row, TrialState.RUNNING, before, leg);
      PruneDecision decision = scheduler.decide(table, row);
      if (decision.pause()) {
        put(row, TrialState.RUNNING, true, leg);
        return;
      }
      if (decision.prune()) {
        put(row, TrialState.PRUNED, before, leg);
        return;
      }
    }
    put(row, TrialState.COMPLETE, before, leg);
  }

  @Test
  void neverExceedsItsTimeAndUsesMostOfIt() {
    for (double pace : new double[] {0.01, 0.1, 0.6}) {
      TimedHalvingTest fresh = new TimedHalvingTest();
      fresh.run(TimedHalving.of(9, Duration.ofSeconds(60)), pace);
      assertThat(fresh.spent).isBetween(30.0, 60.0);
      assertThat(fresh.curves).hasSize(9);
      assertThat(fresh.table.state(0)).isEqualTo(TrialState.COMPLETE);
      assertThat(fresh.table.count(TrialState.COMPLETE)).isEqualTo(1);
    }
  }

  @Test
  void givesEveryRungTheSameTime() {
    run(TimedHalving.of(9, Duration.ofSeconds(90)), 0.1);
    int first = curves.get(8).size();
    int second = curves.get(2).size();
    int third = curves.get(0).size();
    assertThat(first).isBetween(20, 60);
    assertThat((second - first) / (double) first).isBetween(2.0, 4.5);
    assertThat((third - second) / (double) (second - first)).isBetween(1.5, 4.5);
  }

  @Test
  void completesTheLastTrialAlsoWhereItsStepsBecomeSlower() {
    slowing = 1.45;
    run(TimedHalving.of(9, Duration.ofSeconds(60)), 0.01);
    assertThat(spent).isBetween(50.0, 60.0);
    assertThat(table.count(TrialState.COMPLETE)).isEqualTo(1);
  }

  @Test
  void prunesTheLastTrialBeforeTheTimeIsExceeded() {
    slowing = 2;
    run(TimedHalving.of(9, Duration.ofSeconds(60)), 0.01);
    assertThat(spent).isBetween(50.0, 60.0);
    assertThat(table.state(0)).isEqualTo(TrialState.PRUNED);
  }

  @Test
  void endsWhereTheTimeIsTooShort() {
    run(TimedHalving.of(9, Duration.ofSeconds(2)), 1);
    assertThat(spent).isLessThanOrEqualTo(2);
  }

  @Test
  void refusesBudgetsThatCannotBe() {
    assertThatThrownBy(() -> TimedHalving.of(0, Duration.ofSeconds(1))).hasMessageContaining("(0)");
    assertThatThrownBy(() -> TimedHalving.of(3, Duration.ZERO)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> TimedHalving.of(3, Duration.ofSeconds(1), 1))
        .hasMessageContaining("the factor (1)");
  }
}
