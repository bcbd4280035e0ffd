package dev.afina.algorithms.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afina.math.Normal;
import org.junit.jupiter.api.Test;

/** Golden values by SciPy, written by {@code tpe_golden.py}. */
class TruncatedNormalTest {

  private static final JsonNode GOLDEN = Golden.read("truncated-normal.json");

  @Test
  void masses() {
    for (JsonNode interval : GOLDEN.get("intervals")) {
      double a = interval.get("a").asDouble();
      double b = interval.get("b").asDouble();
      double expected = interval.get("logMass").asDouble();
      assertThat(TruncatedNormal.logMass(a, b))
          .as(interval.toString())
          .isEqualTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void quantiles() {
    for (JsonNode interval : GOLDEN.get("intervals")) {
      for (JsonNode pair : interval.get("quantiles")) {
        double z =
            TruncatedNormal.quantile(
                pair.get(0).asDouble(), interval.get("a").asDouble(), interval.get("b").asDouble());
        assertThat(z).as(interval.toString()).isEqualTo(pair.get(1).asDouble(), within(1e-9));
      }
    }
  }

  @Test
  void quantilesStayInTheInterval() {
    double[][] intervals = {{-1, 1}, {5, 5.1}, {-1e5, -9e4}, {1e8, 1e8 + 1}, {-1e-9, 1e-9}};
    for (double[] interval : intervals) {
      for (double share : new double[] {0, 1e-300, 0.5, 1 - 1e-16, 1}) {
        assertThat(TruncatedNormal.quantile(share, interval[0], interval[1]))
            .isBetween(interval[0], interval[1]);
      }
    }
  }

  @Test
  void theQuantileInvertsTheDistribution() {
    for (double p = 1e-300; p < 0.5; p *= 1.9) {
      assertThat(Normal.logCdf(TruncatedNormal.quantile(p)))
          .isEqualTo(Math.log(p), within(1e-12 * Math.abs(Math.log(p))));
    }
  }
}
