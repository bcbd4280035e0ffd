package dev.afina.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher says is believed. */
class TerminalTest {

  private static Terminal with(Map<String, String> properties, Map<String, String> environment) {
    return Terminal.detect(properties::get, environment);
  }

  @Test
  void nothingIsATerminalUnlessSomeoneSaysSo() {
    Terminal terminal = with(Map.of(), Map.of());

    assertThat(terminal.out()).isFalse();
    assertThat(terminal.err()).isFalse();
    assertThat(terminal.width()).isEqualTo(80);
    assertThat(terminal.colorsOut()).isFalse();
  }

  @Test
  void takesEachStreamByItself() {
    Terminal terminal = with(Map.of("afina.stderr.terminal", "true"), Map.of());

    assertThat(terminal.colorsErr()).isTrue();
    assertThat(terminal.colorsOut()).isFalse();
    assertThat(terminal.tableWidth()).as("of a file").isGreaterThan(1000);
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR, 1, false", "NO_COLOR, '', true", "TERM, dumb, false", "TERM, xterm, true"})
  void honoursNoColorAndDumbTerminals(String name, String value, boolean colors) {
    Terminal terminal = with(Map.of("afina.stdout.terminal", "true"), Map.of(name, value));

    assertThat(terminal.colorsOut()).isEqualTo(colors);
  }

  @ParameterizedTest
  @CsvSource({"132, 132", "20, 40", "'', 80", "0, 80", "wide, 80", "-5, 80"})
  void readsTheWidth(String columns, int width) {
    Terminal terminal =
        with(Map.of("afina.columns", columns, "afina.stdout.terminal", "true"), Map.of());

    assertThat(terminal.width()).isEqualTo(width);
    assertThat(terminal.tableWidth()).isEqualTo(width);
  }
}
