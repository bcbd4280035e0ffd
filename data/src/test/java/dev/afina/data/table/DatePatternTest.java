package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatePatternTest {

  @ParameterizedTest
  @EnumSource
  void readsItsExample(DatePattern pattern) {
    assertThat(pattern.parse(pattern.example())).isEqualTo(19_813.0);
  }

  @Property
  void readsEveryIsoDate(@ForAll @IntRange(min = -700_000, max = 2_900_000) int day) {
    assertThat(DatePattern.ISO.parse(LocalDate.ofEpochDay(day).toString())).isEqualTo(day);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-02T12:00",
        "1970-01-02 12:00:00",
        "1970-01-02T12:00:00.000Z",
        "1970-01-02T14:00+02:00",
        "1970-01-02 06:30:00-0530"
      })
  void readsTimesAsFractionsOfTheDay(String text) {
    assertThat(DatePattern.ISO.parse(text)).isEqualTo(1.5);
  }

  @Test
  void agreesWithTheJdkOnOffsets() {
    String text = "2024-02-29T23:59:59.75+05:45";
    double seconds = OffsetDateTime.parse(text).toInstant().toEpochMilli() / 1000.0;
    assertThat(DatePattern.ISO.parse(text)).isCloseTo(seconds / 86_400, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-30",
        "2023-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "24-01-01",
        "2024-01-01T25:00",
        "2024-01-01T10:60",
        "2024-01-01 x",
        "2024-01",
        "",
        "2024-01-01T10:00+99:00"
      })
  void refusesWhatIsNoDate(String text) {
    assertThat(DatePattern.ISO.parse(text)).isNaN();
  }
}
