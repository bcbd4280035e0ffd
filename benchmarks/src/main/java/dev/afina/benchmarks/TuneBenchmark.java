package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much faster two workers tune than one. */
final class TuneBenchmark implements Benchmark {

  private static final int TRIALS = 40;
  private static final int ROUNDS = 3;
  private static final double AIM = 1.4;

  @Override
  public Measurement run(Workplace workplace) {
    Command.seconds(
        workplace.emptyFolder("tune"),
        List.of(workplace.root().resolve("afina").toString(), "--help"));
    List<Side> sides =
        new Rounds()
            .side("1 worker", () -> tune(workplace, 1))
            .side("2 workers", () -> tune(workplace, 2))
            .run(0, ROUNDS);
    Comparison gain = Comparison.of(sides.get(1), sides.get(0));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "command",
        "afina tune --data samples/digits.csv --target digit --sampler random --pruner none"
            + " --trials 40 --seed 7 --workers N");
    settings.put("timed", "the whole command, from its start to the report, with a new database");
    settings.put("rounds", Integer.toString(ROUNDS));
    return new Measurement(
        "tune",
        "Tuning on a table with one worker and with two",
        "trials/s, more is better",
        settings,
        Map.of(),
        sides,
        List.of(gain),
        List.of(Aim.atLeast(AIM, gain.median(), "two workers at least 1.4 times as fast")),
        Map.of());
  }

  private static double tune(Workplace workplace, int workers) {
    Path folder = workplace.emptyFolder("tune");
    Path data = workplace.root().resolve("samples").resolve("digits.csv");
    double seconds =
        Command.seconds(
            folder,
            List.of(
                workplace.root().resolve("afina").toString(),
                "tune",
                "--data",
                data.toString(),
                "--target",
                "digit",
                "--sampler",
                "random",
                "--pruner",
                "none",
                "--trials",
                Integer.toString(TRIALS),
                "--seed",
                "7",
                "--workers",
                Integer.toString(workers),
                "--storage",
                "sqlite:///tune.db",
                "--out",
                "out"));
    try {
      List<String> rows = Files.readAllLines(folder.resolve("out").resolve("trials.csv"));
      long complete = rows.stream().filter(row -> row.contains("COMPLETE")).count();
      if (complete != TRIALS) {
        throw new IllegalStateException(
            "%d of %d trials are complete; the rate would mean nothing"
                .formatted(complete, TRIALS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TRIALS / seconds;
  }
}
