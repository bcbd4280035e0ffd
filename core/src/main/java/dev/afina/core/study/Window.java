package dev.afina.core.study;

import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The window of a deterministic study: trial {@code k} sees the results of the trials up to {@code
 * k − size}, and starts when these have ended. Guarded by the ledger.
 */
final class Window {

  private final int size;
  private final TrialTable table;
  private WindowedHistory history;
  private final TreeMap<Integer, JointDraw> draws = new TreeMap<>();
  private int frontier;

  Window(int size, TrialTable table) {
    this.size = size;
    this.table = table;
    history = new WindowedHistory(table);
  }

  int size() {
    return size;
  }

  /** Takes notice of a trial that was read or written. */
  void learn(FrozenTrial trial) {
    JointDraw.of(trial).ifPresent(draw -> draws.put(trial.index(), draw));
  }

  /** Takes notice that a result was edited: views of it are made anew. */
  void edited() {
    history = new WindowedHistory(table);
  }

  /** The first index whose trial has not ended; lost ones have not. */
  int frontier() {
    while (frontier < table.size()
        && (table.isDiscarded(frontier)
            || (table.state(frontier).isFinished()
                && !table.isRunning(frontier)
                && !table.isPaused(frontier)))) {
      frontier++;
    }
    draws.headMap(results(frontier)).clear();
    return frontier;
  }

  /** The first index whose trial is yet to start. */
  int next() {
    int index = frontier();
    while (index < table.size()
        && (table.isDiscarded(index) || table.state(index) != TrialState.WAITING)) {
      index++;
    }
    return index;
  }

  /** How many results the trial of an index sees. */
  int results(int index) {
    return Math.max(0, index - size + 1);
  }

  /** The same window on a copy of the table, with views of its own. */
  Window on(TrialTable copy) {
    Window other = new Window(size, copy);
    other.draws.putAll(draws);
    other.frontier = frontier;
    return other;
  }

  /** What was drawn for the trials that run when the one of an index starts. */
  Map<Integer, JointDraw> draws(int index, int results) {
    return new TreeMap<>(draws.subMap(results, Math.max(results, index)));
  }

  /** What a trial sees before it starts. */
  TrialHistory before(int index, int results) {
    return history.show(index, results, draws.subMap(results, Math.max(results, index)), null);
  }

  /** What a trial sees that starts with so many results. */
  TrialHistory starting(int index, int results) {
    return history.show(
        index, results, draws.subMap(results, Math.max(results, index)), Params.empty());
  }

  /** What a running trial sees. */
  TrialHistory during(LiveTrial trial) {
    int index = trial.index();
    JointDraw draw = draws.get(index);
    int results = draw == null ? results(index) : draw.results();
    return history.show(index, results, draws.subMap(results, index + 1), trial.params());
  }
}
