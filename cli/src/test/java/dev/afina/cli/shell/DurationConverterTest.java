package dev.afina.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time spans as people type them. */
class DurationConverterTest {

  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S",
    "90, PT1M30S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "1d2h3m4s, PT26H3M4S",
    "1m5, PT1M5S",
    "' 5s ', PT5S",
  })
  void readsUnitsFromTheLargestToTheSmallest(String text, String duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.parse(duration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "soon", "5x", "-5s", "5m1h", "1.5h", "99999999999s", "10 m"})
  void refusesAnythingElseWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DurationConverter().convert(text))
        .withMessageContaining("\"" + text + "\"")
        .withMessageContaining("1h30m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "0h0m"})
  void refusesNoTimeAtAll(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DurationConverter().convert(text))
        .withMessageContaining("is zero");
  }
}
