package dev.afina.cli.tune;

import dev.afina.core.AfinaException;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.TrialState;
import dev.afina.neural.tune.NetworkSpace;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study of {@code tune}: what it was made for stands beside it, and a run that differs is
 * refused.
 */
final class TuneStudy {

  private static final String SETTINGS = "afina:tune";

  private final Storage storage;
  private final StudyBuilder builder;
  private final String name;
  private final boolean isNew;
  private final long seed;
  private final Map<String, Object> settings;

  private TuneStudy(
      Storage storage,
      StudyBuilder builder,
      String name,
      boolean isNew,
      long seed,
      Map<String, Object> settings) {
    this.storage = storage;
    this.builder = builder;
    this.name = name;
    this.isNew = isNew;
    this.seed = seed;
    this.settings = settings;
  }

  /**
   * Sees whether the study exists and fits; writes nothing yet.
   *
   * @throws AfinaException if it exists and was made for something else
   */
  static TuneStudy open(
      Storage storage,
      StudyBuilder builder,
      String name,
      Source source,
      TuneMetric metric,
      NetworkSpace space,
      TuneOptions options) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("data", source.fingerprint());
    settings.put("target", source.target());
    settings.put("task", source.task().name());
    settings.put("metric", metric.name());
    settings.put("epochs", (long) options.epochs(source));
    settings.put("class weights", options.classWeights);
    settings.put("space", space.toString());
    settings.put("sampler", options.sampler);
    Optional<StudyRecord> existing = storage.findStudy(name);
    String pruner = options.pruner();
    Optional<String> earlier = existing.flatMap(TuneStudy::pruner);
    if (options.pruner == null && earlier.isPresent()) {
      pruner = earlier.get();
      builder.pruner(Choices.pruner(pruner, options.epochs(source)));
    }
    settings.put("pruner", pruner);
    existing.ifPresent(study -> check(study, settings, options));
    existing.flatMap(TuneStudy::window).ifPresent(options::checkWorkers);
    long seed =
        existing
            .map(study -> ((Number) required(study, StudyBuilder.SEED)).longValue())
            .or(() -> Optional.ofNullable(options.seed))
            .orElseGet(new SecureRandom()::nextLong);
    builder.storage(storage).seed(seed);
    return new TuneStudy(storage, builder, name, existing.isEmpty(), seed, settings);
  }

  /** What the study was made with. */
  private static Optional<String> pruner(StudyRecord study) {
    return study.systemAttributes().get(SETTINGS) instanceof Map<?, ?> stored
            && stored.get("pruner") instanceof String pruner
        ? Optional.of(pruner)
        : Optional.empty();
  }

  /** The window of a deterministic study. */
  private static Optional<Integer> window(StudyRecord study) {
    return study.systemAttributes().get(StudyBuilder.WINDOW) instanceof Number window
        ? Optional.of(window.intValue())
        : Optional.empty();
  }

  private static void check(StudyRecord study, Map<String, Object> settings, TuneOptions options) {
    Long seed = options.seed;
    if (!(study.systemAttributes().get(SETTINGS) instanceof Map<?, ?> stored)) {
      throw new AfinaException(
          "study \"%s\" exists, but was not made by tune; choose another name with --study"
              .formatted(study.name()));
    }
    List<String> differences = new ArrayList<>();
    if (seed != null && !seed.equals(study.systemAttributes().get(StudyBuilder.SEED))) {
      differences.add(
          "seed (%s then, %d now)"
              .formatted(study.systemAttributes().get(StudyBuilder.SEED), seed));
    }
    Integer window = options.deterministic;
    if (window != null && !window(study).equals(Optional.of(window))) {
      differences.add(
          "deterministic window (%s then, %d now)"
              .formatted(window(study).map(String::valueOf).orElse("none"), window));
    }
    settings.forEach(
        (key, now) -> {
          Object then = stored.get(key);
          if (!now.equals(then)) {
            boolean tellable = String.valueOf(then).length() + now.toString().length() < 60;
            differences.add(tellable ? "%s (%s then, %s now)".formatted(key, then, now) : key);
          }
        });
    if (!differences.isEmpty()) {
      throw new AfinaException(
          "study \"%s\" was made with another %s; repeat what it was made with, or choose another name with --study"
              .formatted(study.name(), String.join(", ", differences)));
    }
  }

  private static Object required(StudyRecord study, String attribute) {
    Object value = study.systemAttributes().get(attribute);
    if (value == null) {
      throw new AfinaException(
          "study \"%s\" lacks its attribute %s; choose another name with --study"
              .formatted(study.name(), attribute));
    }
    return value;
  }

  /** The study, created if it is new, with a good configuration enqueued first. */
  Study begin(Map<String, Object> start, List<StudyListener> listeners) {
    for (StudyListener listener : listeners) {
      builder.listener(listener);
    }
    Study study = isNew ? builder.attribute(SETTINGS, settings).create() : builder.load();
    if (!start.isEmpty() && study.trials().isEmpty()) {
      study.enqueue(start);
    }
    return study;
  }

  String name() {
    return name;
  }

  /** The best trial so far. */
  Optional<FrozenTrial> best() {
    return isNew ? Optional.empty() : builder.load().bestTrial();
  }

  /** Trials that count to the budget, so far. */
  long counted() {
    return counted(trials());
  }

  /** All trials so far. */
  List<FrozenTrial> trials() {
    return storage
        .findStudy(name)
        .map(study -> storage.trials(study.id(), -1, List.of()))
        .orElse(List.of());
  }

  StudyRecord record() {
    return storage.findStudy(name).orElseThrow();
  }

  /** Trials that count to the budget. */
  static long counted(List<FrozenTrial> trials) {
    return trials.stream()
        .filter(trial -> trial.state().isFinished() && !trial.isLost() && !trial.isDiscarded())
        .count();
  }

  /** The trials of a state. */
  static long count(List<FrozenTrial> trials, TrialState state) {
    return trials.stream()
        .filter(trial -> trial.state() == state && !trial.isLost() && !trial.isDiscarded())
        .count();
  }

  /** The seed of the split: one that no trial has. */
  long splitSeed() {
    return Seeds.of(seed, -1, "split");
  }
}
