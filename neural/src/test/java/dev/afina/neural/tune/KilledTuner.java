package dev.afina.neural.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.space.HyperParameters;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.data.Dataset;
import dev.afina.neural.Blueprint;
import dev.afina.neural.Fit;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A tuner's run of Hyperband in a process that is killed again and again, at moments that are told
 * by the epochs it has trained, so that they are the same on slow machines and on fast ones.
 */
final class KilledTuner {

  private static final int WORKERS = 2;
  private static final int KEPT = 4;
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final Dataset TRAIN = Problems.points(200, 1);
  private static final Dataset VALIDATION = Problems.points(50, 2);

  private final Path folder;
  private final int epochs;

  /** In a folder, with the paper's plan for so many epochs. */
  KilledTuner(Path folder, int epochs) {
    this.folder = folder;
    this.epochs = epochs;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static dev.afina.algorithms.halving.Hyperband plan(int epochs) {
    return dev.afina.algorithms.halving.Hyperband.maxSteps(epochs);
  }

  /**
   * Trains a network whose every epoch leaves a line with its seed and number, before it is
   * reported: what was reported at the end of a leg is not trained again, whenever the process is
   * killed.
   */
  private record Logged(Dense dense, Path log, AtomicInteger left) implements HyperModel {

    @Override
    public Blueprint build(HyperParameters hp) {
      return dense.build(hp);
    }

    @Override
    public History fit(HyperParameters hp, Model model, TuningData data) {
      Callback line =
          new Callback() {
            @Override
            public void batchEnd(Training training, int batch, double loss) {
              if (batch == training.batches() - 1) {
                append(model.seed() + ":" + training.epoch() + "\n");
              }
            }
          };
      return model.fit(data.train(), dense.fit(hp, data.fit()).callbacks(line));
    }

    /** Waits to be killed where enough was trained, so that a slow killer comes in time. */
    private void append(String line) {
      try {
        Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (left.decrementAndGet() <= 0) {
          TimeUnit.HOURS.sleep(1);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted while waiting to be killed", e);
      }
    }
  }

  private static Tuner tuner(Path folder, int epochs, int most) {
    return Hyperband.of(
            new Logged(new Dense(2), folder.resolve("log"), new AtomicInteger(most)),
            plan(epochs),
            epochs)
        .objective("val_loss")
        .directory(folder)
        .project("killed")
        .workers(WORKERS)
        .keepBest(KEPT)
        .dryRun(-1)
        .seed(6)
        .build();
  }

  /** Goes on with the search of a folder, to its end or until so many epochs were trained. */
  public static void main(String[] arguments) {
    int epochs = Integer.parseInt(arguments[1]);
    try (Tuner tuner = tuner(Path.of(arguments[0]), epochs, Integer.parseInt(arguments[2]))) {
      tuner.search(TRAIN, VALIDATION, Fit.epochs(epochs));
    }
  }

  private Process start(int most) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledTuner.class.getName(),
            folder.toString(),
            Integer.toString(epochs),
            Integer.toString(most))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private List<String> lines() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log(), StandardCharsets.UTF_8) : List.of();
  }

  /** Kills the search at random moments, lets it end, and compares it with an undisturbed one. */
  void survives(int kills, long seed) throws Exception {
    int steps = (int) plan(epochs).halvingPlan().steps();
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 0; kill < kills; kill++) {
      int trained = lines().size();
      int enough = random.nextInt(1, steps / (kills + 1));
      Process child = start(enough + WORKERS * 2);
      try {
        while (lines().size() < trained + enough) {
          assertThat(child.waitFor(1, TimeUnit.MILLISECONDS)).as(output()).isFalse();
        }
        TimeUnit.MICROSECONDS.sleep(random.nextLong(20_000));
        assertThat(child.isAlive()).as(output()).isTrue();
      } finally {
        child.destroyForcibly().waitFor();
      }
    }
    Process last = start(UNLIMITED);
    try {
      assertThat(last.waitFor(2, TimeUnit.MINUTES)).as(output()).isTrue();
    } finally {
      last.destroyForcibly();
    }
    assertThat(last.exitValue()).as(output()).isZero();

    List<String> all = lines();
    assertThat(all.stream().distinct()).as("epochs that were trained").hasSize(steps);
    assertThat(all).hasSizeLessThanOrEqualTo(steps + kills * WORKERS);
    compare(all);
  }

  private String output() throws IOException {
    Path output = folder.resolve("output");
    return Files.exists(output) ? Files.readString(output) : "";
  }

  private void compare(List<String> killed) throws IOException {
    Path calm = Files.createDirectories(folder.resolve("calm"));
    main(new String[] {calm.toString(), Integer.toString(epochs), Integer.toString(UNLIMITED)});
    assertThat(killed.stream().distinct())
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(calm.resolve("log")));
    try (Tuner one = tuner(folder, epochs, UNLIMITED);
        Tuner other = tuner(calm, epochs, UNLIMITED)) {
      assertThat(one.study().trials()).allMatch(trial -> trial.state().isFinished());
      assertThat(results(one)).containsExactlyInAnyOrderEntriesOf(results(other));
      assertThat(networks(one)).isEqualTo(networks(other));
      assertThat(one.folder().resolve("networks").toFile().list()).hasSize(KEPT);
    }
  }

  /** What each index came to, with every epoch of its training. */
  private static Map<Integer, List<Object>> results(Tuner tuner) {
    Map<Integer, List<Object>> results = new TreeMap<>();
    for (FrozenTrial trial : tuner.study().trials()) {
      if (!trial.isLost()) {
        results.put(
            trial.index(),
            List.of(
                trial.state(),
                trial.params(),
                trial.values(),
                trial.intermediateValues(),
                trial.userAttributes(),
                tuner.executions(trial)));
      }
    }
    return results;
  }

  /** The weights of the best networks by the index of their trials. */
  private static Map<Integer, Weights> networks(Tuner tuner) {
    Map<Integer, Weights> networks = new LinkedHashMap<>();
    for (TunedModel tuned : tuner.bestModels(KEPT)) {
      try (tuned) {
        networks.put(tuned.trial().index(), tuned.model().weights());
        assertThat(tuned.model().evaluate(VALIDATION).loss()).isEqualTo(tuned.score());
      }
    }
    return networks;
  }
}
