package dev.afina.storage;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A process of its own that runs a study to the end of its budget, and may be killed before. */
final class ChaosWorker {

  // A logger that nobody holds may be collected together with its level.
  private static final Logger LOG = Logger.getLogger("dev.afina");

  private ChaosWorker() {}

  /** Starts one. */
  static Process start(String url, int trials, long pauseMillis, Path done) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ChaosWorker.class.getName(),
            url,
            Integer.toString(trials),
            Long.toString(pauseMillis),
            done.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Runs it, and notes the number of each trial that it has completed in a file. */
  public static void main(String[] arguments) {
    LOG.setLevel(Level.SEVERE);
    long pause = Long.parseLong(arguments[2]);
    Path done = Path.of(arguments[3]);
    try (Storage storage = Storages.open(arguments[0])) {
      Study.named("study")
          .storage(storage)
          .sampler(new RandomSampler())
          .pruner(Pruner.none())
          .listener(
              new StudyListener() {
                @Override
                public void trialFinished(Study study, FrozenTrial trial) {
                  note(done, trial.number() + "\n");
                }
              })
          .load()
          .optimize(
              trial -> {
                double x = trial.suggestDouble("x", -1, 1);
                Thread.sleep(pause);
                return x * x;
              },
              Budget.trials(Integer.parseInt(arguments[1])));
    }
  }

  private static void note(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
