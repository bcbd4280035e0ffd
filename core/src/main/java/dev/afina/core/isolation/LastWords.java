package dev.afina.core.isolation;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Reads what a child prints, hands it on line by line, and keeps its last lines; of the JVM's
 * report of a crash the first ones, which name the cause. Thread-safe.
 */
final class LastWords {

  private static final System.Logger LOG = System.getLogger("dev.afina.isolation");

  private static final int MOST_LINES = 8;
  private static final int MOST_KEPT = 300;

  /** Longer lines are handed on in pieces. */
  private static final int MOST_LINE = 8192;

  /** How the report of a crash begins, in HotSpot and OpenJ9. */
  private static final String CRASH = "A fatal error has been detected by the Java Runtime";

  private Consumer<String> output;
  private final Deque<String> lines = new ArrayDeque<>();
  private boolean crashed;

  LastWords(Consumer<String> output) {
    this.output = output;
  }

  /** Reads until the end. */
  void read(InputStream stream) {
    StringBuilder line = new StringBuilder();
    char[] buffer = new char[MOST_LINE];
    try (Reader reader = new InputStreamReader(stream, Charset.defaultCharset())) {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n' || line.length() == MOST_LINE) {
            take(line);
          }
          if (buffer[i] != '\n' && buffer[i] != '\r') {
            line.append(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      LOG.log(DEBUG, "a child was ended while it wrote: {0}", e.getMessage());
    }
    if (!line.isEmpty()) {
      take(line);
    }
  }

  private void take(StringBuilder line) {
    String text = line.toString();
    line.setLength(0);
    keep(text);
    try {
      output.accept(text);
    } catch (RuntimeException e) {
      LOG.log(WARNING, "what a child prints goes nowhere from here on", e);
      output = unheard -> {};
    }
  }

  private synchronized void keep(String text) {
    String said = text.startsWith("#") ? text.substring(1).strip() : text.strip();
    if (!crashed && said.startsWith(CRASH)) {
      crashed = true;
      lines.clear();
    }
    if (said.isEmpty() || (crashed && lines.size() == MOST_LINES)) {
      return;
    }
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.addLast(said.length() > MOST_KEPT ? said.substring(0, MOST_KEPT) + "…" : said);
  }

  /** Forgets what was said before a trial. */
  synchronized void forget() {
    if (!crashed) {
      lines.clear();
    }
  }

  /** The end of a sentence that tells of a child's end. */
  @Override
  public synchronized String toString() {
    return lines.isEmpty() ? "it said nothing" : "its last words: " + String.join(" | ", lines);
  }
}
