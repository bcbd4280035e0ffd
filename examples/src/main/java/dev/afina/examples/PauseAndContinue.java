package dev.afina.examples;

import dev.afina.algorithms.halving.Hyperband;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Trial;
import dev.afina.core.trial.TrialPausedException;
import dev.afina.core.trial.TrialPrunedException;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Hyperband over gradient descent with momentum: trials are set aside, and the best go on. */
public final class PauseAndContinue {

  /** The most epochs of a trial. */
  public static final int EPOCHS = 27;

  private PauseAndContinue() {}

  /** Where a descent stands. */
  private record Descent(int epoch, double x, double y, double speedX, double speedY) {

    private static final Descent START = new Descent(0, -1.5, 2, 0, 0);

    private Descent next(double rate, double momentum) {
      double vx = momentum * speedX - rate * (2 * (x - 1) - 4 * x * (y - x * x));
      double vy = momentum * speedY - rate * 2 * (y - x * x);
      return new Descent(epoch + 1, x + vx, y + vy, vx, vy);
    }

    private double loss() {
      return (x - 1) * (x - 1) + (y - x * x) * (y - x * x);
    }

    private void save(Path file) throws IOException {
      Path draft = file.resolveSibling("draft");
      Files.writeString(draft, epoch + " " + x + " " + y + " " + speedX + " " + speedY);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Descent load(Path file) throws IOException {
      String[] parts = Files.readString(file).split(" ", -1);
      return new Descent(
          Integer.parseInt(parts[0]),
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]),
          Double.parseDouble(parts[4]));
    }
  }

  private static double train(Trial trial) throws IOException {
    double rate = trial.suggestDouble("rate", 0.001, 0.1);
    double momentum = trial.suggestDouble("momentum", 0, 0.95);
    Descent descent = Descent.START;
    Optional<Resume> resume = trial.resume();
    if (resume.isPresent()) {
      try {
        descent = Descent.load(resume.get().directory().resolve("descent"));
      } catch (IOException e) {
        trial.restart("the checkpoint cannot be read: " + e);
      }
    }
    while (descent.epoch() < EPOCHS) {
      descent = descent.next(rate, momentum);
      trial.report(descent.loss(), descent.epoch());
      if (trial.shouldPause()) {
        descent.save(trial.checkpointDirectory().resolve("descent"));
        throw new TrialPausedException();
      }
      if (trial.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    return descent.loss();
  }

  /** Runs the study, or goes on with it, in a database; returns its trials. */
  public static List<FrozenTrial> run(Path database, Path checkpoints) {
    try (Storage storage = Storages.open("sqlite:///" + database)) {
      Hyperband hyperband = Hyperband.maxSteps(EPOCHS).factor(3);
      System.out.println(hyperband.plan());
      Study study =
          Study.named("descent")
              .minimize("loss")
              .sampler(new RandomSampler())
              .pruner(hyperband)
              .storage(storage)
              .checkpoints(checkpoints)
              .seed(1)
              .createOrLoad();
      study.optimize(PauseAndContinue::train, Budget.unlimited().inParallel(2));
      System.out.println(study.bestTrial().orElseThrow());
      return study.trials();
    }
  }

  /** Runs it in a new folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("descent");
    System.out.printf("%d trials%n", run(folder.resolve("descent.db"), folder).size());
  }
}
