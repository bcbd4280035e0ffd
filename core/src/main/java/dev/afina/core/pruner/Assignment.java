package dev.afina.core.pruner;

import dev.afina.core.trial.Leg;

/** What a {@link Scheduler} has the next free worker do. */
public sealed interface Assignment {

  /**
   * Starts a trial.
   *
   * @param leg how far it is trained
   */
  record Start(Leg leg) implements Assignment {}

  /**
   * Continues a trial that is set aside.
   *
   * @param row the trial's
   * @param leg how far it is trained
   */
  record Continue(int row, Leg leg) implements Assignment {}

  /** Nothing until a running trial has reported, ended or been set aside. */
  record Wait() implements Assignment {}

  /** Nothing any more: what is set aside now is never continued. */
  record Done() implements Assignment {}

  /** Starts a trial. */
  static Assignment start(Leg leg) {
    return new Start(leg);
  }

  /** Continues the trial of a row. */
  static Assignment proceed(int row, Leg leg) {
    return new Continue(row, leg);
  }

  /** Waits for a running trial. */
  static Assignment await() {
    return new Wait();
  }

  /** Ends the run. */
  static Assignment done() {
    return new Done();
  }
}
