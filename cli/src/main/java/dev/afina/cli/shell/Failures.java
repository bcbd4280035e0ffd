package dev.afina.cli.shell;

import dev.afina.core.AfinaException;
import dev.afina.core.HopelessStudyException;
import dev.afina.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Turns what a command threw into a sentence and an exit code.
 *
 * <p>A wrong request and anything that is wrong with files get one sentence; the rest is a bug of
 * Afina, whose stack trace goes into a file, or onto standard error where it was asked for.
 */
public final class Failures {

  private static final String PREFIX = "afina: ";

  private final PrintWriter err;
  private final boolean verbose;

  /**
   * For one run.
   *
   * @param err where the sentences go
   * @param verbose whether stack traces are shown
   */
  public Failures(PrintWriter err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  /** Says what went wrong and returns the exit code. */
  public int tell(Throwable failure) {
    if (failure instanceof HopelessStudyException) {
      return say(ExitCode.FAILED, sentence(failure), failure);
    }
    if (failure instanceof AfinaException
        || failure instanceof DataException
        || failure instanceof IllegalArgumentException) {
      return say(ExitCode.WRONG_REQUEST, sentence(failure), failure);
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return say(ExitCode.WRONG_REQUEST, describe(unchecked.getCause()), failure);
    }
    if (failure instanceof IOException io) {
      return say(ExitCode.WRONG_REQUEST, describe(io), failure);
    }
    if (failure instanceof OutOfMemoryError) {
      String what = "Java ran out of memory (%s); give it more, such as AFINA_JAVA_OPTS=-Xmx8g";
      return say(ExitCode.FAILED, what.formatted(failure.getMessage()), failure);
    }
    return bug(failure);
  }

  private int say(int code, String sentence, Throwable failure) {
    err.println(PREFIX + sentence);
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return code;
  }

  private int bug(Throwable failure) {
    String what = "unexpected " + failure.toString().replaceAll("\\s*\\R\\s*", " ");
    String where = verbose ? "its stack trace follows" : "its stack trace is in " + log(failure);
    return say(ExitCode.FAILED, what + "; this is a bug in Afina, " + where, failure);
  }

  private static String log(Throwable failure) {
    try {
      Path file = Files.createTempFile("afina-", ".log");
      try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(writer);
      }
      return file.toString();
    } catch (IOException e) {
      return "no file (" + describe(e) + "), so run it again with --verbose";
    }
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip();
  }

  /** The JDK's messages of these are a bare file name. */
  private static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file or folder " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return "access to "
          + denied.getFile()
          + " is denied; change its permissions, or name another";
    }
    if (failure instanceof FileAlreadyExistsException existing) {
      return existing.getFile() + " exists already and is no folder; name another";
    }
    if (failure instanceof FileSystemException other && other.getReason() != null) {
      return "cannot use " + other.getFile() + ": " + other.getReason();
    }
    return sentence(failure);
  }
}
