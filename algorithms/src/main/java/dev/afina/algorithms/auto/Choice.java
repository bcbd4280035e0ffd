package dev.afina.algorithms.auto;

import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;

/**
 * What a history is searched with.
 *
 * @param model the sampler that most trials come from
 * @param diversion how many trials there are to each one from elsewhere while nothing improves; 0
 *     for none
 * @param patience results without an improvement before that
 * @param reason why, for the log
 */
record Choice(Model model, int diversion, int patience, String reason) {

  /** More ended trials than these are not worth a Gaussian process's time. */
  static final int MOST_FOR_PROCESS = 1000;

  /** Whose suggestions are taken. */
  enum Model {
    PROCESS,
    ESTIMATOR
  }

  /**
   * By the trials that have ended, and what they asked for.
   *
   * @param joint all parameters that trials asked for
   */
  static Choice of(TrialHistory history, SearchSpace joint) {
    int ended =
        history.count(TrialState.COMPLETE)
            + history.count(TrialState.PRUNED)
            + history.count(TrialState.FAIL);
    if (ended >= MOST_FOR_PROCESS) {
      return new Choice(
          Model.ESTIMATOR,
          0,
          0,
          "from %,d ended trials on a Gaussian process takes longer than it is worth"
              .formatted(MOST_FOR_PROCESS));
    }
    boolean conditional = isConditional(history, joint);
    String reason =
        "%s space of %d parameters, fewer than %,d trials"
            .formatted(conditional ? "conditional" : "flat", joint.size(), MOST_FOR_PROCESS);
    return conditional
        ? new Choice(Model.PROCESS, 2, 6, reason)
        : new Choice(Model.PROCESS, 4, 15, reason);
  }

  /** Whether the other one takes the same samplers. */
  boolean isAs(Choice other) {
    return model == other.model && diversion == other.diversion;
  }

  /** What it is, in words. */
  String what() {
    return model == Model.ESTIMATOR
        ? "TPE"
        : "a Gaussian process, and every %s trial TPE while nothing improves"
            .formatted(diversion == 2 ? "second" : "fourth");
  }

  /** Whether a trial that did not fail lacks a parameter; one that failed may have had no time. */
  private static boolean isConditional(TrialHistory history, SearchSpace joint) {
    SearchSpace before = null;
    for (int row = 0; row < history.size(); row++) {
      TrialState state = history.state(row);
      if (state == TrialState.COMPLETE || state == TrialState.PRUNED) {
        SearchSpace space = history.space(row);
        if (!space.equals(before) && !hasAll(space, joint)) {
          return true;
        }
        before = space;
      }
    }
    return false;
  }

  private static boolean hasAll(SearchSpace space, SearchSpace joint) {
    return joint.names().stream().allMatch(name -> space.position(name) >= 0);
  }
}
