package dev.afina.storage;

import dev.afina.core.storage.Direction;
import dev.afina.core.storage.EditLog;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A study as a journal's records so far make it. */
final class JournalStudy {

  final long id;
  final String name;
  final List<Direction> directions;
  final Map<String, @Nullable Object> userAttributes = new LinkedHashMap<>();
  final Map<String, @Nullable Object> systemAttributes = new LinkedHashMap<>();
  final List<JournalTrial> trials = new ArrayList<>();
  private final Map<String, JournalTrial> firstWith = new LinkedHashMap<>();
  private final TreeMap<Integer, JournalTrial> waiting = new TreeMap<>();
  private final TreeMap<Integer, JournalTrial> running = new TreeMap<>();
  private final TreeMap<Integer, JournalTrial> vacant = new TreeMap<>();
  private final EditLog edits = new EditLog();
  private int nextIndex;

  JournalStudy(long id, String name, List<Direction> directions) {
    this.id = id;
    this.name = name;
    this.directions = List.copyOf(directions);
  }

  StudyRecord freeze() {
    return new StudyRecord(id, name, directions, userAttributes, systemAttributes);
  }

  int nextIndex() {
    return nextIndex;
  }

  /** How many indices hold a trial that counts to the budget. */
  int counting() {
    return nextIndex - waiting.size() - vacant.size() - edits.discarded();
  }

  /** Which trials were edited. */
  EditLog edits() {
    return edits;
  }

  /** The trials that run. */
  List<JournalTrial> running() {
    return List.copyOf(running.values());
  }

  /** The lost trial to be retried next, or that of an index. */
  @Nullable JournalTrial vacant(OptionalInt index) {
    if (index.isPresent()) {
      return vacant.get(index.getAsInt());
    }
    return vacant.isEmpty() ? null : vacant.firstEntry().getValue();
  }

  /** The trial that has waited longest, or that of an index. */
  @Nullable JournalTrial waiting(OptionalInt index) {
    for (JournalTrial trial : waiting.values()) {
      if (index.orElse(trial.index) == trial.index) {
        return trial;
      }
    }
    return null;
  }

  /** A trial of this index takes its place; without one it gets the next. */
  int takeIndex(@Nullable Long wanted) {
    if (wanted == null || wanted > Integer.MAX_VALUE || vacant.remove(wanted.intValue()) == null) {
      return nextIndex++;
    }
    return wanted.intValue();
  }

  /** To be called after a trial was added, and after its state changed. */
  void placed(JournalTrial trial) {
    put(waiting, trial, trial.state == TrialState.WAITING);
    put(running, trial, trial.state == TrialState.RUNNING);
    if (trial.state == TrialState.FAIL && trial.isLost()) {
      vacant.put(trial.index, trial);
    }
    if (trial.isDiscarded()) {
      edits.note(trial.id, true);
    }
  }

  private static void put(Map<Integer, JournalTrial> place, JournalTrial trial, boolean belongs) {
    if (belongs) {
      place.put(trial.number, trial);
    } else {
      place.remove(trial.number);
    }
  }

  /** The text of a parameter's distribution in the first trial that has it; null if none does. */
  @Nullable String kind(String param) {
    JournalTrial first = firstWith.get(param);
    return first == null ? null : first.text(first.names().indexOf(param));
  }

  /** To be called after a trial got a parameter. */
  void hasParam(JournalTrial trial, String param) {
    JournalTrial first = firstWith.get(param);
    if (first == null || first.number > trial.number) {
      firstWith.put(param, trial);
    }
  }
}
