package dev.afina.report;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Trials as schedulers leave them; always the same. */
final class SampleRungs {

  private SampleRungs() {}

  static StudyRecord study() {
    return SampleStudies.named(SampleStudies.study("halved", Direction.MINIMIZE), "loss");
  }

  /** A trial with reports at ascending pairs of a step and a value; its value is the last one. */
  static FrozenTrial trial(
      int number, @Nullable Leg leg, TrialState state, double... stepsAndValues) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (int i = 0; i < stepsAndValues.length; i += 2) {
      reports.put((int) stepsAndValues[i], stepsAndValues[i + 1]);
    }
    return trial(number, leg, state, reports);
  }

  private static FrozenTrial trial(
      int number, @Nullable Leg leg, TrialState state, SortedMap<Integer, Double> reports) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    if (leg != null) {
      system.put(FrozenTrial.LEG, leg.toAttribute());
    }
    boolean hasValue = state == TrialState.COMPLETE || state == TrialState.PRUNED;
    SearchSpace space = SearchSpace.builder().logUniform("lr", 1e-5, 1e-1).build();
    return FrozenTrial.builder(state)
        .id(number)
        .number(number)
        .index(number)
        .params(Params.of(space, new double[] {1e-5 * Math.pow(10, number % 5)}))
        .values(
            hasValue && !reports.isEmpty() ? List.of(reports.get(reports.lastKey())) : List.of())
        .intermediateValues(reports)
        .systemAttributes(system)
        .start(SampleStudies.START.plusSeconds(number))
        .complete(state.isFinished() ? SampleStudies.START.plusSeconds(number + 30L) : null)
        .build();
  }

  /** The same, set aside. */
  static FrozenTrial paused(FrozenTrial trial, double seconds) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>(trial.systemAttributes());
    system.put(FrozenTrial.PAUSED, true);
    system.put(FrozenTrial.WORKED, seconds);
    return trial.toBuilder().systemAttributes(system).build();
  }

  /** One bracket: so many trials, of which at each step every third goes on. */
  static List<FrozenTrial> bracket(int trials, int... steps) {
    List<FrozenTrial> all = new ArrayList<>();
    addBracket(all, 0, trials, new SplittableRandom(5), steps);
    return all;
  }

  /** Hyperband up to 81 steps, in its last bracket; those that wait there are set aside. */
  static List<FrozenTrial> hyperband() {
    SplittableRandom random = new SplittableRandom(11);
    List<FrozenTrial> all = new ArrayList<>();
    addBracket(all, 0, 81, random, 1, 3, 9, 27, 81);
    addBracket(all, 1, 34, random, 3, 9, 27, 81);
    addBracket(all, 2, 15, random, 9, 27, 81);
    addBracket(all, 3, 8, random, 27, 81);
    addBracket(all, 4, 5, random, 81);
    all.replaceAll(
        trial ->
            trial.leg().orElseThrow().equals(new Leg(3, 27)) && trial.number() % 2 == 0
                ? paused(
                    trial.toBuilder()
                        .state(TrialState.RUNNING)
                        .values(List.of())
                        .complete(null)
                        .build(),
                    12.5)
                : trial);
    return all;
  }

  private static void addBracket(
      List<FrozenTrial> all, int bracket, int trials, SplittableRandom random, int... steps) {
    List<TreeMap<Integer, Double>> curves = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      double floor = 0.08 + 0.6 * Math.pow(random.nextDouble(), 2);
      double pace = 4 + 20 * random.nextDouble();
      TreeMap<Integer, Double> curve = new TreeMap<>();
      for (int step = 1; step <= steps[steps.length - 1]; step++) {
        double noise = 0.02 * random.nextDouble() / Math.sqrt(step);
        curve.put(step, floor + 2 * Math.exp(-Math.sqrt(step * 3 / pace)) + noise);
      }
      curves.add(curve);
    }
    List<Integer> there = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      there.add(i);
    }
    int[] reached = new int[trials];
    for (int rung = 0; rung < steps.length; rung++) {
      int step = steps[rung];
      for (int i : there) {
        reached[i] = rung;
      }
      there.sort(Comparator.comparing(i -> curves.get(i).get(step)));
      there = new ArrayList<>(there.subList(0, Math.max(1, there.size() / 3)));
    }
    for (int i = 0; i < trials; i++) {
      int step = steps[reached[i]];
      TrialState state = reached[i] == steps.length - 1 ? TrialState.COMPLETE : TrialState.PRUNED;
      all.add(trial(all.size(), new Leg(bracket, step), state, curves.get(i).headMap(step, true)));
    }
  }
}
