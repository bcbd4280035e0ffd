package dev.afina.benchmarks;

import static dev.afina.benchmarks.worker.TunerSoakWorker.EPOCHS;
import static dev.afina.benchmarks.worker.TunerSoakWorker.HYPERBAND;
import static dev.afina.benchmarks.worker.TunerSoakWorker.ISOLATED;
import static dev.afina.benchmarks.worker.TunerSoakWorker.KEPT;
import static dev.afina.benchmarks.worker.TunerSoakWorker.WHOLE;
import static dev.afina.benchmarks.worker.TunerSoakWorker.WORKERS;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.measure.Statistics;
import dev.afina.benchmarks.worker.TunerSoakWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether memory or disk fill up while networks are tuned for many trials. */
final class TunerSoakBenchmark implements Benchmark {

  private static final int TRIALS = 300;

  /** Before these the native libraries are loaded, and Java compiles what is used often. */
  private static final int WARM_UP = 30;

  /** One figure of so many is shown. */
  private static final int SHOWN = 10;

  private static final double MOST_MIB_A_TRIAL = 0.5;

  /** With child processes nothing grows but what Java compiles in the parent. */
  private static final double MOST_MIB_A_CHILD = 0.02;

  private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch");

  @Override
  public Measurement run(Workplace workplace) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "networks",
        "one to three hidden layers of 16 to 256 units with dropout, Adam, batches of 16 to 128;"
            + " on samples/digits.csv, of which a third is for validation");
    settings.put(WHOLE, "a Tuner, random search, %d trials of %d epochs".formatted(TRIALS, EPOCHS));
    settings.put(
        HYPERBAND,
        "a Tuner, Hyperband (at most %d epochs, factor 3), so often that it is at least %d trials"
            .formatted(EPOCHS, TRIALS));
    settings.put(ISOLATED, "as whole, but each trial in a child process; the parent is measured");
    settings.put("at once", "%d trials; networks kept: %d".formatted(WORKERS, KEPT));
    settings.put(
        "Java",
        "-Xms128m -Xmx128m with the whole heap resident from the start, so that what grows lies"
            + " outside of it; the serial collector; all else as by default. Code and classes are"
            + " what it has compiled and loaded, which is a part of the resident memory");
    settings.put(
        "figures",
        "after each %dth trial that ended; slopes by least squares over all after trial %d"
            .formatted(SHOWN, WARM_UP));
    List<Side> sides = new ArrayList<>();
    List<Aim> aims = new ArrayList<>();
    Map<String, String> observations = new LinkedHashMap<>();
    for (String way : List.of(WHOLE, HYPERBAND, ISOLATED)) {
      Answer answer = soak(workplace, way);
      List<Double> resident = series(answer, "resident");
      List<Double> disk = series(answer, "disk");
      sides.add(new Side(way + ", resident", shown(resident)));
      sides.add(new Side(way + ", on disk", shown(disk)));
      aims.addAll(aims(way, answer, resident));
      observations.put(way, observed(answer, resident, disk));
    }
    return new Measurement(
        "tuner-soak",
        "Memory and disk while networks are tuned",
        "MiB, less is better",
        settings,
        Map.of(),
        sides,
        List.of(),
        aims,
        observations);
  }

  private static Answer soak(Workplace workplace, String way) {
    Path folder = workplace.emptyFolder("tuner-soak");
    Path csv = workplace.root().resolve("samples").resolve("digits.csv");
    try (Contestant worker = workplace.afina(TunerSoakWorker.class, HEAP)) {
      Answer answer = worker.turn("%s %s %s %d".formatted(way, csv, folder, TRIALS));
      System.err.println(
          way + " " + observed(answer, series(answer, "resident"), series(answer, "disk")));
      return answer;
    }
  }

  private static List<Aim> aims(String way, Answer answer, List<Double> resident) {
    double most = way.equals(ISOLATED) ? MOST_MIB_A_CHILD : MOST_MIB_A_TRIAL;
    List<Aim> aims = new ArrayList<>();
    aims.add(
        Aim.below(
            most,
            slope(resident),
            "%s: resident memory grows by less than %s MiB a trial after trial %d"
                .formatted(way, most, WARM_UP)));
    aims.add(
        Aim.below(
            most,
            slope(series(answer, "heap")),
            "%s: the live heap grows by less than %s MiB a trial after trial %d"
                .formatted(way, most, WARM_UP)));
    aims.add(
        Aim.below(
            KEPT + WORKERS,
            most(series(answer, "networks")),
            "%s: never more networks on disk than the %d best and one just trained"
                .formatted(way, KEPT)));
    return aims;
  }

  private static String observed(Answer answer, List<Double> resident, List<Double> disk) {
    List<Double> seconds = series(answer, "seconds");
    return String.format(
        Locale.ROOT,
        "%d trials in %.0f s; after trial %d %.3f MiB a trial (median of trials %d to %d: %.1f MiB,"
            + " of the last %d: %.1f MiB); code and classes %.1f MiB after trial %d, %.1f MiB at"
            + " the end; live heap %.1f MiB after trial %d, %.1f MiB at the end; at most %.0f"
            + " networks, %.0f at the end; at most %.0f checkpoints, %.0f at the end; files %.2f"
            + " MiB at most",
        resident.size(),
        seconds.get(seconds.size() - 1),
        WARM_UP,
        slope(resident),
        WARM_UP + 1,
        2 * WARM_UP,
        Statistics.median(resident.subList(WARM_UP, 2 * WARM_UP)),
        WARM_UP,
        Statistics.median(resident.subList(resident.size() - WARM_UP, resident.size())),
        series(answer, "compiled").get(WARM_UP),
        WARM_UP,
        last(series(answer, "compiled")),
        series(answer, "heap").get(WARM_UP),
        WARM_UP,
        last(series(answer, "heap")),
        most(series(answer, "networks")),
        last(series(answer, "networks")),
        most(series(answer, "checkpoints")),
        last(series(answer, "checkpoints")),
        most(disk));
  }

  private static List<Double> series(Answer answer, String name) {
    List<Double> series = new ArrayList<>();
    while (answer.numbers().containsKey(name + " " + (series.size() + 1))) {
      series.add(answer.get(name + " " + (series.size() + 1)));
    }
    return series;
  }

  private static List<Double> shown(List<Double> series) {
    List<Double> shown = new ArrayList<>();
    for (int i = SHOWN - 1; i < series.size(); i += SHOWN) {
      shown.add(series.get(i));
    }
    return shown;
  }

  private static double slope(List<Double> series) {
    return Statistics.slope(series.subList(WARM_UP, series.size()));
  }

  private static double most(List<Double> series) {
    return Statistics.quantile(series, 1);
  }

  private static double last(List<Double> series) {
    return series.get(series.size() - 1);
  }
}
