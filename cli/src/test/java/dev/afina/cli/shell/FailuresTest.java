package dev.afina.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.core.HopelessStudyException;
import dev.afina.core.StorageException;
import dev.afina.data.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was thrown becomes a sentence and an exit code. */
class FailuresTest {

  private final StringWriter err = new StringWriter();

  private int tell(Throwable failure, boolean verbose) {
    return new Failures(new PrintWriter(err), verbose).tell(failure);
  }

  static Stream<Arguments> wrongRequests() {
    return Stream.of(
        Arguments.of(new IllegalArgumentException("trials (0) is wrong"), "trials (0) is wrong"),
        Arguments.of(new StorageException("no disk"), "no disk"),
        Arguments.of(new DataException("no rows"), "no rows"),
        Arguments.of(new NoSuchFileException("x.csv"), "there is no file or folder x.csv"),
        Arguments.of(
            new UncheckedIOException(new AccessDeniedException("out")),
            "access to out is denied; change its permissions, or name another"),
        Arguments.of(
            new FileSystemException("out", null, "No space left on device"),
            "cannot use out: No space left on device"),
        Arguments.of(new IOException("Connection reset"), "Connection reset"));
  }

  @ParameterizedTest
  @MethodSource("wrongRequests")
  void wrongRequestsAndFilesGetOneSentence(Throwable failure, String sentence) {
    assertThat(tell(failure, false)).isEqualTo(2);
    assertThat(err).hasToString("afina: " + sentence + "\n");
  }

  @Test
  void hopelessStudiesAreWorkThatFailed() {
    assertThat(tell(new HopelessStudyException("25 trials in a row failed", null), false))
        .isEqualTo(1);
    assertThat(err).hasToString("afina: 25 trials in a row failed\n");
  }

  @Test
  void bugsLeaveTheirStackTraceInAFile() throws IOException {
    assertThat(tell(new IllegalStateException("no\nway"), false)).isEqualTo(1);

    assertThat(err.toString())
        .matches(
            "afina: unexpected java.lang.IllegalStateException: no way; this is a bug in Afina, its"
                + " stack trace is in \\S+\\.log\n");
    Path log = Path.of(err.toString().strip().replaceAll(".* ", ""));
    assertThat(log).content().contains("bugsLeaveTheirStackTraceInAFile");
    Files.delete(log);
  }

  @Test
  void verboseShowsStackTracesAtOnce() {
    assertThat(tell(new AssertionError("never"), true)).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("afina: unexpected java.lang.AssertionError: never; this is a bug in Afina, ")
        .contains("its stack trace follows\n", "verboseShowsStackTracesAtOnce");
  }

  @Test
  void exhaustedMemoryIsNoBug() {
    assertThat(tell(new OutOfMemoryError("Java heap space"), false)).isEqualTo(1);
    assertThat(err)
        .hasToString(
            "afina: Java ran out of memory (Java heap space); give it more, such as"
                + " AFINA_JAVA_OPTS=-Xmx8g\n");
  }
}
