package dev.afina.core.study;

import dev.afina.core.trial.TrialInterruptedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the present run of a study goes on. Thread-safe. */
final class RunState {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  private boolean running;
  private volatile boolean stopped;
  private volatile boolean interrupted;
  private volatile long begin = System.nanoTime();
  private volatile long limit = Long.MAX_VALUE;

  /** Begins a run, unless one is going on. */
  synchronized void begin(String study, @Nullable Duration time) {
    if (running) {
      throw new IllegalStateException(
          "study \"%s\" is being run already by this object; let that run end, or load the study again"
              .formatted(study));
    }
    running = true;
    stopped = false;
    interrupted = false;
    begin = System.nanoTime();
    limit = time == null || time.compareTo(FOREVER) > 0 ? Long.MAX_VALUE : time.toNanos();
  }

  /** Ends the run, and its time limit with it. */
  synchronized void end() {
    running = false;
    limit = Long.MAX_VALUE;
  }

  void stop() {
    stopped = true;
  }

  void interrupt() {
    stopped = true;
    interrupted = true;
  }

  /** Whether further trials may start. */
  boolean goesOn() {
    return !stopped && !isTimeUp();
  }

  boolean isTimeUp() {
    return System.nanoTime() - begin >= limit;
  }

  void checkInterrupted() {
    if (interrupted) {
      throw new TrialInterruptedException();
    }
  }
}
