package dev.afina.core.study;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.TrialFinishedException;
import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.Prior;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.Storage;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.storage.TrialEdit;
import dev.afina.core.storage.TrialEnd;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.storage.Worker;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A study's trials: the storage, and the columnar history that is kept abreast of it.
 *
 * <p>One lock guards the history, and with it pruners; storages guard themselves. Samplers have
 * {@linkplain #sampling a lock of their own}, so that the next trial's parameters can be drawn
 * while others report and end.
 */
final class Ledger {

  private final Storage storage;
  private final StudyRecord study;
  private final TrialTable table;
  private final Map<Long, LiveTrial> own = new LinkedHashMap<>();
  private final Set<Long> foreign = new LinkedHashSet<>();
  private final Map<Long, FrozenTrial> paused = new HashMap<>();
  private final List<@Nullable Long> idOfRow = new ArrayList<>();
  private final Map<String, Distribution> kinds = new HashMap<>();
  private final @Nullable Window window;
  private final Priors priors;
  private final ReadPace pace = new ReadPace();
  private SearchSpace lastSpace = SearchSpace.empty();
  private long lastId = -1;
  private int lastNumber = -1;
  private long lastEdit;
  private final ReentrantLock sampling = new ReentrantLock();
  private volatile long drawNanos;

  /**
   * A study's trials, as they stand.
   *
   * @param window how many trials a trial must not wait for, of a deterministic study
   * @param priors what samplers are told
   */
  Ledger(Storage storage, StudyRecord study, OptionalInt window, Priors priors) {
    this.storage = storage;
    this.study = study;
    this.priors = priors;
    table =
        new TrialTable(
            study.directions().stream().mapToDouble(Direction::sign).toArray(),
            reportedObjective(study).orElse(0));
    this.window = window.isPresent() ? new Window(window.getAsInt(), table) : null;
    SortedMap<Long, Long> edits = storage.edits(study.id(), 0);
    lastEdit = edits.isEmpty() ? 0 : edits.lastKey();
    refresh();
  }

  /** The objective whose values trials report; none in a study of several that chose none. */
  static OptionalInt reportedObjective(StudyRecord study) {
    if (study.directions().size() == 1) {
      return OptionalInt.of(0);
    }
    return study.systemAttributes().get(StudyBuilder.REPORTED) instanceof Number objective
            && objective.intValue() >= 0
            && objective.intValue() < study.directions().size()
        ? OptionalInt.of(objective.intValue())
        : OptionalInt.empty();
  }

  Storage storage() {
    return storage;
  }

  StudyRecord study() {
    return study;
  }

  OptionalInt window() {
    return window == null ? OptionalInt.empty() : OptionalInt.of(window.size());
  }

  /**
   * Held by whoever asks the sampler; taken before the ledger's own lock, where both are needed,
   * and let go when what it chose is known to all.
   */
  ReentrantLock sampling() {
    return sampling;
  }

  /** How long the last joint parameters took; 0 if there were none. */
  long drawNanos() {
    return drawNanos;
  }

  void drew(long nanos) {
    drawNanos = nanos;
  }

  /** The trials; to be looked at with the ledger's lock held. */
  TrialTable table() {
    return table;
  }

  /** The order of a deterministic study's trials; null if it is not one. */
  @Nullable Window order() {
    return window;
  }

  /** The last change of a trial that had ended. */
  synchronized long lastEdit() {
    return lastEdit;
  }

  /** Whether a trial is set aside. */
  synchronized boolean hasPaused() {
    return !paused.isEmpty();
  }

  /** Whether others' trials are to be read, where nothing depends on them. */
  synchronized boolean isReadDue() {
    return pace.isDue();
  }

  /** Brings in what other workers have written. */
  synchronized void refresh() {
    long begin = System.nanoTime();
    for (FrozenTrial trial : storage.trials(study.id(), lastId, foreign)) {
      put(trial);
    }
    pace.read(begin);
  }

  /** Brings in what people have changed of trials that had ended. */
  synchronized void refreshEdits() {
    SortedMap<Long, Long> edits = storage.edits(study.id(), lastEdit);
    if (edits.isEmpty()) {
      return;
    }
    for (FrozenTrial trial : storage.trials(study.id(), Long.MAX_VALUE, edits.values())) {
      if (trial.state().isFinished()) {
        put(trial);
      }
    }
    if (window != null) {
      window.edited();
    }
    lastEdit = edits.lastKey();
  }

  private void put(FrozenTrial trial) {
    lastId = Math.max(lastId, trial.id());
    lastNumber = Math.max(lastNumber, trial.number());
    if (own.containsKey(trial.id())) {
      return;
    }
    if (trial.state().isFinished()) {
      foreign.remove(trial.id());
    } else {
      foreign.add(trial.id());
    }
    if (!trial.equals(paused.get(trial.id()))) {
      record(trial);
    }
  }

  private void record(FrozenTrial trial) {
    int row = trial.index();
    while (idOfRow.size() <= row) {
      idOfRow.add(null);
    }
    Long before = idOfRow.get(row);
    if (before != null && before > trial.id()) {
      return;
    }
    idOfRow.set(row, trial.id());
    if (trial.isPaused()) {
      paused.put(trial.id(), trial);
    } else {
      paused.remove(trial.id());
    }
    table.put(trial);
    if (window != null) {
      window.learn(trial);
    }
    for (int i = 0; i < trial.params().size(); i++) {
      SearchSpace space = trial.params().space();
      kinds.putIfAbsent(space.name(i), space.distribution(i));
    }
  }

  /** Whether the study has as many trials as it may. */
  synchronized boolean isReached(OptionalInt limit) {
    int counted = table.count(TrialState.RUNNING) + NextDraw.ended(table);
    return limit.isPresent() && counted >= limit.getAsInt();
  }

  /** Sets a trial aside again that was claimed. */
  synchronized void putBack(FrozenTrial claimed) {
    record(
        storage.pause(
            claimed.id(), new TrialPause(claimed.params(), Map.of(), Map.of(), Map.of())));
  }

  /** Claims the trial that is set aside in a row; empty if someone else was faster. */
  synchronized Optional<FrozenTrial> claim(int row, Map<String, @Nullable Object> attributes) {
    Long id = idOfRow.get(row);
    if (id == null) {
      return Optional.empty();
    }
    Optional<FrozenTrial> claimed = storage.continueTrial(id, Worker.current(), attributes);
    claimed.ifPresentOrElse(this::record, this::refresh);
    return claimed;
  }

  /** Counts a trial that was started here among its own, and learns of those started before. */
  synchronized LiveTrial take(FrozenTrial trial, Function<FrozenTrial, LiveTrial> alive) {
    LiveTrial live = takeBlindly(trial, alive);
    if (trial.number() > lastNumber) {
      refresh();
    }
    return live;
  }

  /** The same, but leaves those that others have started just before to the next refresh. */
  synchronized LiveTrial takeBlindly(FrozenTrial trial, Function<FrozenTrial, LiveTrial> alive) {
    LiveTrial live = alive.apply(trial);
    own.put(trial.id(), live);
    foreign.remove(trial.id());
    if (trial.number() <= lastNumber + 1) {
      lastId = Math.max(lastId, trial.id());
      lastNumber = Math.max(lastNumber, trial.number());
    }
    record(trial);
    return live;
  }

  /** What the trial of an index was given in advance, as far as it has not started. */
  synchronized EnqueuedValues enqueued(int index) {
    Long id = index < idOfRow.size() ? idOfRow.get(index) : null;
    List<FrozenTrial> stored =
        id == null ? List.of() : storage.trials(study.id(), Long.MAX_VALUE, List.of(id));
    return EnqueuedValues.ofRetry(stored);
  }

  /** The index of the first trial of a deterministic study that has not ended. */
  synchronized int frontier() {
    return window == null ? 0 : window.frontier();
  }

  /** Whether a rule ends the run of a deterministic study, by all results that it may see. */
  synchronized boolean isMet(StopRule rule) {
    return window != null && rule.isMet(table, window.frontier());
  }

  /** Whether the trial of an index runs here. */
  synchronized boolean isOwn(int index) {
    return own.values().stream().anyMatch(trial -> trial.index() == index);
  }

  /**
   * Lets a sampler choose, with the other running trials' parameters in view. With {@link
   * #sampling} held.
   */
  synchronized <T> T sample(LiveTrial trial, long seed, Function<SamplingContext, T> choice) {
    if (window != null) {
      return choice.apply(context(window.during(trial), trial.index(), trial::params, seed));
    }
    showRunning(trial);
    return choice.apply(context(table, trial.index(), trial::params, seed));
  }

  /** Shows what running trials of this process were given, but for one that chooses now. */
  synchronized void showRunning(@Nullable LiveTrial trial) {
    for (LiveTrial other : own.values()) {
      if (other != trial && other.takeDirty()) {
        table.putParams(other.index(), other.params());
      }
    }
  }

  SamplingContext context(TrialHistory view, int index, Supplier<Params> params, long seed) {
    return new SamplingContext(view, index, params, seed, priors.byName());
  }

  /** Lets a pruner decide on a trial. */
  synchronized PruneDecision decide(LiveTrial trial, Pruner pruner) {
    return pruner.decide(window == null ? table : window.during(trial), trial.index());
  }

  synchronized <T> T read(Function<TrialTable, T> reading) {
    return reading.apply(table);
  }

  Map<String, Prior> priors() {
    return priors.byName();
  }

  /** Refuses a distribution that the parameter's prior does not fit. */
  synchronized void checkPrior(String name, Distribution distribution) {
    priors.check(name, distribution);
  }

  /** Refuses a distribution that contradicts what the study has under this name. */
  synchronized void check(String name, Distribution distribution) {
    Distribution known = kinds.putIfAbsent(name, distribution);
    if (known != null && known != distribution && !known.isCompatibleWith(distribution)) {
      throw new IncompatibleDistributionException(
          "parameter \"%s\" is %s here, but %s in study \"%s\"; give it another name"
              .formatted(name, distribution, known, study.name()));
    }
  }

  /** The space of these parameters; the previous trial's object where it is the same. */
  synchronized SearchSpace space(List<String> names, List<Distribution> distributions) {
    int size = names.size();
    boolean same = lastSpace.size() == size;
    for (int i = 0; same && i < size; i++) {
      same =
          lastSpace.name(i).equals(names.get(i))
              && lastSpace.distribution(i).equals(distributions.get(i));
    }
    if (!same) {
      lastSpace = SearchSpace.of(names, distributions);
    }
    return lastSpace;
  }

  void report(LiveTrial trial, int step, double value) {
    Params params = trial.params();
    storage.report(trial.id(), step, value, params);
    synchronized (this) {
      trial.wrote(params);
      table.putParams(trial.index(), params);
      table.putReport(trial.index(), step, value);
      table.putSeconds(trial.index(), trial.pausing().worked());
    }
  }

  /**
   * Sets a trial aside; in one step, or another thread could continue it before it is recorded.
   *
   * @throws TrialFinishedException if it is not this process's any more
   */
  synchronized FrozenTrial pause(LiveTrial trial, TrialPause pause) {
    if (own.get(trial.id()) != trial) {
      throw new TrialFinishedException(
          "trial %d was ended or set aside by someone else meanwhile".formatted(trial.number()));
    }
    FrozenTrial stored = storage.pause(trial.id(), pause);
    own.remove(trial.id());
    foreign.add(trial.id());
    record(stored);
    return stored;
  }

  FrozenTrial finish(LiveTrial trial, TrialEnd end) {
    FrozenTrial ended = storage.finish(trial.id(), end);
    synchronized (this) {
      own.remove(trial.id());
      record(ended);
    }
    return ended;
  }

  /** Forgets a trial that someone else has ended. */
  synchronized void disown(LiveTrial trial) {
    own.remove(trial.id());
    foreign.add(trial.id());
    refresh();
  }

  /**
   * A started trial of a number, as stored.
   *
   * @throws IllegalArgumentException if there is none
   */
  FrozenTrial detached(int number) {
    FrozenTrial found = numbered(number);
    if (found.state() == TrialState.WAITING) {
      throw new IllegalArgumentException(
          "trial %d waits to be started; ask for it first".formatted(number));
    }
    return found;
  }

  private FrozenTrial numbered(int number) {
    return trials().stream()
        .filter(trial -> trial.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "study \"%s\" has no trial %d".formatted(study.name(), number)));
  }

  /** Changes a trial that has ended. */
  FrozenTrial edit(int number, TrialEdit edit) {
    FrozenTrial edited = storage.edit(numbered(number).id(), edit);
    refresh();
    refreshEdits();
    return edited;
  }

  /** Ends a trial that no object of this process stands for. */
  FrozenTrial finish(FrozenTrial trial, TrialEnd end) {
    FrozenTrial ended = storage.finish(trial.id(), end);
    refresh();
    return ended;
  }

  /** Ends others' trials whose worker is gone. */
  synchronized List<FrozenTrial> failLost(Duration grace, int retries) {
    List<FrozenTrial> lost = storage.failLost(study.id(), grace, retries);
    lost.forEach(this::put);
    return lost;
  }

  synchronized FrozenTrial add(FrozenTrial trial) {
    FrozenTrial added = storage.addTrial(study.id(), trial);
    refresh();
    return added;
  }

  synchronized List<LiveTrial> running() {
    return List.copyOf(own.values());
  }

  synchronized Collection<Long> runningIds() {
    return List.copyOf(own.keySet());
  }

  List<FrozenTrial> trials() {
    return storage.trials(study.id(), -1, List.of());
  }

  List<FrozenTrial> trials(List<Integer> rows) {
    List<Long> ids = new ArrayList<>();
    synchronized (this) {
      for (int row : rows) {
        Long id = idOfRow.get(row);
        if (id != null) {
          ids.add(id);
        }
      }
    }
    return storage.trials(study.id(), Long.MAX_VALUE, ids);
  }
}
