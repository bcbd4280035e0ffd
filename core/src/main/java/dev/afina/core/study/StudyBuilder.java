package dev.afina.core.study;

import dev.afina.core.AfinaException;
import dev.afina.core.DuplicateStudyException;
import dev.afina.core.StudyNotFoundException;
import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.pruner.Scheduler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.Samplers;
import dev.afina.core.space.Prior;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.InMemoryStorage;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Says what a study is, then creates or loads it.
 *
 * <p>Defaults: one objective to be minimised, {@link Samplers#preferred()}, the median rule,
 * storage in memory, and a seed that is drawn and stored.
 */
public final class StudyBuilder {

  /** The system attribute that holds a study's seed. */
  public static final String SEED = "afina:seed";

  /** The system attribute that holds the window of a deterministic study. */
  public static final String WINDOW = "afina:window";

  /** The widest window of a deterministic study; wider ones make a search that hardly learns. */
  public static final int LARGEST_WINDOW = 1024;

  /** The system attribute that holds what is believed about parameters. */
  public static final String PRIORS = "afina:priors";

  /** The system attribute that tells which of several objectives trials report. */
  public static final String REPORTED = "afina:reported_objective";

  /** The system attribute that names the objectives, as Optuna does. */
  public static final String METRIC_NAMES = "study:metric_names";

  /** The folder that checkpoints are kept in: {@code artifacts}, in the current one. */
  public static final Path DEFAULT_CHECKPOINTS = Path.of("artifacts");

  private static final int LONGEST_NAME = 512;

  private final String name;
  private final List<Direction> directions = new ArrayList<>();
  private final List<String> metrics = new ArrayList<>();
  private final List<StudyListener> listeners = new ArrayList<>();
  private final Map<String, Prior> priors = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
  private @Nullable Sampler sampler;
  private Pruner pruner = MedianPruner.create();
  private @Nullable Storage storage;
  private @Nullable Long seed;
  private @Nullable Integer window;
  private @Nullable String reported;

  private Path checkpoints = DEFAULT_CHECKPOINTS;
  private RetryPolicy retries = RetryPolicy.standard();

  StudyBuilder(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "a study's name has 1 to %d characters, this one (\"%s\") has %d"
              .formatted(LONGEST_NAME, name, name.length()));
    }
    this.name = name;
  }

  /** Adds an objective to be minimised. */
  public StudyBuilder minimize(String metric) {
    return objective(metric, Direction.MINIMIZE);
  }

  /** Adds an objective to be maximised. */
  public StudyBuilder maximize(String metric) {
    return objective(metric, Direction.MAXIMIZE);
  }

  /** Adds an objective. */
  public StudyBuilder objective(String metric, Direction direction) {
    metrics.add(metric);
    directions.add(direction);
    return this;
  }

  /**
   * Says which of several objectives the trials report, so that a pruner can end them by it. It is
   * fixed when the study is created, and stored with it.
   *
   * @param metric the name of an objective
   */
  public StudyBuilder reporting(String metric) {
    reported = metric;
    return this;
  }

  /**
   * Sets what chooses the parameters.
   *
   * @param sampler {@link Samplers#preferred()} by default: {@code auto}, where it is to be found
   */
  public StudyBuilder sampler(Sampler sampler) {
    this.sampler = sampler;
    return this;
  }

  /** Sets what ends hopeless trials; {@link Pruner#none()} for nothing. */
  public StudyBuilder pruner(Pruner pruner) {
    this.pruner = pruner;
    return this;
  }

  /**
   * Sets the folder that trials save themselves in when they are set aside; it is made when it is
   * needed. Workers on several machines need one that they share.
   *
   * @param folder {@link #DEFAULT_CHECKPOINTS} by default; each study has one of its own in it
   */
  public StudyBuilder checkpoints(Path folder) {
    checkpoints = folder;
    return this;
  }

  /** Sets where the study lives; the caller closes it. */
  public StudyBuilder storage(Storage storage) {
    this.storage = storage;
    return this;
  }

  /** Sets the seed; on loading it must be the one that the study was created with. */
  public StudyBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Makes the study deterministic: with the same seed its trials are the same, bit for bit,
   * whatever the number of workers up to the window, their timing, kills and resumes. The trial of
   * index {@code k} sees exactly the results of the indices up to {@code k − window}, and starts
   * when these are there; of the trials between it sees what was drawn for them together when they
   * started. So does the pruner. No trial sees how long another one took. What a trial is given may
   * be computed as soon as these results are there, before a worker is free for it.
   *
   * <p>It is fixed when the study is created, and stored with it; on loading it may be left out.
   * What a wider window allows to run at once, it takes from what each trial can learn from.
   *
   * @param window from 1 to {@value #LARGEST_WINDOW}: the most trials at once
   */
  public StudyBuilder deterministic(int window) {
    if (window < 1 || window > LARGEST_WINDOW) {
      throw new IllegalArgumentException(
          "the window of a deterministic study has 1 to %d trials, not %d"
              .formatted(LARGEST_WINDOW, window));
    }
    this.window = window;
    return this;
  }

  /**
   * Says what is believed about a parameter; samplers that can make use of it do, the Gaussian
   * process, TPE and random search among them.
   *
   * <p>It is fixed when the study is created, and stored with it; on loading it may be left out. A
   * study that another program created takes it on when it is first loaded with it.
   *
   * @param name of a parameter that the objective may ask for
   */
  public StudyBuilder prior(String name, Prior prior) {
    priors.put(name, prior);
    return this;
  }

  /**
   * Keeps something beside a study that is created, for programs; not for one that is loaded.
   *
   * @param key such as {@code mine:settings}; keys that begin with {@code afina:} are Afina's own
   * @param value null, a boolean, a number, a string, or lists and string-keyed maps of these
   */
  public StudyBuilder attribute(String key, @Nullable Object value) {
    attributes.put(key, value);
    return this;
  }

  /** Sets which trials are evaluated again; {@link RetryPolicy#standard()} by default. */
  public StudyBuilder retry(RetryPolicy policy) {
    retries = policy;
    return this;
  }

  /** Adds someone who is told what happens. */
  public StudyBuilder listener(StudyListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Creates the study.
   *
   * @throws DuplicateStudyException if one of this name exists
   * @throws AfinaException if it is deterministic and its pruner is a {@link Scheduler}
   * @throws IllegalArgumentException if no objective has the name whose values are reported
   */
  public Study create() {
    Storage place = place();
    checkPruner(window != null);
    if (directions.isEmpty()) {
      directions.add(Direction.MINIMIZE);
    }
    Map<String, @Nullable Object> system = new LinkedHashMap<>();
    system.put(SEED, seed == null ? new SecureRandom().nextLong() : seed);
    if (window != null) {
      system.put(WINDOW, (long) window);
    }
    if (!priors.isEmpty()) {
      system.put(PRIORS, new Priors(priors).toAttribute());
    }
    if (reported != null) {
      int objective = metrics.indexOf(reported);
      if (objective < 0) {
        throw new IllegalArgumentException(
            "no objective is named \"%s\", whose values were to be reported; the study has %s"
                .formatted(reported, metrics));
      }
      system.put(REPORTED, (long) objective);
    }
    system.put("afina:sampler", sampler().name());
    system.put("afina:pruner", pruner.name());
    system.putAll(attributes);
    if (!metrics.isEmpty()) {
      system.put(METRIC_NAMES, List.copyOf(metrics));
    }
    return open(place, place.createStudy(name, directions, system));
  }

  /**
   * Loads the study.
   *
   * @throws StudyNotFoundException if there is none of this name
   * @throws AfinaException if it has other directions, another seed, another window or other priors
   */
  public Study load() {
    Storage place = place();
    StudyRecord found =
        place
            .findStudy(name)
            .orElseThrow(
                () ->
                    new StudyNotFoundException(
                        "there is no study \"%s\"%s".formatted(name, known(place.studies()))));
    if (!directions.isEmpty() && !directions.equals(found.directions())) {
      throw new AfinaException(
          "study \"%s\" exists with the directions %s, not %s; choose another name"
              .formatted(name, found.directions(), directions));
    }
    return open(place, found);
  }

  /** Loads the study, or creates it if there is none of this name. */
  public Study createOrLoad() {
    if (place().findStudy(name).isPresent()) {
      return load();
    }
    try {
      return create();
    } catch (DuplicateStudyException e) {
      return load();
    }
  }

  private Sampler sampler() {
    if (sampler == null) {
      sampler = Samplers.preferred();
    }
    return sampler;
  }

  private Storage place() {
    if (storage == null) {
      storage = new InMemoryStorage();
    }
    return storage;
  }

  private void checkPruner(boolean isDeterministic) {
    if (isDeterministic && pruner instanceof Scheduler) {
      throw new AfinaException(
          "study \"%s\" is deterministic, but what scheduler %s does next depends on which trial reports first; leave deterministic(…) out, or choose a pruner that only ends trials"
              .formatted(name, pruner.name()));
    }
  }

  private Study open(Storage place, StudyRecord record) {
    OptionalInt width = window(record);
    checkPruner(width.isPresent());
    Object stored = record.systemAttributes().get(SEED);
    long used;
    if (stored instanceof Number number) {
      used = number.longValue();
      if (seed != null && seed != used) {
        throw new AfinaException(
            "study \"%s\" was created with seed %d, not %d; leave the seed out, or choose another name"
                .formatted(name, used, seed));
      }
    } else {
      used = seed == null ? new SecureRandom().nextLong() : seed;
      place.setStudySystemAttribute(record.id(), SEED, used);
    }
    Priors believed = priors(place, record, stored instanceof Number);
    return new Study(
        new Ledger(place, record, width, believed),
        sampler(),
        pruner,
        used,
        listeners,
        retries,
        new Checkpoints(checkpoints, name));
  }

  /**
   * The study's priors.
   *
   * @param own whether Afina created the study
   */
  private Priors priors(Storage place, StudyRecord record, boolean own) {
    Priors found = Priors.of(record);
    if (priors.isEmpty() || priors.equals(found.byName())) {
      return found;
    }
    Priors declared = new Priors(priors);
    if (own || !found.byName().isEmpty()) {
      throw new AfinaException(
          "study \"%s\" was created with %s, not with the priors %s; leave them out, or choose another name"
              .formatted(
                  name, found.byName().isEmpty() ? "no priors" : "the priors " + found, declared));
    }
    place.setStudySystemAttribute(record.id(), PRIORS, declared.toAttribute());
    return declared;
  }

  private OptionalInt window(StudyRecord record) {
    Object stored = record.systemAttributes().get(WINDOW);
    OptionalInt found =
        stored instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    if (window != null && found.orElse(0) != window) {
      throw new AfinaException(
          found.isPresent()
              ? "study \"%s\" was created deterministic with a window of %d, not %d; leave the window out, or choose another name"
                  .formatted(name, found.getAsInt(), window)
              : "study \"%s\" was not created deterministic, so that a window of %d comes too late; leave the window out, or choose another name"
                  .formatted(name, window));
    }
    return found;
  }

  private static String known(List<StudyRecord> studies) {
    return studies.isEmpty()
        ? "; the storage holds none"
        : "; the storage holds "
            + String.join(", ", studies.stream().limit(10).map(StudyRecord::name).toList())
            + (studies.size() > 10 ? ", …" : "");
  }
}
