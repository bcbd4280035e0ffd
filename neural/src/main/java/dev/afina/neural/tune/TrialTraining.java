package dev.afina.neural.tune;

import dev.afina.core.RunAbortedException;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.Trial;
import dev.afina.neural.Blueprint;
import dev.afina.neural.History;
import dev.afina.neural.Model;
import dev.afina.neural.TrainingState;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.exception.TrainingNotSavedException;
import dev.afina.neural.internal.Native;
import dev.afina.neural.layer.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The evaluation of one trial: its network is built, and trained as often as is asked for. */
final class TrialTraining {

  /** The file of a training that was set aside. */
  static final String CHECKPOINT = "training.safetensors";

  private final NetworkObjective objective;
  private final Trial trial;
  private final List<Execution> executions = new ArrayList<>();
  private final List<Model> models = new ArrayList<>();
  private List<Execution> kept = List.of();
  private long weights;

  TrialTraining(NetworkObjective objective, Trial trial) {
    this.objective = objective;
    this.trial = trial;
  }

  /** One value a goal: the mean over the executions. */
  double[] run() {
    Blueprint blueprint = objective.hyperModel().build(trial);
    weights = blueprint.architecture().weightCount(true);
    trial.setUserAttribute("weights", weights);
    checkSize(weights + blueprint.architecture().weightCount(false));
    try {
      for (int i = 0; i < objective.executions(); i++) {
        execute(blueprint, i);
      }
      double[] values =
          objective.goals().stream().mapToDouble(goal -> Spread.of(values(goal)).mean()).toArray();
      describe();
      BestModel networks = objective.networks();
      if (networks != null) {
        networks.offer(this::save, trial, values);
      }
      return values;
    } finally {
      models.forEach(Model::close);
      if (isWide(blueprint.architecture())) {
        Native.trim();
      }
      keep(executions);
    }
  }

  /** Whether layers hand on images or sequences, far more of a batch than rows of units. */
  private static boolean isWide(Architecture architecture) {
    return architecture.places().stream().anyMatch(place -> place.output().rank() > 1);
  }

  /** Writes down trainings, unless just these have been. */
  private void keep(List<Execution> trainings) {
    if (!trainings.equals(kept)) {
      kept = List.copyOf(trainings);
      objective.keep(trial, kept);
    }
  }

  private void checkSize(long all) {
    if (all > objective.largest()) {
      throw new IllegalArgumentException(
          "the network has %,d weights, more than the largest one allowed (%,d)"
              .formatted(all, objective.largest()));
    }
  }

  private void execute(Blueprint blueprint, int execution) {
    long seed = seed(trial, execution);
    boolean speaks = execution == 0;
    TrialWatch watch = new TrialWatch(trial, objective.goals(), speaks, objective::missingMetric);
    List<Map<String, Double>> epochs = watch.epochs();
    Model model;
    try {
      model = blueprint.build(seed);
      models.add(model);
      History history =
          speaks
              ? pausable(model, watch)
              : train(model, objective.data(trial, execution).callbacks(watch));
      epochs = history.epochs().size() < epochs.size() ? epochs : history.epochs();
      model.restore(watch.weights());
    } finally {
      executions.add(seen(seed, watch, epochs));
    }
    if (execution == 0) {
      trial.setUserAttribute("best_epoch", watch.epoch() + 1);
      trial.setUserAttribute("epochs", model.epoch());
    }
  }

  private Execution seen(long seed, TrialWatch watch, List<Map<String, Double>> epochs) {
    return new Execution(seed, withSize(watch.values()), watch.epoch() + 1, List.copyOf(epochs));
  }

  private History train(Model model, TuningData data) {
    return objective.hyperModel().fit(trial, model, data);
  }

  /**
   * Trains so that the trial can be set aside after every epoch and continued by any worker, to the
   * same bits as if it had not been, where a scheduler limits its steps.
   */
  private History pausable(Model model, TrialWatch watch) {
    TuningData data = objective.data(trial, 0).callbacks(watch);
    Optional<Resume> resume = trial.resume();
    if (resume.isEmpty() && trial.maxStep().isEmpty()) {
      return train(model, data);
    }
    watch.pausable(
        () -> keep(List.of(seen(model.seed(), watch, watch.epochs()))),
        () -> Inheritance.keepTrained(trial.checkpointDirectory()));
    return resume.isEmpty()
        ? saved(model, data)
        : proceed(model, watch, data, new Inheritance(resume.get()));
  }

  private History saved(Model model, TuningData data) {
    Path file = checkpoint();
    try {
      return train(model, data.resumable(file));
    } catch (TrainingNotSavedException e) {
      throw new RunAbortedException(
          "could not save the checkpoint of trial %d into %s (%s); the study is sound: mend that, then repeat the command to go on"
              .formatted(trial.number(), file.getParent(), e.getMessage()),
          e);
    }
  }

  private History proceed(Model model, TrialWatch watch, TuningData data, Inheritance inheritance) {
    TrainingState fresh = model.trainingState();
    String obstacle;
    try {
      Optional<String> missing = inheritance.prepare(model);
      if (missing.isEmpty()) {
        watch.bornAfter(inheritance.bornAfter());
        return saved(model, data);
      }
      obstacle = missing.get();
    } catch (ModelFormatException e) {
      obstacle = "the checkpoint cannot be read: " + e.getMessage();
    }
    trial.restart(obstacle);
    watch.bornAfter(0);
    model.resume(fresh);
    return saved(model, data);
  }

  private Path checkpoint() {
    return trial.checkpointDirectory().resolve(CHECKPOINT);
  }

  /** The seed of an execution's model: the trial's own for the first one. */
  static long seed(Trial trial, int execution) {
    return execution == 0 ? trial.seed() : Seeds.of(trial.seed(), execution, "execution");
  }

  private Map<String, Double> withSize(Map<String, Double> measured) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Goal goal : objective.goals()) {
      if (goal.isSize()) {
        all.put(goal.name(), (double) weights);
      } else if (measured.containsKey(goal.name())) {
        all.put(goal.name(), measured.get(goal.name()));
      }
    }
    return all;
  }

  private double[] values(Goal goal) {
    return executions.stream().mapToDouble(execution -> execution.value(goal.name())).toArray();
  }

  private void describe() {
    if (objective.executions() > 1) {
      double[] first = values(objective.goals().get(0));
      List<Double> list = new ArrayList<>();
      for (double value : first) {
        list.add(value);
      }
      trial.setUserAttribute("execution_values", list);
      trial.setUserAttribute("spread", Spread.of(first).deviation());
    }
  }

  private void save(Path place) {
    if (models.size() == 1) {
      models.get(0).save(place);
      return;
    }
    for (int i = 0; i < models.size(); i++) {
      models.get(i).save(place.resolve(execution(i)));
    }
  }

  /** The folder of an execution's network within that of its trial. */
  static String execution(int number) {
    return "execution-" + number;
  }
}
