package dev.afina.neural.tune;

import dev.afina.core.RunAbortedException;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.TensorBoard;
import dev.afina.neural.callback.Training;
import dev.afina.tensorboard.EventFile;
import dev.afina.tensorboard.LoggedValue;
import dev.afina.tensorboard.SessionStatus;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a study's trials where TensorBoard reads them: each is a session of its HPARAMS page, in
 * {@code trial-NUMBER/EXECUTION}, with the objective's value after every step, and the curves of
 * its network below. The directory belongs to one study; any number of processes that share it may
 * write there.
 *
 * <p>A session whose process was killed is ended by {@link #catchUp}, which also writes what trials
 * before the first use of the directory have reported. Thread-safe.
 */
public final class TrialBoard implements StudyListener {

  /** The tag of the objective's value after every step, in the session's directory. */
  public static final String OBJECTIVE = "objective";

  /** The tag of the best value up to every step; its last is the trial's value. */
  public static final String BEST = "objective/best";

  private final Path directory;
  private final Direction direction;
  private final BoardColumns columns;
  private final Map<Integer, BoardSession> open = new ConcurrentHashMap<>();

  /**
   * In a directory, which is made when something is written.
   *
   * @param objective what trials report, such as {@code val_accuracy}
   * @param direction whether less or more is better
   * @param space all that trials may record; TensorBoard shows no other parameters
   * @param curves values of the epochs to compare trials by, such as {@code loss}
   */
  public TrialBoard(
      Path directory,
      String objective,
      Direction direction,
      SearchSpace space,
      List<String> curves) {
    this.directory = directory;
    this.direction = direction;
    columns = new BoardColumns(objective, space, curves);
  }

  /** Where a trial's session is; that of its first execution, where there are several. */
  public Path of(int trial) {
    return of(trial, 0);
  }

  private Path of(int trial, int execution) {
    return directory.resolve("trial-" + trial).resolve(String.valueOf(execution));
  }

  /**
   * Draws the curves of a trial's network; to be given to its fit.
   *
   * @param execution its number, counted from 0: how often the trial's network was trained before
   */
  public Callback curves(Trial trial, int execution) {
    return execution == 0 ? new Curves(trial, 0) : new FurtherExecution(trial, execution);
  }

  /**
   * Brings the directory up to what the study holds: before the first trial, and after the last.
   *
   * @throws RunAbortedException if it cannot be written
   */
  public void catchUp(Study study) {
    writing(
        () -> {
          EventFile.declare(directory, columns.experiment(study.name()));
          for (FrozenTrial trial : study.trials()) {
            if (trial.state().isFinished() && !open.containsKey(trial.number())) {
              catchUp(trial);
            }
          }
        });
  }

  private void catchUp(FrozenTrial trial) {
    Path place = of(trial.number());
    if (!Files.exists(place)) {
      if (!trial.isLost()) {
        writeWhole(trial);
      }
    } else if (!LoggedValue.isSessionEnded(place)) {
      try (BoardSession session = new BoardSession(place, direction)) {
        session.end(trial);
      }
    }
  }

  /** The session of a trial of which nothing is written yet. */
  private void writeWhole(FrozenTrial trial) {
    Instant start = trial.start() == null ? Instant.now() : trial.start();
    try (BoardSession session = begin(trial.number(), 0, start, trial.params())) {
      trial.intermediateValues().forEach(session::report);
      session.end(trial);
    }
  }

  private BoardSession begin(int trial, int execution, Instant start, Params params) {
    BoardSession session = new BoardSession(of(trial, execution), direction);
    session.begin(columns.session(trial, start, params));
    return session;
  }

  /** The session of a running trial; begun here if it has not. */
  private BoardSession session(Trial trial) {
    return open.computeIfAbsent(
        trial.number(), number -> begin(number, 0, Instant.now(), trial.params()));
  }

  @Override
  public void trialReported(Study study, Trial trial, double value, int step) {
    writing(() -> session(trial).report(step, value));
  }

  @Override
  public void trialPaused(Study study, FrozenTrial trial) {
    BoardSession session = open.remove(trial.number());
    if (session != null) {
      writing(session::close);
    }
  }

  @Override
  public void trialFinished(Study study, FrozenTrial trial) {
    writing(
        () -> {
          try (BoardSession session = open.remove(trial.number())) {
            if (session != null) {
              session.end(trial);
            } else if (!trial.isLost()) {
              writeWhole(trial);
            }
          }
        });
  }

  private void writing(Runnable action) {
    try {
      action.run();
    } catch (UncheckedIOException e) {
      throw new RunAbortedException(
          "could not write for TensorBoard into %s (%s); the study is sound: mend that, then repeat the command to go on"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** A network's curves below its session, which begins with the training. */
  private class Curves implements Callback {

    private final Trial trial;
    private final Callback writer;

    private Curves(Trial trial, int execution) {
      this.trial = trial;
      writer = TensorBoard.to(of(trial.number(), execution)).forTraining();
    }

    @Override
    public void trainBegin(Training training) {
      writing(() -> session(trial));
    }

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      writing(() -> writer.batchEnd(training, batch, loss));
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      writing(() -> writer.epochEnd(training, values));
    }

    @Override
    public void trainEnd(Training training) {
      writing(() -> writer.trainEnd(training));
    }

    @Override
    public void trainFailed(Training training, Throwable cause) {
      writing(() -> writer.trainFailed(training, cause));
    }
  }

  /** An execution for which the trial does not speak: a session of its own in the trial's row. */
  private final class FurtherExecution extends Curves {

    private final Trial trial;
    private final int execution;
    private @Nullable BoardSession session;

    private FurtherExecution(Trial trial, int execution) {
      super(trial, execution);
      this.trial = trial;
      this.execution = execution;
    }

    @Override
    public void trainBegin(Training training) {
      writing(() -> session = begin(trial.number(), execution, Instant.now(), trial.params()));
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      super.epochEnd(training, values);
      BoardSession own = session;
      Double value = values.get(columns.objective());
      if (own != null && value != null) {
        writing(() -> own.report(training.epoch() + 1, value));
      }
    }

    @Override
    public void trainEnd(Training training) {
      super.trainEnd(training);
      end(SessionStatus.SUCCESS);
    }

    @Override
    public void trainFailed(Training training, Throwable cause) {
      super.trainFailed(training, cause);
      end(SessionStatus.FAILURE);
    }

    private void end(SessionStatus status) {
      BoardSession own = session;
      session = null;
      if (own != null) {
        writing(
            () -> {
              try (own) {
                own.end(status, Instant.now());
              }
            });
      }
    }
  }
}
