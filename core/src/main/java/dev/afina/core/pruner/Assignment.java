package dev.afina.core.pruner;

import dev.afina.core.trial.Leg;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * Starts a trial as a copy of one that is set aside, which stays so: with its checkpoint, so that
   * it goes on at its step, but with parameters of its own.
   *
   * @param row the trial that is copied
   * @param leg how far the copy is trained
   * @param values the copy's parameters, in external form, by name; others are sampled
   */
  record Copy(int row, Leg leg, Map<String, @Nullable Object> values) implements Assignment {

    /** Copies the values. */
    public Copy {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

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

  /** Starts a copy of the trial of a row, with parameters of its own. */
  static Assignment copy(int row, Leg leg, Map<String, @Nullable Object> values) {
    return new Copy(row, leg, values);
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
