package dev.afina.grpc;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.storage.ConstraintAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A study of Optuna's proxy as it was last read, its trials with the indices that their order and
 * attributes amount to: everybody who reads them finds the same.
 */
final class ProxyStudy {

  private final List<FrozenTrial> trials = new ArrayList<>();
  private final Map<Long, Map<String, @Nullable Object>> attributes = new LinkedHashMap<>();
  private final TreeSet<Long> unfinished = new TreeSet<>();
  private final TreeSet<Integer> waiting = new TreeSet<>();
  private final TreeMap<Integer, FrozenTrial> vacant = new TreeMap<>();
  private long lastId = -1;
  private int nextIndex;
  private int discarded;

  /** The greatest id that was read. */
  long lastId() {
    return lastId;
  }

  /** The ids of the trials that may have changed since. */
  Set<Long> unfinished() {
    return unfinished;
  }

  int nextIndex() {
    return nextIndex;
  }

  /** How many indices hold a trial that counts to the budget. */
  int counting() {
    return nextIndex - waiting.size() - vacant.size() - discarded;
  }

  /** The lost trial to be retried next, or that of an index. */
  @Nullable FrozenTrial vacant(OptionalInt index) {
    if (index.isPresent()) {
      return vacant.get(index.getAsInt());
    }
    return vacant.isEmpty() ? null : vacant.firstEntry().getValue();
  }

  /** The trial that has waited longest, or that of an index. */
  @Nullable FrozenTrial waiting(OptionalInt index) {
    return waiting.stream()
        .map(trials::get)
        .filter(trial -> index.orElse(trial.index()) == trial.index())
        .findFirst()
        .orElse(null);
  }

  List<FrozenTrial> trials() {
    return trials;
  }

  /** What only storages know of a trial that has not ended. */
  Map<String, @Nullable Object> lease(long trialId) {
    return attributes.getOrDefault(trialId, Map.of());
  }

  /** The trial of an id, if it was read. */
  @Nullable FrozenTrial find(long trialId) {
    int low = 0;
    int high = trials.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long id = trials.get(middle).id();
      if (id == trialId) {
        return trials.get(middle);
      }
      if (id < trialId) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * Takes in a trial as the server tells it; new ones by ascending number.
   *
   * @return false if it does not follow those that are known, so that all must be read again
   */
  boolean take(FrozenTrial read) {
    boolean isNew = read.number() == trials.size();
    if (!isNew && (read.number() > trials.size() || trials.get(read.number()).id() != read.id())) {
      return false;
    }
    Map<String, @Nullable Object> system = new LinkedHashMap<>(read.systemAttributes());
    int index = isNew ? index(system.get(ProxyLease.PLACE)) : trials.get(read.number()).index();
    Map<String, @Nullable Object> raw = Map.of();
    if (!read.state().isFinished()) {
      raw = read.systemAttributes();
    }
    ProxyLease.strip(system);
    Map<String, Double> constraints = ConstraintAttributes.take(system);
    FrozenTrial trial =
        read.toBuilder().index(index).systemAttributes(system).constraints(constraints).build();
    if (!isNew && trials.get(trial.number()).state().isFinished()) {
      return true; // what has ended does not change here
    }
    if (isNew) {
      trials.add(trial);
      lastId = Math.max(lastId, trial.id());
    } else {
      trials.set(trial.number(), trial);
    }
    place(trial, raw);
    return true;
  }

  private void place(FrozenTrial trial, Map<String, @Nullable Object> raw) {
    if (trial.state().isFinished()) {
      unfinished.remove(trial.id());
      attributes.remove(trial.id());
    } else {
      unfinished.add(trial.id());
      attributes.put(trial.id(), raw);
    }
    if (trial.state() == TrialState.WAITING) {
      waiting.add(trial.number());
    } else {
      waiting.remove(trial.number());
    }
    if (trial.state() == TrialState.FAIL && trial.isLost()) {
      vacant.put(trial.index(), trial);
    }
    if (trial.isDiscarded()) {
      discarded++;
    }
  }

  private int index(@Nullable Object wanted) {
    return wanted instanceof Number number && vacant.remove(number.intValue()) != null
        ? number.intValue()
        : nextIndex++;
  }
}
