package dev.afina.neural.tune;

import dev.afina.core.storage.Direction;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.tensorboard.EventFile;
import dev.afina.tensorboard.LoggedValue;
import dev.afina.tensorboard.Session;
import dev.afina.tensorboard.SessionStatus;
import java.nio.file.Path;
import java.time.Instant;

/** One execution of a trial: goes on behind what the directory holds of it. */
final class BoardSession implements AutoCloseable {

  private final EventFile file;
  private final Direction direction;
  private double best = Double.NaN;
  private int lastStep;
  private boolean isBegun;

  BoardSession(Path directory, Direction direction) {
    this.direction = direction;
    for (LoggedValue logged : LoggedValue.of(directory)) {
      isBegun = true;
      if (logged.tag().equals(TrialBoard.BEST)) {
        best = logged.scalar();
        lastStep = (int) logged.step();
      }
    }
    file = EventFile.in(directory);
  }

  /** Says what is tried, unless an earlier file has. */
  void begin(Session session) {
    if (!isBegun) {
      file.sessionStart(session).flush();
    }
  }

  void report(int step, double value) {
    if (Double.isNaN(best) || direction.isBetter(value, best)) {
      best = value;
    }
    lastStep = step;
    file.scalar(TrialBoard.OBJECTIVE, step, value).scalar(TrialBoard.BEST, step, best).flush();
  }

  /**
   * Ends the session as the trial has ended: pruning is what was meant to happen, all else but
   * completion a failure.
   */
  void end(FrozenTrial trial) {
    if (trial.state() == TrialState.COMPLETE) {
      double value = trial.values().get(0);
      if (trial.intermediateValues().isEmpty()) {
        file.scalar(TrialBoard.OBJECTIVE, 0, value);
      }
      if ((float) value != (float) best) {
        file.scalar(TrialBoard.BEST, lastStep, value);
      }
    }
    end(
        trial.state() == TrialState.FAIL ? SessionStatus.FAILURE : SessionStatus.SUCCESS,
        trial.complete() == null ? Instant.now() : trial.complete());
  }

  void end(SessionStatus status, Instant when) {
    file.sessionEnd(status, when).flush();
  }

  @Override
  public void close() {
    file.close();
  }
}
