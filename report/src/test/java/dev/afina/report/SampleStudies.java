package dev.afina.report;

import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Studies like the ones that people have, and some that nobody wants; always the same. */
final class SampleStudies {

  static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

  private static final List<String> ACTIVATIONS = List.of("relu", "tanh", "gelu", "selu");

  private SampleStudies() {}

  static StudyRecord study(String name, Direction... directions) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put("afina:seed", 7L);
    system.put("afina:sampler", "random");
    system.put("afina:pruner", "median");
    return new StudyRecord(1, name, List.of(directions), Map.of(), system);
  }

  static StudyRecord named(StudyRecord study, String... metrics) {
    Map<String, @Nullable Object> system = new LinkedHashMap<>(study.systemAttributes());
    system.put("study:metric_names", List.of(metrics));
    return new StudyRecord(study.id(), study.name(), study.directions(), Map.of(), system);
  }

  static StudyRecord mlpStudy() {
    return named(study("digits", Direction.MAXIMIZE), "val_accuracy");
  }

  /** Trials of a network of 0 to 4 layers, with learning curves; some pruned, some failed. */
  static List<FrozenTrial> mlp(int trials, int epochs) {
    SplittableRandom random = new SplittableRandom(42);
    List<FrozenTrial> list = new ArrayList<>();
    Instant now = START;
    for (int number = 0; number < trials; number++) {
      SearchSpace.Builder space = SearchSpace.builder();
      List<Double> values = new ArrayList<>();
      int layers = random.nextInt(5);
      space.intRange("layers", 0, 4);
      values.add((double) layers);
      for (int i = 0; i < layers; i++) {
        space.logInt("units_" + i, 16, 512);
        values.add(Math.rint(Math.exp(Math.log(16) + random.nextDouble() * Math.log(32))));
      }
      if (layers > 0) {
        space.categorical("activation", ACTIVATIONS.toArray());
        values.add((double) random.nextInt(4));
        space.doubleRange("dropout", 0, 0.5);
        values.add(random.nextDouble() * 0.5);
        space.bool("batch_normalization");
        values.add((double) random.nextInt(2));
      }
      double rate = Math.pow(10, -5 + 4 * random.nextDouble());
      space.logUniform("learning_rate", 1e-5, 1e-1);
      values.add(rate);
      space.categorical("batch_size", 16L, 32L, 64L, 128L);
      values.add((double) random.nextInt(4));
      space.categorical("optimizer", "adam", "sgd");
      values.add((double) random.nextInt(2));
      Params params =
          Params.of(space.build(), values.stream().mapToDouble(Double::doubleValue).toArray());
      FrozenTrial trial = train(number, params, layers, rate, epochs, random, now);
      now = trial.complete() == null ? now : trial.complete();
      list.add(trial);
    }
    return list;
  }

  private static FrozenTrial train(
      int number,
      Params params,
      int layers,
      double rate,
      int epochs,
      SplittableRandom random,
      Instant start) {
    double reach = 0.985 - 0.05 * Math.pow(Math.log10(rate) + 2.7, 2) - 0.01 * Math.abs(layers - 2);
    reach = Math.max(0.12, reach - 0.02 * random.nextDouble());
    double fate = random.nextDouble();
    int end = epochs;
    TrialState state = TrialState.COMPLETE;
    String reason = null;
    if (rate > 0.03 && fate < 0.6) {
      state = TrialState.FAIL;
      end = random.nextInt(3);
      reason = fate < 0.4 ? "the loss became NaN in epoch " + end : "OutOfMemoryError: native";
    } else if (reach < 0.93 && fate < 0.8) {
      state = TrialState.PRUNED;
      end = Math.max(1, epochs / 4 + random.nextInt(epochs / 2 + 1));
      reason = "%.4f at step %d is below the median of %d trials".formatted(reach, end, number);
    }
    TreeMap<Integer, Double> curve = new TreeMap<>();
    for (int epoch = 1; epoch <= end; epoch++) {
      double noise = 0.01 * (random.nextDouble() - 0.5);
      curve.put(epoch, 0.1 + (reach - 0.1) * (1 - Math.exp(-epoch / (2.0 + layers))) + noise);
    }
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    if (reason != null) {
      system.put(FrozenTrial.REASON, reason);
    }
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("weights", 1000L * (layers + 1) + 77);
    boolean measured = state != TrialState.FAIL && !curve.isEmpty();
    return FrozenTrial.builder(state)
        .id(number)
        .number(number)
        .index(number)
        .params(params)
        .intermediateValues(curve)
        .values(measured ? List.of(curve.get(curve.lastKey())) : List.of())
        .userAttributes(user)
        .systemAttributes(system)
        .start(start)
        .complete(start.plus(Duration.ofMillis(400 + 180L * end + random.nextInt(300))))
        .build();
  }

  /** A trial of one parameter {@code x}. */
  static FrozenTrial simple(int number, TrialState state, double x, double... values) {
    SearchSpace space = SearchSpace.builder().doubleRange("x", 0, 1).build();
    return FrozenTrial.builder(state)
        .id(number)
        .number(number)
        .index(number)
        .params(Params.of(space, new double[] {x}))
        .values(java.util.Arrays.stream(values).boxed().toList())
        .start(START.plusSeconds(number))
        .complete(START.plusSeconds(number + 1L))
        .build();
  }

  static FrozenTrial failed(int number, String reason) {
    return simple(number, TrialState.FAIL, 0.5).toBuilder()
        .systemAttributes(Map.of(FrozenTrial.REASON, reason))
        .build();
  }

  /** Two objectives of 60 trials. */
  static List<FrozenTrial> twoObjectives() {
    SplittableRandom random = new SplittableRandom(3);
    List<FrozenTrial> list = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double x = random.nextDouble();
      double waste = 0.3 * random.nextDouble();
      list.add(simple(i, TrialState.COMPLETE, x, x * 4 + waste, 1 - x * x - waste));
    }
    return list;
  }

  /** Names and values that would end a script, start one, or close an attribute. */
  static List<FrozenTrial> hostile() {
    String evil = "</script><script>window.hacked = 1</script>";
    SearchSpace space =
        SearchSpace.builder()
            .doubleRange(evil, 0, 1)
            .categorical(
                "<img src=x onerror=\"window.hacked=2\">", "'\"><b>bold</b>", "&amp;", null)
            .categorical("__proto__", 1L, 1.0, "1", true)
            .doubleRange("{{data}} $1 \\u2028 \u2028 {b}{c|x}", 0, 1)
            .build();
    List<FrozenTrial> list = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      list.add(
          simple(i, TrialState.COMPLETE, 0.5, i).toBuilder()
              .params(Params.of(space, new double[] {i / 6.0, i % 3, i % 4, 0.5}))
              .userAttributes(Map.of(evil, List.of(evil), "note", "<!--" + evil))
              .build());
    }
    list.add(failed(6, evil + " <svg onload=window.hacked=3>"));
    return list;
  }
}
