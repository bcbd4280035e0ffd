package dev.afina.benchmarks.worker;

import dev.afina.algorithms.halving.Hyperband;
import dev.afina.core.isolation.IsolatedObjective;
import dev.afina.core.isolation.Isolation;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.neural.Fit;
import dev.afina.neural.tune.BestModel;
import dev.afina.neural.tune.Tuner;
import dev.afina.neural.tune.TunerBuilder;
import dev.afina.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tunes small networks for many trials and watches what that takes up. A request is a way to do it,
 * the table of digits, an empty folder and a number of trials; a process serves one only.
 */
public final class TunerSoakWorker {

  /** Whole trainings in this process. */
  public static final String WHOLE = "whole";

  /** Hyperband in this process: trials are set aside and continued. */
  public static final String HYPERBAND = "hyperband";

  /** Whole trainings, each in a process of its own. */
  public static final String ISOLATED = "isolated";

  /** How many networks are kept. */
  public static final int KEPT = 5;

  /** Trials at once. */
  public static final int WORKERS = 2;

  /** Of a whole training. */
  public static final int EPOCHS = 9;

  /** Trials of a round of Hyperband over {@value #EPOCHS} epochs, after the paper's plan. */
  private static final int TRIALS_A_ROUND = 9 + 5 + 3;

  private TunerSoakWorker() {}

  /** Serves a request. */
  public static void main(String[] arguments) throws IOException {
    Turns.serve(
        Map.of(),
        request -> {
          Path csv = Path.of(request.get(1));
          Path folder = Path.of(request.get(2));
          int trials = Integer.parseInt(request.get(3));
          Footprint footprint = new Footprint(folder);
          if (request.get(0).equals(ISOLATED)) {
            isolated(csv, folder, trials, footprint);
          } else {
            tune(request.get(0), csv, folder, trials, footprint);
          }
          return footprint.figures();
        });
  }

  private static void tune(String way, Path csv, Path folder, int trials, Footprint footprint)
      throws IOException {
    SoakDigits digits = SoakDigits.read(csv);
    TunerBuilder builder =
        Tuner.of(new SoakDigits.Network())
            .objective("val_loss")
            .sampler(new RandomSampler())
            .keepBest(KEPT)
            .workers(WORKERS)
            .seed(7)
            .directory(folder)
            .project("soak")
            .listener(footprint);
    if (way.equals(HYPERBAND)) {
      int rounds = (trials + TRIALS_A_ROUND - 1) / TRIALS_A_ROUND;
      builder.pruner(Hyperband.maxSteps(EPOCHS).iterations(rounds));
    } else {
      builder.maxTrials(trials);
    }
    try (Tuner tuner = builder.build()) {
      tuner.search(digits.train(), digits.validation(), Fit.epochs(EPOCHS));
    }
  }

  private static void isolated(Path csv, Path folder, int trials, Footprint footprint)
      throws IOException {
    Path networks = folder.resolve("networks");
    BestModel best = SoakTraining.networks(networks);
    Isolation isolation =
        Isolation.standard()
            .children(WORKERS)
            .jvmOptions(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-D" + SoakTraining.DATA + "=" + csv,
                "-D" + SoakTraining.NETWORKS + "=" + networks);
    Files.createDirectories(folder);
    try (Storage storage = Storages.open("sqlite:///" + folder.resolve("study.db"));
        IsolatedObjective objective = IsolatedObjective.of(SoakTraining.class, isolation)) {
      Study study =
          Study.named("soak")
              .minimize("val_loss")
              .sampler(new RandomSampler())
              .pruner(Pruner.none())
              .storage(storage)
              .listener(best)
              .listener(footprint)
              .seed(7)
              .createOrLoad();
      study.optimize(objective, Budget.trials(trials).inParallel(WORKERS));
    }
  }
}
