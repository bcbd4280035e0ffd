package dev.afina.cli.shell;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the place that the output goes to.
 *
 * <p>Java 17 cannot tell whether a single stream is a terminal, so the launcher says so in the
 * system properties {@value #OUT}, {@value #ERR} and {@value #COLUMNS}; without them nothing is a
 * terminal. A non-empty {@code NO_COLOR} in the environment switches colours off, {@code TERM=dumb}
 * too.
 *
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param width columns, at least {@value #NARROWEST}
 * @param colors whether colours are welcome where there is a terminal
 */
public record Terminal(boolean out, boolean err, int width, boolean colors) {

  /** Columns assumed where nobody says. */
  public static final int DEFAULT_WIDTH = 80;

  /** Narrower terminals are treated as this wide. */
  public static final int NARROWEST = 40;

  private static final int ENDLESS = 10_000;

  static final String OUT = "afina.stdout.terminal";
  static final String ERR = "afina.stderr.terminal";
  static final String COLUMNS = "afina.columns";

  /** Lifts the width to {@value #NARROWEST}. */
  public Terminal {
    width = Math.max(width, NARROWEST);
  }

  /** As the launcher and the environment say. */
  public static Terminal detect() {
    return detect(System::getProperty, System.getenv());
  }

  static Terminal detect(
      UnaryOperator<@Nullable String> properties, Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    return new Terminal(
        Boolean.parseBoolean(properties.apply(OUT)),
        Boolean.parseBoolean(properties.apply(ERR)),
        columns(properties.apply(COLUMNS)),
        !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** The width of tables on standard output: the terminal's, or without end in a file or pipe. */
  public int tableWidth() {
    return out ? width : ENDLESS;
  }

  /** Whether standard output takes colours. */
  public boolean colorsOut() {
    return out && colors;
  }

  /** Whether standard error takes colours. */
  public boolean colorsErr() {
    return err && colors;
  }

  private static int columns(@Nullable String text) {
    boolean number = text != null && text.matches("[1-9][0-9]{0,4}");
    return number ? Integer.parseInt(text) : DEFAULT_WIDTH;
  }
}
