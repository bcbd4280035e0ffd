package dev.afina.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of what a child prints. */
class LastWordsTest {

  private final List<String> heard = new ArrayList<>();

  private LastWords after(String text) {
    LastWords words = new LastWords(heard::add);
    words.read(new ByteArrayInputStream(text.getBytes(Charset.defaultCharset())));
    return words;
  }

  @Test
  void keepsTheLastLinesAndHandsOnAll() {
    LastWords words =
        after(
            IntStream.range(0, 20).mapToObj(i -> "line " + i).collect(Collectors.joining("\r\n")));

    assertThat(words)
        .hasToString(
            "its last words: line 12 | line 13 | line 14 | line 15 | line 16 | line 17 | line 18 |"
                + " line 19");
    assertThat(heard).hasSize(20).startsWith("line 0").endsWith("line 19");
    words.forget();
    assertThat(words).hasToString("it said nothing");
  }

  @Test
  void keepsTheCauseOfACrashAndNotWhereToReportIt() {
    LastWords words =
        after(
            """
            training
            #
            # A fatal error has been detected by the Java Runtime Environment:
            #
            #  SIGSEGV (0xb) at pc=0x00007f1, pid=7, tid=8
            #
            # Problematic frame:
            # C  [libtorch.so+0x1]
            """
                + "# If you would like to submit a bug report, please visit:\n".repeat(9));

    assertThat(words.toString())
        .startsWith(
            "its last words: A fatal error has been detected by the Java Runtime Environment: |"
                + " SIGSEGV (0xb) at pc=0x00007f1, pid=7, tid=8 | Problematic frame: | C "
                + " [libtorch.so+0x1]");
  }

  @Test
  void cutsLinesWithoutAnEnd() {
    LastWords words = after("x".repeat(20_000));

    assertThat(heard).extracting(String::length).containsExactly(8192, 8192, 3616);
    assertThat(words.toString()).hasSizeLessThan(1000);
  }

  @Test
  void goesOnReadingWhenNobodyWantsToHear() {
    LastWords words =
        new LastWords(
            line -> {
              throw new IllegalStateException("full");
            });
    words.read(new ByteArrayInputStream("a\nb\n".getBytes(Charset.defaultCharset())));

    assertThat(words).hasToString("its last words: a | b");
  }

  @Test
  void namesSignals() {
    assertThat(Exit.named(134)).isEqualTo("134 (SIGABRT)");
    assertThat(Exit.named(137)).startsWith("137 (SIGKILL");
    assertThat(Exit.named(3)).isEqualTo("3");
    assertThat(Exit.named(0)).isEqualTo("0");
  }
}
