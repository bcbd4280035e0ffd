package dev.afina.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.StorageException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonTest {

  /** Printed by CPython 3.11's {@code json.dumps(float(…))}. */
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0",
    "-2, -2.0",
    "0.1, 0.1",
    "1e-5, 1e-05",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "9.999e-5, 9.999e-05",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.5e16, 1.5e+16",
    "123456789012345680, 1.2345678901234568e+17",
    "9007199254740993, 9007199254740992.0",
    "1e22, 1e+22",
    "1e23, 1e+23",
    "1e100, 1e+100",
    "-1.7976931348623157e308, -1.7976931348623157e+308",
    "4.9e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "5.684341886080802e-14, 5.684341886080802e-14",
    "2.0000000000000001e-3, 0.002",
    "0.30000000000000004, 0.30000000000000004",
    "123.456, 123.456",
    "2e-3, 0.002",
    "1.1e23, 1.1e+23",
    "9.5367431640625e-07, 9.5367431640625e-07",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
    "-0.0, -0.0",
  })
  void printsFloatsLikePython(double value, String expected) {
    assertThat(PythonJson.write(value)).isEqualTo(expected);
  }

  @Test
  void printsPowersOfTwoNoLongerThanNeeded() {
    assertThat(PythonJson.write(Math.scalb(1.0, -44))).isEqualTo("5.684341886080802e-14");
    assertThat(PythonJson.write(Math.scalb(1.0, 89))).isEqualTo("6.189700196426902e+26");
  }

  @Test
  void printsFloatsThatReadBackToTheSameBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      String text = PythonJson.write(value);
      assertThat(PythonJson.read(text)).isEqualTo(Double.valueOf(value));
      assertThat(text.length()).isLessThanOrEqualTo(Double.toString(value).length() + 3);
    }
  }

  @Test
  void writesSeparatorsAndEscapesLikePython() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("a", Arrays.asList(1L, (short) 2, 2.5f, null, true));
    map.put("ä\"\\\n\t\u0001\u007f\u2028😀", List.of());
    map.put("empty", Map.of());
    assertThat(PythonJson.write(map))
        .isEqualTo(
            "{\"a\": [1, 2, 2.5, null, true], \"\\u00e4\\\"\\\\\\n\\t\\u0001\\u007f\\u2028"
                + "\\ud83d\\ude00\": [], \"empty\": {}}");
    assertThat(PythonJson.read(PythonJson.write(map)))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(1L, 2L, 2.5, null, true),
                "ä\"\\\n\t\u0001\u007f\u2028😀",
                List.of(),
                "empty",
                Map.of()));
  }

  @Test
  void readsIntegersAsIntegers() {
    assertThat(PythonJson.read("[1, 1.0, -9223372036854775808, 9223372036854775808, NaN]"))
        .isEqualTo(
            List.of(1L, 1.0, Long.MIN_VALUE, new BigInteger("9223372036854775808"), Double.NaN));
  }

  @Test
  void refusesWhatItCannotStore() {
    assertThatThrownBy(() -> PythonJson.write(List.of(new StringBuilder("x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.StringBuilder");
    assertThatThrownBy(() -> PythonJson.write(Map.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key 1");
  }

  @Test
  void refusesBrokenText() {
    assertThatThrownBy(() -> PythonJson.read("{\"a\": "))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("JSON");
    assertThatThrownBy(() -> PythonJson.read("1 2")).isInstanceOf(StorageException.class);
  }
}
