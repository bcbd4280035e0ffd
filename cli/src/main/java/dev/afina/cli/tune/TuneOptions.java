package dev.afina.cli.tune;

import dev.afina.cli.shell.DurationConverter;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.study.StudyBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the search goes. */
final class TuneOptions {

  static final int DEFAULT_TRIALS = 50;

  private static final int EPOCHS_OF_A_TABLE = 50;

  /** An epoch takes in every image twice, and convolutions are dear. */
  private static final int EPOCHS_OF_IMAGES = 20;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_TRIALS,
      description =
          "Trials of the study in all; repeating the command runs what is missing (default:"
              + " ${DEFAULT-VALUE}).")
  int trials = DEFAULT_TRIALS;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "End after this time, such as 90s, 10m or 1h30m (default: no limit).")
  @Nullable Duration timeout;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Trials at once, each on a core (default: as many as there are cores).")
  @Nullable Integer workers;

  @Option(
      names = "--deterministic",
      paramLabel = "N",
      description =
          "Makes the trials the same for any number of workers up to N: each sees the results of"
              + " all but the N - 1 before it (default: each sees what there is).")
  @Nullable Integer deterministic;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "The most epochs of a trial; it ends sooner when a fifth of them, but at least 5, brought"
              + " no gain (default: 50, for images 20).")
  @Nullable Integer epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Makes the search repeatable (default: drawn, and stored with the study).")
  @Nullable Long seed;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "The study's name (default: made of the data file and the target).")
  @Nullable String study;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "What chooses parameters: auto, gp, tpe, forest, cma-es, sobol, halton, lhs, random or"
              + " grid (default: ${DEFAULT-VALUE}).")
  String sampler = "auto";

  @Option(
      names = "--pruner",
      paramLabel = "NAME",
      description =
          "What ends hopeless trials or sets them aside: hyperband, asha, pasha, median or none"
              + " (default: asha; median with --deterministic).")
  @Nullable String pruner;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "What trials are compared by: accuracy or loss; for a regression r2, rmse, mae, mse or"
              + " loss (default: accuracy, r2).")
  @Nullable String metric;

  @Option(
      names = "--class-weights",
      description = "Make every class count the same, however many rows it has.")
  boolean classWeights;

  @Option(
      names = "--space",
      paramLabel = "FILE",
      description = "JSON or YAML with other ranges for parameters of the built-in space.")
  @Nullable Path space;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where model, trials.csv and report.html go (default: runs/STUDY).")
  @Nullable Path out;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description =
          "Where TensorBoard finds the curves of every trial and a page of all parameters (default:"
              + " nothing is written for it).")
  @Nullable Path tensorboard;

  /** Refuses numbers out of range. */
  void check() {
    atLeastOne("--trials", trials);
    if (workers != null) {
      atLeastOne("--workers", workers);
    }
    if (deterministic != null) {
      atLeastOne("--deterministic", deterministic);
      if (deterministic > StudyBuilder.LARGEST_WINDOW) {
        throw new IllegalArgumentException(
            "--deterministic is %d, expected at most %d"
                .formatted(deterministic, StudyBuilder.LARGEST_WINDOW));
      }
      checkWorkers(deterministic);
    }
    if (epochs != null) {
      atLeastOne("--epochs", epochs);
    }
  }

  /** The most epochs of a trial. */
  int epochs(Source source) {
    if (epochs != null) {
      return epochs;
    }
    return source instanceof ImageSource ? EPOCHS_OF_IMAGES : EPOCHS_OF_A_TABLE;
  }

  /** The pruner that was asked for or is the default: a window shows no scheduler what goes on. */
  String pruner() {
    if (pruner != null) {
      return pruner;
    }
    return deterministic == null ? "asha" : "median";
  }

  /**
   * Refuses rungs in a deterministic study.
   *
   * @throws IllegalArgumentException if both are asked for
   */
  void checkPruner(Pruner chosen) {
    if (deterministic != null && chosen instanceof Scheduler) {
      throw new IllegalArgumentException(
          "--pruner %s does not go with --deterministic, for what it does next depends on which trial reports first; leave one of them out, or take --pruner median"
              .formatted(chosen.name()));
    }
  }

  /**
   * Refuses more workers than a deterministic study allows.
   *
   * @param window the window of the study
   */
  void checkWorkers(int window) {
    if (workers != null && workers > window) {
      throw new IllegalArgumentException(
          "--workers is %d, expected at most %d: the study is one of --deterministic %d"
              .formatted(workers, window, window));
    }
  }

  /**
   * Trials at once.
   *
   * @param window the most that a deterministic study allows
   */
  int workers(OptionalInt window) {
    int cores = Runtime.getRuntime().availableProcessors();
    return workers == null ? Math.min(cores, window.orElse(cores)) : workers;
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d, expected at least 1".formatted(option, value));
    }
  }
}
