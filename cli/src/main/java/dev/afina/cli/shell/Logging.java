package dev.afina.cli.shell;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends what the libraries and Afina log to standard error, a line each. */
public final class Logging {

  private Logging() {}

  /**
   * Takes the place of the JDK's own arrangement.
   *
   * @param err where the lines go
   * @param verbose whether information is shown too, not only warnings
   */
  public static void start(PrintWriter err, boolean verbose) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    root.addHandler(new Lines(err));
  }

  /** Writes records as {@code afina: warning: MESSAGE}. */
  private static final class Lines extends Handler {

    private final PrintWriter err;

    Lines(PrintWriter err) {
      this.err = err;
      setFormatter(new Line());
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        err.println(getFormatter().format(record));
        err.flush();
      }
    }

    @Override
    public void flush() {
      err.flush();
    }

    @Override
    public void close() {
      err.flush();
    }
  }

  private static final class Line extends Formatter {
    @Override
    public String format(LogRecord record) {
      String message = formatMessage(record);
      Throwable thrown = record.getThrown();
      String text = thrown == null ? message : message + " (" + thrown + ")";
      String level = record.getLevel().getName().toLowerCase(Locale.ROOT);
      return "afina: " + level + ": " + text.replaceAll("\\s*\\R\\s*", " ");
    }
  }
}
