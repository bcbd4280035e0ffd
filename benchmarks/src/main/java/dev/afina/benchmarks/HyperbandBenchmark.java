package dev.afina.benchmarks;

import dev.afina.benchmarks.measure.Aim;
import dev.afina.benchmarks.measure.Answer;
import dev.afina.benchmarks.measure.Contestant;
import dev.afina.benchmarks.measure.Measurement;
import dev.afina.benchmarks.measure.Revision;
import dev.afina.benchmarks.measure.Side;
import dev.afina.benchmarks.measure.Statistics;
import dev.afina.benchmarks.worker.HyperbandWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How soon Hyperband comes to a network that is good enough, against KerasTuner's.
 *
 * <p>Each search is a process of its own, and is written down as soon as it ends, so that the
 * benchmark can be stopped and goes on where it was, as long as it is that of the same commit.
 */
final class HyperbandBenchmark implements Benchmark {

  private static final int SEEDS = 10;
  private static final int SEEDS_OF_DEFAULT_THREADS = 5;
  private static final int MOST_SECONDS = 150;
  private static final double TARGET = 0.97;
  private static final double AIM_OF_TWO = 0.5;
  private static final double AIM_OF_ONE = 0.8;
  private static final String SCRIPT = "keras_hyperband.py";

  /** Who searches. */
  private enum Searcher {
    TWO_WORKERS("Afina, 2 workers"),
    ONE_WORKER("Afina, 1 worker"),
    ONE_THREAD("KerasTuner, 1 thread"),
    DEFAULT_THREADS("KerasTuner, TensorFlow's default threads");

    private final String title;

    Searcher(String title) {
      this.title = title;
    }

    int seeds() {
      return this == DEFAULT_THREADS ? SEEDS_OF_DEFAULT_THREADS : SEEDS;
    }

    Contestant start(Workplace workplace, Path data) {
      String folder = data.toString();
      String target = Double.toString(TARGET);
      return switch (this) {
        case TWO_WORKERS -> workplace.afina(HyperbandWorker.class, List.of(), folder, target, "2");
        case ONE_WORKER -> workplace.afina(HyperbandWorker.class, List.of(), folder, target, "1");
        case ONE_THREAD -> workplace.kerasPeer(SCRIPT, folder, target, "one");
        case DEFAULT_THREADS -> workplace.kerasPeer(SCRIPT, folder, target, "default");
      };
    }
  }

  @Override
  public Measurement run(Workplace workplace) {
    Path folder = workplace.folder().resolve("hyperband");
    Path data = folder.resolve("data");
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String description = MnistSample.write(workplace.root(), data);
    Map<String, String> versions = new TreeMap<>();
    for (Searcher searcher : List.of(Searcher.ONE_WORKER, Searcher.ONE_THREAD)) {
      try (Contestant contestant = searcher.start(workplace, data)) {
        versions.putAll(contestant.versions());
      }
    }
    Revision revision = Revision.of(workplace.root());
    Path file = folder.resolve("runs-%s.csv".formatted(revision.commit()));
    List<HyperbandRun> runs = new ArrayList<>(HyperbandRun.read(file));
    if (revision.changed()) {
      runs.clear(); // what they were runs of is not known
    }
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (int i = 0; i < Searcher.values().length; i++) {
        int turn = seed % 2 == 1 ? i : Searcher.values().length - 1 - i;
        Searcher searcher = Searcher.values()[turn];
        if (seed <= searcher.seeds() && find(runs, searcher, seed).isEmpty()) {
          HyperbandRun run = search(workplace, searcher, data, seed);
          System.err.println(run);
          runs.add(run);
          HyperbandRun.write(file, runs);
        }
      }
    }
    return measurement(runs, description, versions);
  }

  private static List<HyperbandRun> find(List<HyperbandRun> runs, Searcher searcher, int seed) {
    return runs.stream()
        .filter(run -> run.side().equals(name(searcher)) && run.seed() == seed)
        .toList();
  }

  private static String name(Searcher searcher) {
    return searcher.name().toLowerCase(Locale.ROOT);
  }

  private static HyperbandRun search(Workplace workplace, Searcher searcher, Path data, int seed) {
    Path place = workplace.emptyFolder("hyperband-search");
    long start = System.nanoTime();
    try (Contestant contestant = searcher.start(workplace, data)) {
      double startUp = (System.nanoTime() - start) / 1e9;
      Answer answer = contestant.turn("%d %d %s".formatted(seed, MOST_SECONDS, place));
      return new HyperbandRun(
          name(searcher),
          seed,
          startUp,
          answer.get("seconds"),
          answer.get("best"),
          (int) answer.get("trials"),
          (int) answer.get("epochs"));
    }
  }

  /** A search that has not come to the target counts as the longest one allowed. */
  private static double figure(HyperbandRun run) {
    return run.best() >= TARGET ? run.seconds() : Math.max(MOST_SECONDS, run.seconds());
  }

  private static Measurement measurement(
      List<HyperbandRun> runs, String description, Map<String, String> versions) {
    List<Side> sides = new ArrayList<>();
    Map<String, String> observations = new LinkedHashMap<>();
    for (Searcher searcher : Searcher.values()) {
      List<HyperbandRun> own = new ArrayList<>();
      for (int seed = 1; seed <= searcher.seeds(); seed++) {
        own.addAll(find(runs, searcher, seed));
      }
      Side side = new Side(searcher.title, own.stream().map(HyperbandBenchmark::figure).toList());
      sides.add(side);
      observations.put(searcher.title, observed(own));
    }
    double two = sides.get(0).median();
    double one = sides.get(1).median();
    double thread = sides.get(2).median();
    double threads = sides.get(3).median();
    return new Measurement(
        "hyperband",
        "Hyperband to 0.97 validation accuracy, Afina against KerasTuner",
        "seconds from the making of the tuner to the first epoch that reports the accuracy, less"
            + " is better",
        settings(description),
        versions,
        sides,
        List.of(),
        List.of(
            Aim.below(
                AIM_OF_TWO,
                two / thread,
                "two workers take at most half of KerasTuner's time with one thread (medians)"),
            Aim.below(
                AIM_OF_TWO,
                two / threads,
                "two workers take at most half of its time with TensorFlow's default threads"),
            Aim.below(
                AIM_OF_ONE,
                one / thread,
                "one worker takes at most 0.8 of KerasTuner's time with one thread"),
            Aim.below(
                AIM_OF_ONE,
                one / threads,
                "one worker takes at most 0.8 of its time with TensorFlow's default threads")),
        observations);
  }

  private static String observed(List<HyperbandRun> runs) {
    return String.format(
        Locale.ROOT,
        "start-up %.1f s, %.0f trials and %.0f epochs until then (medians), %.2f s an epoch with"
            + " all around it; %d of %d searches came to it",
        median(runs, HyperbandRun::startUp),
        median(runs, HyperbandRun::trials),
        median(runs, HyperbandRun::epochs),
        median(runs, run -> run.seconds() / run.epochs()),
        runs.stream().filter(run -> run.best() >= TARGET).count(),
        runs.size());
  }

  private static double median(List<HyperbandRun> runs, ToDoubleFunction<HyperbandRun> figure) {
    return Statistics.median(runs.stream().mapToDouble(figure).boxed().toList());
  }

  private static Map<String, String> settings(String description) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "search",
        "Hyperband with KerasTuner's plan, at most 27 epochs, factor 3, once; everything else as"
            + " both do it by default, what they save included, on disk");
    settings.put(
        "space",
        "convolutions 0 to 2 of 3 × 3 with filters 4, 8, 12 or 16 (the second has twice as many),"
            + " each pooled by 2; 1 or 2 dense layers of 32, 64, 96 or 128 units, each with"
            + " dropout 0 to 0.5; activation relu or tanh; Adam, learning rate 0.0001 to 0.01 on"
            + " a log scale. Networks without a convolution do not come to 0.97");
    settings.put("data", description + ", the same bytes on both sides");
    settings.put("batches", "64 images, in a new random order every epoch");
    settings.put("threads", "one a worker of Afina's, whose workers share a process");
    settings.put(
        "start-up",
        "from the start of the process until the data are read and a network of one unit has"
            + " predicted; not in the figures");
    settings.put(
        "a search",
        "a process of its own; one without the accuracy counts as %d s, the longest one allowed"
            .formatted(MOST_SECONDS));
    settings.put(
        "seeds",
        "1 to %d, with TensorFlow's default threads 1 to %d; the sides in turns, and the first figure is that of seed 1"
            .formatted(SEEDS, SEEDS_OF_DEFAULT_THREADS));
    return settings;
  }
}
