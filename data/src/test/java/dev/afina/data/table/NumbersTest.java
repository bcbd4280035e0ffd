package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Property
  void parsesEveryDoubleExactly(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits); // jqwik takes minutes to shrink doubles
    Assume.that(Double.isFinite(value));
    Double expected = Math.abs(value) <= Numbers.LARGEST ? value : Double.NaN;
    String text = Double.toString(value);
    assertThat(boxed(text, DecimalStyle.POINT)).isEqualTo(expected);
    assertThat(boxed(text.replace('.', ','), DecimalStyle.COMMA)).isEqualTo(expected);
  }

  /** Boxed, NaN equals NaN. */
  private static Double boxed(String text, DecimalStyle style) {
    return Numbers.parse(text, style);
  }

  @Property
  void parsesShortDecimalsLikeJava(@ForAll int units, @ForAll short decimals) {
    String text = units + "." + Math.abs((int) decimals);
    assertThat(Numbers.parse(text, DecimalStyle.POINT)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'1,234', 1234",
    "'1,234.5', 1234.5",
    "'-1,234,567', -1234567",
    "+5, 5",
    ".5, 0.5",
    "5., 5",
    "1e3, 1000",
    "-2.5E-1, -0.25",
    "007, 7",
    "0.1, 0.1",
    "123456789012345678, 123456789012345678"
  })
  void readsNumbersWithPoints(String text, double expected) {
    assertThat(Numbers.parse(text, DecimalStyle.POINT)).isEqualTo(expected);
  }

  @Test
  void readsNumbersWithCommas() {
    assertThat(Numbers.parse("1.234.567,25", DecimalStyle.COMMA)).isEqualTo(1234567.25);
    assertThat(Numbers.parse("0,1", DecimalStyle.COMMA)).isEqualTo(0.1);
    assertThat(Numbers.parse("1.5", DecimalStyle.COMMA)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "e5",
        "1e",
        "1f",
        "1d",
        "0x10",
        "NaN",
        "Infinity",
        "inf",
        "1 2",
        "1,23",
        "1234,567",
        "1,2345",
        ",123",
        "0,123",
        "1..2",
        "1e400",
        "12%",
        "--1",
        "1.2.3",
        "1,234,56"
      })
  void refusesWhatIsNoNumber(String text) {
    assertThat(Numbers.parse(text, DecimalStyle.POINT)).isNaN();
  }
}
