package dev.afina.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is logged comes as lines. */
class LoggingTest {

  private static final System.Logger LOG = System.getLogger("dev.afina.cli.shell.LoggingTest");

  private final StringWriter err = new StringWriter();

  private void log(boolean verbose) {
    Logging.start(new PrintWriter(err), verbose);
    LOG.log(System.Logger.Level.DEBUG, "detail");
    LOG.log(System.Logger.Level.INFO, "news of {0}", "trial 3");
    LOG.log(System.Logger.Level.WARNING, "two\n  lines", new IllegalStateException("odd"));
  }

  @AfterEach
  void silence() {
    Logging.start(new PrintWriter(new StringWriter()), false);
  }

  @Test
  void showsWarningsOnlyEachOnOneLine() {
    log(false);

    assertThat(err)
        .hasToString("afina: warning: two lines (java.lang.IllegalStateException: odd)\n");
  }

  @Test
  void showsInformationWhenVerbose() {
    log(true);

    assertThat(err.toString()).startsWith("afina: info: news of trial 3\nafina: warning: two");
  }
}
