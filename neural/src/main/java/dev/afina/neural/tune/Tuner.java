package dev.afina.neural.tune;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.AfinaException;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.GivenParameters;
import dev.afina.core.space.Hint;
import dev.afina.core.space.Zoom;
import dev.afina.core.storage.FileStorages;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tunes a hypermodel in a project's folder: a study, the networks of its best trials as they were
 * measured, and every epoch of every training. A project that is opened again goes on.
 *
 * <p>{@link RandomSearch}, {@link GridSearch}, {@link BayesianOptimization} and {@link Hyperband}
 * are tuners with the settings of their names. For one thread, but for {@link #study()}; close it
 * after use.
 */
public final class Tuner implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.afina.neural");

  private final TunerBuilder settings;
  private final Exploration exploration;
  private final List<Goal> goals;
  private final TunerFolder folder;
  private final @Nullable Storage own;
  private final Study study;
  private final BestModel networks;
  private final ExecutionFiles executions;
  private final TunerModels models;
  private final Map<String, Distribution> found = new LinkedHashMap<>();

  private Tuner(
      TunerBuilder settings,
      Exploration exploration,
      List<Goal> goals,
      TunerFolder folder,
      @Nullable Storage own,
      Study study,
      BestModel networks) {
    this.settings = settings;
    this.exploration = exploration;
    this.goals = goals;
    this.folder = folder;
    this.own = own;
    this.study = study;
    this.networks = networks;
    executions = new ExecutionFiles(folder.executions());
    models = new TunerModels(study, goals, networks, executions);
  }

  /** A tuner of a hypermodel, to be described. */
  public static TunerBuilder of(HyperModel hyperModel) {
    return new TunerBuilder(hyperModel);
  }

  static Tuner open(TunerBuilder settings) {
    Exploration exploration = Exploration.of(settings.hyperModel);
    List<Goal> goals = TunerStudy.goals(settings, exploration);
    Path path = settings.directory.resolve(settings.project);
    TunerFolder folder = TunerFolder.open(path, settings.overwrite);
    Storage own = null;
    try {
      own = settings.storage == null ? FileStorages.open(folder.study()) : null;
      Storage storage = settings.storage == null ? own : settings.storage;
      BestModel networks =
          new BestModel(
              folder.networks(), goals.stream().map(TunerStudy::direction).toList(), settings.kept);
      Study study =
          new TunerStudy(settings, goals, Objects.requireNonNull(storage), folder.checkpoints())
              .open(exploration, networks);
      networks.resume(study);
      return new Tuner(settings, exploration, goals, folder, own, study, networks);
    } catch (RuntimeException | Error e) {
      if (own != null) {
        own.close();
      }
      folder.close();
      throw e;
    }
  }

  /** What a scheduler such as Hyperband is going to do, in lines for people; else empty. */
  public String plan() {
    return settings.pruner instanceof Scheduler scheduler ? scheduler.plan() : "";
  }

  /** The study of the search. */
  public Study study() {
    return study;
  }

  /** The folder of the project. */
  public Path folder() {
    return folder.path();
  }

  /** The hypermodel that is tuned. */
  public HyperModel hyperModel() {
    return settings.hyperModel;
  }

  /** As {@link #search(Dataset, Dataset, Fit)} with a fit that has its validation data. */
  public void search(Dataset train, Fit fit) {
    search(TuningData.of(train, null, fit));
  }

  /**
   * Runs trials until the budget is used up or nothing is left to try.
   *
   * @param train rows to learn from
   * @param validation rows that trials are compared on
   * @param fit epochs, callbacks and more for every trial; the hypermodel may change it
   * @throws IllegalArgumentException if no configuration of a dry run works, as where an objective
   *     needs validation data and there are none
   * @throws dev.afina.core.RunAbortedException if a trial logs no value for an objective
   * @throws AfinaException if the project has searched on other data
   * @throws dev.afina.core.HopelessStudyException if too many trials in a row failed
   */
  public void search(Dataset train, Dataset validation, Fit fit) {
    search(TuningData.of(train, validation, fit));
  }

  private void search(TuningData given) {
    Integer epochs = settings.epochs;
    TuningData data = epochs == null ? given : given.with(given.fit().withEpochs(epochs));
    TunerStudy.checkData(study, settings, own, data);
    if (settings.dryRuns >= 0
        && study.trials().stream().noneMatch(trial -> trial.state().isFinished())) {
      rehearse(data);
    }
    NetworkObjective objective =
        new NetworkObjective(settings.hyperModel, data, goals)
            .executions(settings.executions)
            .largestModel(settings.largest)
            .keeping(networks)
            .keeping(executions);
    study.optimizeMultiple(objective::evaluateAll, settings.budget);
    networks.deleteOvertaken(study);
  }

  private void rehearse(TuningData data) {
    DryRun dryRun = dryRun(data);
    if (dryRun.failsAlways()) {
      DryRun.Tried first = dryRun.firstFailure().orElseThrow();
      throw new IllegalArgumentException(
          "no configuration of the dry run works; " + first, first.failure());
    }
    dryRun
        .firstFailure()
        .ifPresent(first -> LOG.log(WARNING, "dry run: {0}; such trials will fail", first));
  }

  /** Sends one batch through some configurations; see {@link DryRun}. */
  public DryRun dryRun(Dataset train, Dataset validation, Fit fit) {
    return dryRun(TuningData.of(train, validation, fit));
  }

  private DryRun dryRun(TuningData data) {
    DryRun dryRun =
        DryRun.of(settings.hyperModel, data, goals, Math.max(0, settings.dryRuns), study.seed());
    found.putAll(dryRun.found());
    return dryRun;
  }

  /**
   * Adds a trial with values of one's own, to be evaluated before anything is sampled.
   *
   * @param values external ones by name; what is left out is sampled
   */
  public FrozenTrial enqueue(Map<String, ?> values) {
    return study.enqueue(values);
  }

  /**
   * Evaluates the best configurations of an earlier search first.
   *
   * @param earlier a study with as many objectives
   * @param count how many of its best trials, at least 1
   */
  public void warmStart(Study earlier, int count) {
    checkCount(count);
    for (FrozenTrial trial : new Ranking(earlier.directions()).best(earlier.trials(), count)) {
      study.enqueue(trial.params().toMap());
    }
  }

  /**
   * The hypermodel with ranges around the best trials, for a fine search in another project.
   *
   * @param count around how many of the best trials, at least 1
   * @throws IllegalArgumentException if no trial is complete
   */
  public HyperModel zoom(int count) {
    Zoom zoom = Zoom.around(best(count).stream().map(FrozenTrial::params).toList());
    return new ZoomedHyperModel(settings.hyperModel, zoom);
  }

  /** What is searched, parameter by parameter. */
  public String searchSpaceSummary() {
    List<Declared> all = new ArrayList<>(exploration.parameters());
    Map<String, Distribution> more = new LinkedHashMap<>(found);
    List<FrozenTrial> complete =
        study.trials().stream().filter(trial -> trial.state() == TrialState.COMPLETE).toList();
    for (FrozenTrial trial : complete) {
      for (int i = 0; i < trial.params().size(); i++) {
        more.putIfAbsent(trial.params().space().name(i), trial.params().space().distribution(i));
      }
    }
    all.forEach(one -> more.remove(one.name()));
    more.forEach(
        (name, distribution) -> {
          boolean always = complete.stream().allMatch(trial -> trial.params().contains(name));
          all.add(
              new Declared(
                  name, distribution, Hint.NONE, always ? List.of() : List.of("not always")));
        });
    return SpaceSummary.of(all);
  }

  /** The ten best trials. */
  public String resultsSummary() {
    return resultsSummary(10);
  }

  /** The best trials, at most so many. */
  public String resultsSummary(int count) {
    return ResultsSummary.of(folder.path(), goals, study.trials(), best(count));
  }

  /** The best complete trials, at most so many. */
  public List<FrozenTrial> bestTrials(int count) {
    return best(count);
  }

  private List<FrozenTrial> best(int count) {
    checkCount(count);
    return List.copyOf(new Ranking(study.directions()).best(study.trials(), count));
  }

  private static void checkCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "%d of the best trials are asked for, expected at least 1".formatted(count));
    }
  }

  /**
   * The parameters of the best complete trials, at most so many, to build their networks again:
   * {@code tuner.hyperModel().build(best)}.
   */
  public List<GivenParameters> bestHyperparameters(int count) {
    return best(count).stream().map(trial -> GivenParameters.of(trial.params())).toList();
  }

  /**
   * The networks of the best complete trials, at most so many, as they were measured; close them.
   *
   * @param custom metrics of the networks that are not in {@link dev.afina.neural.metric.Metrics}
   * @throws IllegalArgumentException if more are asked for than are {@linkplain
   *     TunerBuilder#keepBest kept}
   */
  public List<TunedModel> bestModels(int count, Metric... custom) {
    if (count > settings.kept) {
      throw new IllegalArgumentException(
          "the networks of %d trials are asked for, but those of the best %d are kept; build the tuner with keepBest(%d) before the search"
              .formatted(count, settings.kept, count));
    }
    List<TunedModel> loaded = new ArrayList<>();
    try {
      for (FrozenTrial trial : best(count)) {
        loaded.add(models.load(trial, custom));
      }
      return List.copyOf(loaded);
    } catch (RuntimeException | Error e) {
      loaded.forEach(TunedModel::close);
      throw e;
    }
  }

  /** The trainings of a trial with all their epochs, also of one that was pruned or failed. */
  public List<Execution> executions(FrozenTrial trial) {
    return executions.read(trial.number());
  }

  /**
   * The best trials with what they can be chosen by, for a {@link SelectionRule}.
   *
   * @param count at least 1, at most as many as are {@linkplain TunerBuilder#keepBest kept}
   * @param rows of which the first is predicted again and again, to measure the latency
   */
  public List<Candidate> candidates(int count, Dataset rows, Metric... custom) {
    List<TunedModel> best = bestModels(count, custom);
    try {
      return best.stream().map(model -> models.candidate(model, rows)).toList();
    } finally {
      best.forEach(TunedModel::close);
    }
  }

  /** The networks of the best trials, to predict together; close it. */
  public Ensemble ensemble(int count, Metric... custom) {
    return Ensemble.of(bestModels(count, custom).stream().map(TunedModel::model).toList());
  }

  /** The network of one of the best trials, such as one that a rule chose; close it. */
  public TunedModel model(FrozenTrial trial, Metric... custom) {
    return models.load(trial, custom);
  }

  /** Where the network of a trial comes from, for a {@link ModelRegistry}. */
  public Lineage lineage(TunedModel tuned) {
    return models.lineage(tuned, TunerStudy.data(study, settings, own).orElse("unknown"));
  }

  /** The best complete trial, if there is one. */
  public Optional<FrozenTrial> bestTrial() {
    return best(1).stream().findFirst();
  }

  /** Leaves the folder to others. */
  @Override
  public void close() {
    try {
      if (own != null) {
        own.close();
      }
    } finally {
      folder.close();
    }
  }
}
