package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Comparison;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Rounds;
import dev.afina.benchmarks.measure.Side;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long the command takes to show its help, against Optuna's command. */
final class StartupBenchmark implements Benchmark {

  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 20;
  private static final double AIM_SECONDS = 0.5;

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.emptyFolder("startup");
    List<String> afina = List.of(workplace.root().resolve("afina").toString(), "--help");
    List<String> optuna = List.of(workplace.python().resolveSibling("optuna").toString(), "--help");
    Map<String, String> versions;
    try (Contestant peer = workplace.peer("trials.py")) {
      versions = new TreeMap<>(peer.versions());
    }
    List<Side> sides =
        new Rounds()
            .side("afina --help", () -> Command.seconds(folder, afina))
            .side("optuna --help", () -> Command.seconds(folder, optuna))
            .run(WARM_UPS, ROUNDS);
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("timed", "a whole process, from before its start until after its end");
    settings.put("Afina", "through the launcher of a checkout that is built, with its checks");
    settings.put("rounds", "%d after %d for warm-up".formatted(ROUNDS, WARM_UPS));
    return new Measurement(
        "startup",
        "Start-up time of the command",
        "seconds, less is better",
        settings,
        versions,
        sides,
        List.of(Comparison.of(sides.get(0), sides.get(1))),
        List.of(Aim.below(AIM_SECONDS, sides.get(0).median(), "afina --help below 0.5 s")),
        Map.of());
  }
}
