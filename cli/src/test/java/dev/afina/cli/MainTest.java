package dev.afina.cli;

import static dev.afina.cli.Ran.afina;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line itself: help, version, and what was mistyped. */
class MainTest {

  @Test
  void helpListsCommandsAndExitCodes() {
    Ran help = afina("--help");

    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith("Usage: afina ")
        .contains("  studies     Lists the studies of a storage.", "  best        ", "  plot   ")
        .containsSubsequence("Exit codes:", "  0 ", "  1 ", "  2 ", "  130 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "studies",
        "show",
        "trials",
        "best",
        "importance",
        "plot",
        "report",
        "create",
        "ask",
        "tell",
        "enqueue",
        "delete",
        "serve"
      })
  void everyCommandExplainsItsOptionsDefaultsAndExitCodes(String command) {
    Ran help = afina(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .startsWith("Usage: afina " + command + " ")
        .contains("--storage=URL", "AFINA_STORAGE", "--verbose")
        .containsSubsequence("Exit codes:", "  130 ");
    assertThat(help.out().replaceAll("\\s+", "")).contains("elsesqlite:///afina.db");
    assertThat(afina("help", command).out()).isEqualTo(help.out());
  }

  @Test
  void versionNamesTheBuildAndWhatItRunsOn() {
    Ran version = afina("--version");

    assertThat(version.code()).isZero();
    assertThat(version.out())
        .matches("(?s)afina \\d+\\.\\d+\\.\\d+\\S*\\RPyTorch \\d\\S*, Java .*");
  }

  @Test
  void noCommandIsAWrongRequestThatShowsTheHelp() {
    Ran bare = afina();

    assertThat(bare.code()).isEqualTo(2);
    assertThat(bare.out()).isEmpty();
    assertThat(bare.err()).contains("Commands:").endsWith("choose one of those above\n");
  }

  @ParameterizedTest
  @CsvSource({
    "triasl x, 'afina: unknown command triasl; maybe you meant trials; see afina --help'",
    "--verison, 'afina: unknown option --verison for afina; maybe you meant --version or --verbose;"
        + " see afina --help'",
    "trials x --fromat csv, 'afina: unknown option --fromat for afina trials; maybe you meant"
        + " --format; see afina trials --help'",
    "best x y, 'afina: unknown argument y for afina best; see afina best --help'",
    "best, 'afina: missing required parameter: ''STUDY''; see afina best --help'",
    "report x, 'afina: missing required option: ''--out=FILE''; see afina report --help'",
    "plot history x, 'afina: missing required option: ''--out=FILE''; see afina plot --help'",
    "plot history --out x.svg, 'afina: missing required parameter: ''STUDY''; see afina plot"
        + " --help'",
    "trials x --storage, 'afina: missing required parameter for option ''--storage'' (URL); see"
        + " afina trials --help'",
  })
  void mistypedCommandLinesGetOneSentence(String line, String sentence) {
    Ran ran = afina(line.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo(sentence + "\n");
  }

  @Test
  void unknownFormatsAreAnsweredWithTheKnownOnes() {
    Ran ran = afina("best", "x", "--format", "xml");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("afina: ")
        .containsIgnoringCase("[text, json]")
        .contains("xml");
  }
}
