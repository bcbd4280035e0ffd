package dev.afina.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;

/**
 * A new file of events in the directory of a run, which TensorBoard reads while it is written.
 *
 * <p>Nothing is on disk before {@link #flush}, which writes whole records behind those that are
 * there: after a kill the file is sound up to the last of them. A run that goes on later gets
 * another file, whose name sorts behind. Thread-safe.
 *
 * <p>An {@link UncheckedIOException} says that the disk refused; the file stays as it was before.
 */
public final class EventFile implements AutoCloseable {

  /** The version of the format, TensorFlow's since 2013. */
  private static final String VERSION = "brain.Event:2";

  private static final String EXPERIMENT = "_hparams_/experiment";
  private static final String SESSION_START = "_hparams_/session_start_info";

  /** The tag of what {@link #sessionEnd} writes. */
  static final String SESSION_END = "_hparams_/session_end_info";

  /** {@code SessionLog.START} of {@code event.proto}. */
  private static final int START = 1;

  private final Path path;
  private final Clock clock;
  private final RandomAccessFile file;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long sound;

  private EventFile(Path path, Clock clock) throws IOException {
    this.path = path;
    this.clock = clock;
    file = new RandomAccessFile(path.toFile(), "rw");
    write(event(0).text(3, VERSION));
  }

  /**
   * In a run's directory, which is made if it is not there.
   *
   * @param run the run is called by its path from the log directory on
   */
  public static EventFile in(Path run) {
    return in(run, Clock.systemUTC());
  }

  /** With another clock for the events' wall times and the file's name. */
  public static EventFile in(Path run, Clock clock) {
    try {
      return on(EventFileName.create(run, clock.instant().getEpochSecond()), clock);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write events into %s: %s".formatted(run, e), e);
    }
  }

  /** On a file that is there and empty. */
  static EventFile on(Path file, Clock clock) throws IOException {
    return new EventFile(file, clock);
  }

  /** Where the events are. */
  public Path path() {
    return path;
  }

  /**
   * A number at a step, kept as a float.
   *
   * @param tag what the number is, not empty; a slash makes groups
   * @param step at least 0
   */
  public EventFile scalar(String tag, long step, double value) {
    return summary(tag, step, Summaries.scalar(tag, (float) value));
  }

  /**
   * How values are distributed at a step: their counts in 30 intervals between the least and the
   * greatest.
   *
   * @throws IllegalArgumentException if one is NaN or infinite
   */
  public EventFile histogram(String tag, long step, double... values) {
    return summary(tag, step, Summaries.histogram(tag, values));
  }

  /** A text at a step, in Markdown. */
  public EventFile text(String tag, long step, String markdown) {
    return summary(tag, step, Summaries.text(tag, markdown));
  }

  /**
   * Writes the columns of the HPARAMS page into a log directory, unless they are there. Any number
   * of processes may do so at once, if they mean the same.
   *
   * @param directory of the log, made if it is not there
   */
  public static void declare(Path directory, Experiment experiment) {
    Path file = directory.resolve(EventFileName.EXPERIMENT);
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(directory);
      Path draft = Files.createTempFile(directory, ".experiment", ".tmp");
      try (EventFile events = on(draft, Clock.systemUTC())) {
        events.experiment(experiment);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  /** The columns of the HPARAMS page; once, in the log directory itself. */
  EventFile experiment(Experiment experiment) {
    return summary(EXPERIMENT, 0, Summaries.hparams(EXPERIMENT, experiment.message()));
  }

  /** Makes the run a session of the HPARAMS page; the first in a run counts. */
  public EventFile sessionStart(Session session) {
    return summary(SESSION_START, 0, Summaries.hparams(SESSION_START, session.message()));
  }

  /** Ends the run's session; the first in a run counts. */
  public EventFile sessionEnd(SessionStatus status, Instant end) {
    ProtoMessage info =
        new ProtoMessage()
            .message(4, new ProtoMessage().integer(1, status.code()).number(2, seconds(end)));
    return summary(SESSION_END, 0, Summaries.hparams(SESSION_END, info));
  }

  /** Makes TensorBoard forget what the run's earlier files hold from a step on. */
  public EventFile restart(long step) {
    write(event(step).message(7, new ProtoMessage().integer(1, START)));
    return this;
  }

  private EventFile summary(String tag, long step, ProtoMessage summary) {
    if (tag.isEmpty() || step < 0) {
      throw new IllegalArgumentException(
          "tag \"%s\" at step %d, expected a tag that is not empty and a step of at least 0"
              .formatted(tag, step));
    }
    write(event(step).message(5, summary));
    return this;
  }

  private ProtoMessage event(long step) {
    return new ProtoMessage().number(1, seconds(clock.instant())).integer(2, step);
  }

  static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }

  private synchronized void write(ProtoMessage event) {
    pending.writeBytes(TfRecord.frame(event.toBytes()));
  }

  /** Brings everything written so far to the file. */
  public synchronized void flush() {
    try {
      file.write(pending.toByteArray());
      sound += pending.size();
      pending.reset();
    } catch (IOException e) {
      forgetHalf(e);
      throw new UncheckedIOException("cannot write %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** TensorBoard would stop at half a record, and never see what comes behind it. */
  private void forgetHalf(IOException failure) {
    try {
      file.setLength(sound);
      file.seek(sound);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Flushes, and lets the file go. */
  @Override
  public synchronized void close() {
    try (file) {
      if (pending.size() > 0) {
        flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close %s: %s".formatted(path, e.getMessage()), e);
    }
  }
}
