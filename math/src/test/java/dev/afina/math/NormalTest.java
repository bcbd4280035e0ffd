package dev.afina.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden values are those of normal.py. */
class NormalTest {

  static List<double[]> golden() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(NormalTest.class.getResourceAsStream("normal.txt")),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(
              line -> Arrays.stream(line.split(" ", -1)).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }

  private static void assertClose(double actual, double expected, double relative) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).isGreaterThan(1e290);
    } else {
      assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected) + 1e-300));
    }
  }

  @Test
  void readsAllGoldenValues() throws IOException {
    assertThat(golden()).hasSizeGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void scaledErrorFunctionIsExact(double[] row) {
    assertClose(Normal.erfcx(row[0]), row[1], 5e-13);
    if (row[0] > -5) {
      assertClose(Normal.erfcx(row[0]), row[1], 1e-14);
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void logarithmOfTheDistributionFunctionIsExact(double[] row) {
    assertClose(Normal.logCdf(row[0]), row[2], 1e-13);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void densityOverDistributionFunctionIsExact(double[] row) {
    assertClose(Normal.densityOverCdf(row[0]), row[3], 1e-13);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void logHIsExactAtAllDepths(double[] row) {
    assertThat(Normal.logH(row[0]))
        .isCloseTo(row[4], within(1e-12 * Math.max(1, Math.abs(row[4]))));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void slopeOfLogHIsExact(double[] row) {
    assertClose(Normal.cdfOverH(row[0]), row[5], 1e-11);
  }

  @Test
  void quantileIsTheInverseOfTheDistributionFunction() {
    for (double p : new double[] {1e-8, 0.001, 0.2, 0.5, 0.7, 0.95, 0.9999}) {
      assertThat(Normal.cdf(Normal.quantile(p))).isCloseTo(p, within(1e-14));
    }
    assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void isSmoothWhereFormulasMeet() {
    for (double seam : new double[] {-15, -1}) {
      double below = Normal.logH(Math.nextDown(seam));
      assertThat(Normal.logH(Math.nextUp(seam))).isCloseTo(below, within(1e-11));
    }
  }

  @Test
  void nanYieldsNan() {
    assertThat(Normal.erfcx(Double.NaN)).isNaN();
    assertThat(Normal.logCdf(Double.NaN)).isNaN();
    assertThat(Normal.logH(Double.NaN)).isNaN();
    assertThat(Normal.cdfOverH(Double.NaN)).isNaN();
  }
}
