package dev.afina.core.study;

import dev.afina.core.sampler.Sampler;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The joint parameters of the trial that starts next, drawn before a worker is free for it.
 *
 * <p>They are drawn on a copy of the study's trials, so that all others can report, end and start
 * meanwhile. Of a deterministic study they are what is drawn at the start, to the last bit, for the
 * trial sees nothing else then; and if it does, they do not {@linkplain #fits fit}. In other
 * studies they lack the results that have come since.
 *
 * <p>Nothing is drawn ahead while a trial waits to be evaluated, or again, as that is the next one.
 * Guarded by the ledger, but for {@link #draw}.
 */
final class NextDraw {

  private final TrialTable copy;
  private final @Nullable Window window;
  private final long edits;
  private final int index;
  private final int results;
  private final Map<Integer, JointDraw> running;
  private final int ended;
  private Params drawn = Params.empty();
  private boolean spent;

  private NextDraw(TrialTable copy, @Nullable Window window, long edits, int index, int results) {
    this.copy = copy;
    this.window = window;
    this.edits = edits;
    this.index = index;
    this.results = results;
    running = window == null ? Map.of() : window.draws(index, results);
    ended = ended(copy);
  }

  /**
   * What is to be drawn next.
   *
   * @param edits the last change of a trial that had ended
   * @return null if it is not known yet
   */
  static @Nullable NextDraw of(
      TrialTable table, @Nullable Window window, StopRule rule, long edits) {
    int index = fresh(table);
    if (index < 0) {
      return null;
    }
    if (window == null) {
      return new NextDraw(table.copy(), null, edits, index, -1);
    }
    int results = window.results(index);
    if (window.frontier() < results || rule.isMet(table, results)) {
      return null;
    }
    TrialTable copy = table.copy();
    return new NextDraw(copy, window.on(copy), edits, index, results);
  }

  /** The index of the next trial if it is a new one; −1 if one waits. */
  private static int fresh(TrialTable table) {
    for (int row = 0; row < table.size(); row++) {
      if (table.state(row) == TrialState.WAITING && !table.isDiscarded(row)) {
        return -1;
      }
    }
    return table.size();
  }

  /** How many trials have ended, or are set aside. */
  static int ended(TrialTable table) {
    return table.count(TrialState.COMPLETE)
        + table.count(TrialState.PRUNED)
        + table.count(TrialState.FAIL);
  }

  /**
   * Lets the sampler choose, which no other thread may use meanwhile.
   *
   * @return whether it has chosen anything together
   */
  boolean draw(Sampler sampler, Ledger ledger, long seed) {
    if (window != null) {
      if (sampler.isExhausted(window.before(index, results))) {
        return false;
      }
      drawn = draw(sampler, ledger, seed, window.starting(index, results));
    } else {
      if (sampler.isExhausted(copy)) {
        return false;
      }
      copy.put(FrozenTrial.builder(TrialState.RUNNING).index(index).build());
      drawn = draw(sampler, ledger, seed, copy);
    }
    return drawn.size() > 0;
  }

  private Params draw(Sampler sampler, Ledger ledger, long seed, TrialHistory view) {
    return draw(sampler, sampler.jointSpace(view), ledger, seed, view, index);
  }

  /** What the sampler chooses together for a trial that has nothing yet. */
  static Params draw(
      Sampler sampler, SearchSpace space, Ledger ledger, long seed, TrialHistory view, int index) {
    if (space.size() == 0) {
      return Params.empty();
    }
    long begin = System.nanoTime();
    double[] values = sampler.sampleJoint(ledger.context(view, index, Params::empty, seed), space);
    ledger.drew(System.nanoTime() - begin);
    return values.length == 0 ? Params.empty() : Params.of(space, values);
  }

  /**
   * Whether a trial can begin with it now. Of a deterministic study, if it sees what the sampler
   * saw. Otherwise if no more results have come since than trials run at once, and no trial was
   * given the same since.
   *
   * @param parallel how many trials run at once
   */
  boolean fits(TrialTable table, @Nullable Window now, long edits, int parallel) {
    if (spent || edits != this.edits || fresh(table) != index) {
      return false;
    }
    return now == null
        ? ended(table) - ended <= parallel && !isTaken(table)
        : now.draws(index, results).equals(running);
  }

  /** Whether a trial has what was drawn, and had not when it was drawn. */
  private boolean isTaken(TrialTable table) {
    for (int row = 0; row < table.size(); row++) {
      if (isIn(table, row) && !isIn(copy, row)) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(TrialTable table, int row) {
    for (int i = 0; i < drawn.size(); i++) {
      double[] column = table.column(drawn.space().name(i));
      if (column == null || column[row] != drawn.internal(i)) {
        return false;
      }
    }
    return true;
  }

  /** The index of the trial that it is for. */
  int index() {
    return index;
  }

  /** How many results the trial sees, in a deterministic study. */
  int results() {
    return results;
  }

  Params drawn() {
    return drawn;
  }

  /** Sees to it that it is used no more. */
  void spend() {
    spent = true;
  }

  boolean isSpent() {
    return spent;
  }
}
