package dev.afina.core.study;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;

/**
 * Is told what happens in a study, by the thread it happens in; one call at a time.
 *
 * <p>What a listener throws ends the run.
 */
public interface StudyListener {

  /** A trial begins. */
  default void trialStarted(Study study, Trial trial) {}

  /** A trial reported a value. */
  default void trialReported(Study study, Trial trial, double value, int step) {}

  /** A trial was set aside, to be continued perhaps, and is stored. */
  default void trialPaused(Study study, FrozenTrial trial) {}

  /** A trial that was set aside goes on. */
  default void trialContinued(Study study, Trial trial) {}

  /** A trial has ended and is stored. */
  default void trialFinished(Study study, FrozenTrial trial) {}
}
