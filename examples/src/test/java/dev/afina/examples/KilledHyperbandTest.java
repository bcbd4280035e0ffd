package dev.afina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.algorithms.halving.Hyperband;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of Hyperband that is killed again and again. */
class KilledHyperbandTest {

  private static final int EPOCHS = 9;
  private static final int EPOCHS_A_CHECKPOINT = 2;
  private static final int KILLS = 6;
  private static final int WORKERS = 2;

  private static Study study(Storage storage, Path folder) {
    return Study.named("killed")
        .sampler(new RandomSampler())
        .pruner(Hyperband.maxSteps(EPOCHS))
        .storage(storage)
        .checkpoints(folder)
        .seed(3)
        .createOrLoad();
  }

  /** Its state is a number that every epoch changes; it is saved at every second one, with that. */
  private static double train(Trial trial, Path log, int millis)
      throws IOException, InterruptedException {
    double state = trial.suggestDouble("x", 0, 1);
    int epoch = 0;
    Optional<Resume> resume = trial.resume();
    if (resume.isPresent()) {
      String[] saved = Files.readString(resume.get().directory().resolve("state")).split(" ", 2);
      epoch = Integer.parseInt(saved[0]);
      state = Double.parseDouble(saved[1]);
    }
    while (epoch < EPOCHS) {
      Thread.sleep(millis);
      epoch++;
      state = 3.9 * state * (1 - state);
      Files.writeString(
          log,
          trial.index() + ":" + epoch + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      trial.report(state, epoch);
      if (trial.shouldPause()) {
        save(trial, epoch, state);
        throw new TrialPausedException();
      }
      if (epoch % EPOCHS_A_CHECKPOINT == 0) {
        save(trial, epoch, state);
        trial.checkpointed(epoch);
      }
    }
    return state;
  }

  private static void save(Trial trial, int epoch, double state) throws IOException {
    Path file = trial.checkpointDirectory().resolve("state");
    Path draft = file.resolveSibling("draft");
    Files.writeString(draft, epoch + " " + state);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Runs the study of a folder to its end. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (Storage storage = Storages.open("sqlite:///" + folder.resolve("killed.db"))) {
      study(storage, folder)
          .optimize(
              trial -> train(trial, folder.resolve("log"), 15),
              Budget.unlimited().inParallel(WORKERS));
    }
  }

  private static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledHyperbandTest.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static List<String> lines(Path log) throws IOException {
    return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
  }

  /** What each index came to. */
  private static Map<Integer, List<Object>> results(Study study) {
    return study.trials().stream()
        .filter(trial -> !trial.isLost())
        .collect(
            Collectors.toMap(
                FrozenTrial::index,
                trial ->
                    List.of(
                        trial.state(), trial.values(), trial.intermediateValues(), trial.params()),
                (a, b) -> b,
                TreeMap::new));
  }

  @Test
  void completesItsPlanAndRepeatsOnlyEpochsSinceTheLastCheckpoints(@TempDir Path folder)
      throws Exception {
    Path log = folder.resolve("log");
    int steps = (int) Hyperband.maxSteps(EPOCHS).halvingPlan().steps();
    SplittableRandom random = new SplittableRandom(11);
    int kills = 0;
    for (; kills < KILLS; kills++) {
      int goal = lines(log).size() + random.nextInt(1, steps / KILLS);
      Process child = start(folder);
      while (child.isAlive() && lines(log).size() < goal) {
        Thread.sleep(1);
      }
      assertThat(child.isAlive()).isTrue();
      child.destroyForcibly().waitFor();
    }
    Process last = start(folder);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).describedAs(Files.readString(folder.resolve("output"))).isZero();

    List<String> done = lines(log);
    assertThat(done.stream().distinct()).hasSize(steps);
    assertThat(done).hasSizeLessThanOrEqualTo(steps + KILLS * WORKERS * EPOCHS_A_CHECKPOINT);
    try (Storage storage = Storages.open("sqlite:///" + folder.resolve("killed.db"))) {
      Study killed = study(storage, folder);
      Study whole = study(new InMemoryStorage(), folder.resolve("whole"));
      whole.optimize(trial -> train(trial, folder.resolve("log-of-whole"), 0), Budget.unlimited());
      assertThat(results(killed)).isEqualTo(results(whole));
    }
  }
}
