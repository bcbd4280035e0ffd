package dev.afina.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Near words are found, far ones are not. */
class SpellingTest {

  private static final List<String> KNOWN = List.of("trials", "studies", "--trials", "--timeout");

  @Test
  void findsSwappedMissingAddedAndReplacedLetters() {
    assertThat(Spelling.near("triasl", KNOWN)).containsExactly("trials");
    assertThat(Spelling.near("tials", KNOWN)).first().isEqualTo("trials");
    assertThat(Spelling.near("--triaals", KNOWN)).first().isEqualTo("--trials");
    assertThat(Spelling.near("STUDYES", KNOWN)).containsExactly("studies");
  }

  @Test
  void putsTheNearestFirst() {
    assertThat(Spelling.near("bad", List.of("bed", "bad", "mad"))).startsWith("bad");
  }

  @Test
  void saysNothingOfWordsFarAway() {
    assertThat(Spelling.near("export", KNOWN)).isEmpty();
    assertThat(Spelling.near("", KNOWN)).isEmpty();
  }
}
