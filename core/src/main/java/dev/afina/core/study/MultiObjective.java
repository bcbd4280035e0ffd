package dev.afina.core.study;

import dev.afina.core.trial.Trial;

/** Several values to be minimised or maximised at once. */
@FunctionalInterface
public interface MultiObjective {

  /**
   * Evaluates a trial, as {@link Objective#evaluate} does.
   *
   * @return one value a direction of the study; a NaN makes the trial fail
   * @throws Exception to make the trial fail; the study goes on
   */
  double[] evaluate(Trial trial) throws Exception;
}
