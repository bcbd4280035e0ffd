package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-17, -17",
    "0.1, 0.1",
    "0.30000000000000004, 0.3",
    "0.971162345, 0.97116",
    "123456.789, 123460",
    "9999999, 9999999",
    "10000000, 1e7",
    "0.0001, 0.0001",
    "0.000099999999, 1e-4",
    "0.000012345678, 1.2346e-5",
    "-2.5e-9, -2.5e-9",
    "1.7976931348623157e308, 1.7977e308",
    "4.9e-324, 4.9407e-324",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void readableNumbersHaveFiveSignificantDigits(double value, String text) {
    assertThat(Numbers.readable(value)).isEqualTo(text);
  }

  @Test
  void exactNumbersReadBackAsTheSameBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      assertThat(Double.valueOf(Numbers.exact(value))).isEqualTo(Double.valueOf(value));
    }
    assertThat(Numbers.exact(-0.0)).isEqualTo("-0.0");
    assertThat(Numbers.exact(3)).isEqualTo("3");
    assertThat(Numbers.exact(9007199254740992.0)).isEqualTo("9.007199254740992E15");
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Numbers.readable(1234.5)).isEqualTo("1234.5");
      assertThat(Numbers.exact(0.5)).isEqualTo("0.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
