package dev.afina.neural.tune;

import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.StudyListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a tuner is, then makes it.
 *
 * <p>Defaults: the objective {@code val_loss}, the sampler that a study prefers, no pruner, one
 * trial at a time, one execution a trial, the folder {@code untitled_project} in the current one.
 */
public final class TunerBuilder {

  /** Default of {@link #keepBest}. */
  public static final int DEFAULT_KEPT = 5;

  /** Default of {@link #project}, that of KerasTuner. */
  public static final String DEFAULT_PROJECT = "untitled_project";

  /** Default of {@link #dryRun}: configurations at random, beside the default and the largest. */
  public static final int DEFAULT_DRY_RUNS = 3;

  final HyperModel hyperModel;
  final List<NamedGoal> goals = new ArrayList<>();
  final List<StudyListener> listeners = new ArrayList<>();
  Function<Exploration, Sampler> sampler = exploration -> Samplers.preferred();
  Pruner pruner = Pruner.none();
  Budget budget = Budget.unlimited();
  boolean enqueuesDefaults = true;
  int executions = 1;
  int retries;
  int kept = DEFAULT_KEPT;
  int dryRuns = DEFAULT_DRY_RUNS;
  long largest = Long.MAX_VALUE;
  boolean overwrite;
  Path directory = Path.of("");
  String project = DEFAULT_PROJECT;
  @Nullable Long seed;
  @Nullable Integer window;
  @Nullable Integer epochs;
  @Nullable Storage storage;

  /** A goal whose direction may have to be found out. */
  record NamedGoal(String name, @Nullable Direction direction) {}

  TunerBuilder(HyperModel hyperModel) {
    this.hyperModel = hyperModel;
  }

  /**
   * Adds an objective whose direction the network tells: less of a loss, and of a metric what it
   * says itself. {@code weights} is the size of the network.
   *
   * @param name such as {@code val_accuracy}
   */
  public TunerBuilder objective(String name) {
    goals.add(new NamedGoal(name, null));
    return this;
  }

  /** Adds an objective of which more is better, whoever logs it. */
  public TunerBuilder maximize(String name) {
    goals.add(new NamedGoal(name, Direction.MAXIMIZE));
    return this;
  }

  /** Adds an objective of which less is better, whoever logs it. */
  public TunerBuilder minimize(String name) {
    goals.add(new NamedGoal(name, Direction.MINIMIZE));
    return this;
  }

  /** Sets what chooses the parameters. */
  public TunerBuilder sampler(Sampler chosen) {
    sampler = exploration -> chosen;
    return this;
  }

  /** Sets what ends hopeless trials; nothing by default. */
  public TunerBuilder pruner(Pruner chosen) {
    pruner = chosen;
    return this;
  }

  /** Limits the number of trials in the folder, at least 1. */
  public TunerBuilder maxTrials(int trials) {
    Budget limited = Budget.trials(trials);
    Duration time = budget.time();
    limited = limited.inParallel(budget.parallel()).givingUpAfter(budget.failuresInARow());
    budget = time == null ? limited : limited.within(time);
    return this;
  }

  /** Limits the time of each search. */
  public TunerBuilder maxTime(Duration limit) {
    budget = budget.within(limit);
    return this;
  }

  /** Trains every network so often; the trial is worth the mean. At least 1, 1 by default. */
  public TunerBuilder executionsPerTrial(int times) {
    executions = atLeast(1, times, "executions a trial");
    return this;
  }

  /** Sets the seed that everything random derives from; any number is one, also 0. */
  public TunerBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Makes the search the same whatever the number of workers up to this window. */
  public TunerBuilder deterministic(int width) {
    window = width;
    return this;
  }

  /** Sets the folder that projects are in; the current one by default. */
  public TunerBuilder directory(Path folder) {
    directory = folder;
    return this;
  }

  /**
   * Sets the name of the project, of its folder and of its study. A project that is there goes on.
   *
   * @param name usable as the name of a folder
   */
  public TunerBuilder project(String name) {
    if (!name.matches("[A-Za-z0-9._ -]{1,100}") || name.matches("[. ]+")) {
      throw new IllegalArgumentException(
          "the project is named \"%s\", expected up to 100 letters, digits, blanks and . _ -"
              .formatted(name));
    }
    project = name;
    return this;
  }

  /** Says whether a project that is there is deleted and begun anew; not by default. */
  public TunerBuilder overwrite(boolean deletes) {
    overwrite = deletes;
    return this;
  }

  /** Keeps the study elsewhere than in the project's folder; the caller closes it. */
  public TunerBuilder storage(Storage place) {
    storage = place;
    return this;
  }

  /** Evaluates a trial that failed so often again; 0 by default. */
  public TunerBuilder retries(int times) {
    retries = atLeast(0, times, "retries");
    return this;
  }

  /** Gives the search up after so many failures in a row. */
  public TunerBuilder givingUpAfter(int failures) {
    budget = budget.givingUpAfter(failures);
    return this;
  }

  /** Fails trials whose network has more weights, before they are trained. */
  public TunerBuilder largestModel(long weights) {
    if (weights < 1) {
      throw new IllegalArgumentException(
          "the largest model has %d weights, expected at least 1".formatted(weights));
    }
    largest = weights;
    return this;
  }

  /** Trains so many trials at once, each in a thread; 1 by default. */
  public TunerBuilder workers(int count) {
    budget = budget.inParallel(count);
    return this;
  }

  /** Keeps the networks of so many of the best trials; {@value #DEFAULT_KEPT} by default. */
  public TunerBuilder keepBest(int trials) {
    kept = atLeast(1, trials, "trials whose networks are kept");
    return this;
  }

  /**
   * Tries so many configurations at random, with the default and the largest one, before the first
   * search; {@value #DEFAULT_DRY_RUNS} by default, none and no dry run for −1.
   */
  public TunerBuilder dryRun(int configurations) {
    dryRuns = atLeast(-1, configurations, "configurations of a dry run");
    return this;
  }

  /** Adds someone who is told what happens. */
  public TunerBuilder listener(StudyListener listener) {
    listeners.add(listener);
    return this;
  }

  private static int atLeast(int least, int given, String what) {
    if (given < least) {
      throw new IllegalArgumentException(
          "%d %s are asked for, expected at least %d".formatted(given, what, least));
    }
    return given;
  }

  /**
   * Makes the tuner, and its folder.
   *
   * @throws IllegalArgumentException if no metric of the network is an objective
   * @throws dev.afina.core.AfinaException if another tuner holds the folder, or it was made for
   *     something else
   */
  public Tuner build() {
    return Tuner.open(this);
  }
}
