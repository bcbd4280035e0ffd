package dev.afina.core.pruner;

import dev.afina.core.trial.TrialHistory;
import java.util.List;

/**
 * A pruner that also says what the next free worker does: start a trial, or continue one that was
 * set aside.
 *
 * <p>A function of the history alone, like every pruner: which trial belongs to which bracket, and
 * how far each was to be trained, stands in the trials' {@linkplain TrialHistory#leg legs}. Several
 * processes ask it at once; the study takes care that no two of them carry out the same assignment,
 * and asks again where another one was faster. Before it asks, it continues the trials that were
 * set aside short of their leg's last step, because their worker was lost or the time was up, and
 * those that were lost after it and of which {@link #decide} does not say that they are set aside.
 *
 * <p>It takes no part in {@linkplain dev.afina.core.study.StudyBuilder#deterministic deterministic}
 * studies, for what it decides depends on which trial reports first.
 */
public interface Scheduler extends Pruner {

  /**
   * What the next free worker does.
   *
   * @param mayStart whether a trial can be started; not where the budget is used up, or nothing is
   *     left in the search space
   */
  Assignment next(TrialHistory history, boolean mayStart);

  /**
   * The rows of trials that are set aside and surely never continued, so that they end now; none by
   * default. All that are left end when {@link #next} says that it is done.
   */
  default List<Integer> surplus(TrialHistory history) {
    return List.of();
  }

  /**
   * What is going to be done, in lines for people, as far as it is certain before the first trial;
   * empty by default.
   */
  default String plan() {
    return "";
  }
}
