package dev.afina.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncatedNormalTest {

  /** By mpmath 1.3 with 60 digits: the mass's logarithm, and the quantiles of 0.001 and 0.77. */
  @ParameterizedTest
  @CsvSource({
    "-1.0, 1.0, -0.38171514630212605, -0.9971825966064026, 0.47983085045445706",
    "-0.0001, 0.0001, -9.436131726287577, -9.979999999933534e-05, 5.3999999936244004e-05",
    "0.0, 0.0003, -9.030666631512746, 2.999999955000045e-07, 0.00023099999858939847",
    "2.4, 2.6, -5.6446607507893685, 2.400157941164795, 2.544319254158906",
    "-2.6, -2.4, -5.6446607507893685, -2.599739736465732, -2.4380103339196815",
    "3.0, 3.001, -12.328193603728616, 3.000000998502828, 3.0007697341542743",
    "5.0, 6.0, -15.068446096529453, 5.000192236863447, 5.274141365802069",
    "20.0, 21.0, -203.91715537228816, 20.000049900818578, 20.0731682700051",
    "30.0, 30.001, -457.8416564778848, 30.000000985163275, 30.000767329115437",
    "-38.0, -36.0, -652.5032275937984, -36.191227267670456, -36.00725381362126",
    "-8.0, 8.0, -1.2441921148543576e-15, -3.0902323061676293, 0.7388468491852126",
    "-3.0, 1.0, -0.1743595204529759, -2.8494284363264444, 0.38031966742201745",
    "1.0, 1.0000001, -17.537034233579128, 1.0000000001, 1.0000000769999993",
    "-0.3, 4.0, -0.4814614182126237, -0.2983803102978995, 1.0707362735015171",
    "36.5, 37.0, -670.6420000106399, 36.50002739042871, 36.540212820011924"
  })
  void agreesWithSixtyDigits(double a, double b, double logMass, double low, double high) {
    assertThat(TruncatedNormal.logMass(a, b))
        .isEqualTo(logMass, within(1e-13 * Math.max(1, Math.abs(logMass))));
    double unit = 1e-12 * Math.min(1, b - a) + 4 * Math.ulp(b);
    assertThat(TruncatedNormal.quantile(0.001, a, b)).isEqualTo(low, within(unit));
    assertThat(TruncatedNormal.quantile(0.77, a, b)).isEqualTo(high, within(unit));
  }

  @Test
  void massesOfAdjacentIntervalsAddUp() {
    for (double cut = -12; cut < 12; cut += 0.37) {
      double sum =
          Math.exp(TruncatedNormal.logMass(-13, cut)) + Math.exp(TruncatedNormal.logMass(cut, 13));
      assertThat(sum).isEqualTo(1, within(1e-14));
    }
  }

  @Test
  void quantilesStayWithinTheInterval() {
    double[][] intervals = {{-1, 2}, {5, 5.5}, {-1e300, -3}, {36, 1e300}, {1, Math.nextUp(1.0)}};
    for (double[] ends : intervals) {
      for (double share : new double[] {0, Double.MIN_VALUE, 0.5, Math.nextDown(1.0), 1}) {
        assertThat(TruncatedNormal.quantile(share, ends[0], ends[1])).isBetween(ends[0], ends[1]);
      }
    }
  }

  @Test
  void emptyIntervalsHaveNoMass() {
    assertThat(TruncatedNormal.logMass(2, 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(TruncatedNormal.logMass(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
