package dev.afina.core.study;

import dev.afina.core.trial.Trial;

/** What is to be minimised or maximised. */
@FunctionalInterface
public interface Objective {

  /**
   * Evaluates a trial.
   *
   * <p>Called by several threads at once when trials run in parallel.
   *
   * @return the value; NaN makes the trial fail
   * @throws dev.afina.core.trial.TrialPrunedException to end the trial early
   * @throws Exception to make the trial fail; the study goes on
   */
  double evaluate(Trial trial) throws Exception;
}
