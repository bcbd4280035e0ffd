package dev.afina.neural.tune;

import dev.afina.core.AfinaException;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.RetryPolicy;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.TrialState;
import dev.afina.data.Dataset;
import dev.afina.data.Fingerprint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The study of a tuner, with what it was made for beside it; a tuner that differs is refused. */
final class TunerStudy {

  private static final String SETTINGS = "afina:tuner";
  private static final String DATA = "afina:tuner-data";

  private final TunerBuilder settings;
  private final List<Goal> goals;
  private final Storage storage;
  private final Path checkpoints;

  TunerStudy(TunerBuilder settings, List<Goal> goals, Storage storage, Path checkpoints) {
    this.checkpoints = checkpoints;
    this.settings = settings;
    this.goals = goals;
    this.storage = storage;
  }

  /**
   * The goals of a builder, with their directions.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  static List<Goal> goals(TunerBuilder settings, Exploration exploration) {
    if (settings.goals.isEmpty()) {
      return List.of(new Goal("val_loss", Direction.MINIMIZE));
    }
    List<Goal> goals =
        settings.goals.stream()
            .map(
                goal ->
                    goal.direction() == null
                        ? Goals.named(goal.name(), exploration.blueprint())
                        : new Goal(goal.name(), goal.direction()))
            .toList();
    if (goals.stream().allMatch(Goal::isSize)) {
      throw new IllegalArgumentException(
          "the size of the network is the only objective, expected one that training measures"
              + " beside it, such as val_loss");
    }
    if (goals.stream().map(Goal::name).distinct().count() < goals.size()) {
      throw new IllegalArgumentException(
          "an objective is named twice among %s; leave one out"
              .formatted(goals.stream().map(Goal::name).toList()));
    }
    return goals;
  }

  /** A tuner's goals have one. */
  static Direction direction(Goal goal) {
    return Objects.requireNonNull(goal.direction());
  }

  /** The goal that trainings report after every epoch: the first one that changes in them. */
  static Goal reported(List<Goal> goals) {
    return goals.stream().filter(goal -> !goal.isSize()).findFirst().orElseThrow();
  }

  Study open(Exploration exploration, BestModel networks) {
    Optional<StudyRecord> existing = storage.findStudy(settings.project);
    if (existing.isPresent() && settings.overwrite) {
      storage.deleteStudy(existing.get().id());
      existing = Optional.empty();
    }
    existing.ifPresent(this::check);
    StudyBuilder builder =
        Study.named(settings.project)
            .storage(storage)
            .sampler(settings.sampler.apply(exploration))
            .pruner(settings.pruner)
            .retry(RetryPolicy.standard().failures(settings.retries))
            .checkpoints(checkpoints)
            .attribute(SETTINGS, description())
            .listener(networks);
    goals.forEach(goal -> builder.objective(goal.name(), direction(goal)));
    if (goals.size() > 1) {
      builder.reporting(reported(goals).name());
    }
    settings.listeners.forEach(builder::listener);
    if (settings.seed != null) {
      builder.seed(settings.seed);
    }
    if (settings.window != null) {
      builder.deterministic(settings.window);
    }
    for (Declared parameter : exploration.parameters()) {
      if (parameter.hint().prior() != null) {
        builder.prior(parameter.name(), parameter.hint().prior());
      }
    }
    Study study = builder.createOrLoad();
    if (existing.isEmpty() && settings.enqueuesDefaults && !exploration.defaults().isEmpty()) {
      study.enqueueDefaults();
    }
    return study;
  }

  private Map<String, Object> description() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("objectives", goals.stream().map(Goal::name).toList());
    all.put("executions", (long) settings.executions);
    return all;
  }

  private void check(StudyRecord study) {
    if (!(study.systemAttributes().get(SETTINGS) instanceof Map<?, ?> then)) {
      throw new AfinaException(
          "study \"%s\" exists, but was not made by a tuner; choose another project"
              .formatted(study.name()));
    }
    description()
        .forEach(
            (key, now) -> {
              if (!now.equals(then.get(key))) {
                throw new AfinaException(
                    "project \"%s\" was made with the %s %s, not %s; repeat what it was made with, choose another project, or begin anew with overwrite(true)"
                        .formatted(study.name(), key, then.get(key), now));
              }
            });
  }

  /**
   * Refuses to go on with other data, as scores on different rows cannot be compared; where nothing
   * was measured yet, such as after a search that was refused, the new ones count.
   */
  static void checkData(
      Study study, TunerBuilder settings, @Nullable Storage own, TuningData data) {
    String now = fingerprint(data.train()) + fingerprint(data.validation());
    String then = data(study, settings, own).orElse(null);
    boolean isMeasured =
        study.trials().stream()
            .anyMatch(t -> t.state() == TrialState.COMPLETE || !t.intermediateValues().isEmpty());
    if (then == null || !(isMeasured || then.equals(now))) {
      study.setSystemAttribute(DATA, now);
    } else if (!then.equals(now)) {
      throw new AfinaException(
          "project \"%s\" has searched on other data, and scores on different rows cannot be compared; give it the same, choose another project, or begin anew with overwrite(true)"
              .formatted(study.name()));
    }
  }

  /** The fingerprint of the data that were searched on, if any were. */
  static Optional<String> data(Study study, TunerBuilder settings, @Nullable Storage own) {
    Storage storage = Objects.requireNonNull(own == null ? settings.storage : own);
    return storage
        .findStudy(study.name())
        .map(record -> record.systemAttributes().get(DATA))
        .map(Object::toString);
  }

  private static String fingerprint(@Nullable Dataset data) {
    return data == null ? "" : Fingerprint.of(data);
  }
}
