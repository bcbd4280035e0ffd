package dev.afina.cli.shell;

/** What the process ends with. */
public final class ExitCode {

  /** The work was done. */
  public static final int DONE = 0;

  /** The work failed, or Afina has a bug. */
  public static final int FAILED = 1;

  /** The request was wrong; the message says what, what was expected, and how to mend it. */
  public static final int WRONG_REQUEST = 2;

  /** Interrupted; running trials are marked and the study is ready to resume. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
