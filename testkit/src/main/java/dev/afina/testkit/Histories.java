package dev.afina.testkit;

import dev.afina.core.sampler.Uniform;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Trial histories for tests of samplers and pruners, made of random but repeatable trials. */
final class Histories {

  private Histories() {}

  /** Ended trials of a space by index, each in the state and with the value that is told. */
  static TrialTable of(
      SearchSpace space, int trials, IntFunction<TrialState> state, IntToDoubleFunction value) {
    TrialTable table = new TrialTable(new double[] {1});
    SplittableRandom random = new SplittableRandom(trials);
    for (int index = 0; index < trials; index++) {
      double[] internals = new double[space.size()];
      for (int i = 0; i < internals.length; i++) {
        internals[i] = Uniform.draw(space.distribution(i), random);
      }
      TrialState ended = state.apply(index);
      double result = value.applyAsDouble(index);
      SortedMap<Integer, Double> reports = new TreeMap<>();
      if (ended == TrialState.PRUNED) {
        reports.put(0, result);
      }
      table.put(
          FrozenTrial.builder(ended)
              .id(index)
              .number(index)
              .index(index)
              .params(Params.of(space, internals))
              .values(ended == TrialState.COMPLETE ? List.of(result) : List.of())
              .intermediateValues(reports)
              .build());
    }
    return table;
  }

  /** Completed trials whose values look random. */
  static TrialTable complete(SearchSpace space, int trials) {
    return of(space, trials, index -> TrialState.COMPLETE, index -> Math.sin(index * 12.9898));
  }

  /** Adds a trial that has just begun, and returns its index. */
  static int begin(TrialTable table) {
    int index = table.size();
    table.put(FrozenTrial.builder(TrialState.RUNNING).id(index).number(index).index(index).build());
    return index;
  }

  /** Adds a trial with reports at the steps 0, 1, …, and returns its index. */
  static int curve(TrialTable table, TrialState state, double... reports) {
    int index = table.size();
    SortedMap<Integer, Double> byStep = new TreeMap<>();
    for (int step = 0; step < reports.length; step++) {
      byStep.put(step, reports[step]);
    }
    double last = reports[reports.length - 1];
    table.put(
        FrozenTrial.builder(state)
            .id(index)
            .number(index)
            .index(index)
            .values(state == TrialState.COMPLETE && !Double.isNaN(last) ? List.of(last) : List.of())
            .intermediateValues(byStep)
            .build());
    return index;
  }
}
