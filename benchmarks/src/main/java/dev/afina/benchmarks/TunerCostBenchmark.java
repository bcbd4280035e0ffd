package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.worker.TunerCostWorker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a tuner adds to a trial beside its training. No peer. */
final class TunerCostBenchmark implements Benchmark {

  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 9;
  private static final int TRIALS = 60;
  private static final int FEW_ROWS = 64;
  private static final int MANY_ROWS = 8000;

  /** A hundredth of a trial of one second. */
  private static final double AIM_MILLISECONDS = 10;

  private final List<Side> sides = new ArrayList<>();
  private final List<Aim> aims = new ArrayList<>();

  @Override
  public Measurement run(Workplace workplace) {
    measure(workplace, FEW_ROWS, TRIALS);
    measure(workplace, MANY_ROWS, TRIALS / 4);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network", "784-128-64-10, ReLU, Adam; ten parameters, one of which is used");
    settings.put(
        "a trial", "one epoch of batches of 128, validated on 64 rows; all rows are noise");
    settings.put(
        "tuner",
        "the study on SQLite, the five best networks and every epoch kept, as by default; with"
            + " Hyperband each trial is set aside after its epoch, with its checkpoint");
    settings.put(
        "timed",
        "from the first trial's begin, over %d and %d trials".formatted(TRIALS, TRIALS / 4));
    settings.put("cost", "what the median is above that of the same trainings without a tuner");
    settings.put("sampler", "random, which costs next to nothing");
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    return new Measurement(
        "tuner-cost",
        "The tuner's own cost a trial",
        "milliseconds a trial, less is better",
        settings,
        Map.of(),
        sides,
        List.of(),
        aims,
        Map.of());
  }

  private void measure(Workplace workplace, int rows, int trials) {
    String place = workplace.emptyFolder("tuner-cost").toString();
    try (Contestant worker =
        workplace.afina(TunerCostWorker.class, List.of(), Integer.toString(rows))) {
      Rounds rounds = new Rounds();
      for (String kind : List.of("training", "random", "hyperband")) {
        String request = "%s %d %s".formatted(kind, trials, place);
        rounds.side(title(kind, rows), () -> worker.turn(request).get("milliseconds"));
      }
      List<Side> measured = rounds.run(WARM_UPS, ROUNDS);
      for (Side side : measured.subList(1, measured.size())) {
        aims.add(
            Aim.below(
                AIM_MILLISECONDS,
                side.median() - measured.get(0).median(),
                "cost below 10 ms, 1 %% of a trial of one second: %s".formatted(side.name())));
      }
      sides.addAll(measured);
    }
  }

  private static String title(String kind, int rows) {
    String who =
        switch (kind) {
          case "training" -> "no tuner";
          case "random" -> "random search";
          default -> "Hyperband, set aside";
        };
    return "%s, %d rows".formatted(who, rows);
  }
}
