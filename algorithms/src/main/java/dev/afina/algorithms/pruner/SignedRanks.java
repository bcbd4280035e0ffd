package dev.afina.algorithms.pruner;

import dev.afina.math.Normal;
import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences against zero.
 *
 * <p><a href="https://doi.org/10.2307/3001968">Wilcoxon 1945</a>; ties have their mean rank, and
 * differences of zero give half of their rank to either side. The p-value is exact up to 50
 * differences without ties and zeros, and up to 13 with them; beyond, it is that of the normal
 * distribution with the variance corrected for ties, without a correction for continuity: as in
 * SciPy 1.17.
 */
final class SignedRanks {

  private static final int EXACT = 50;
  private static final int EXACT_WITH_TIES = 13;

  /** Sums that differ by no more than this part are equal, as they are in decimals. */
  private static final double TOLERANCE = 1e-12;

  private final double[] differences;
  private final double[] ranks;
  private final boolean hasTies;
  private double tieTerm;

  private SignedRanks(double[] differences) {
    this.differences = differences;
    int n = differences.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (a, b) -> Double.compare(Math.abs(differences[a]), Math.abs(differences[b])));
    ranks = new double[n];
    boolean ties = false;
    for (int i = 0; i < n; ) {
      int end = i + 1;
      while (end < n && Math.abs(differences[order[end]]) == Math.abs(differences[order[i]])) {
        end++;
      }
      for (int k = i; k < end; k++) {
        ranks[order[k]] = (i + 1 + end) / 2.0;
      }
      double size = end - i;
      tieTerm += size * size * size - size;
      ties |= size > 1 || differences[order[i]] == 0;
      i = end;
    }
    hasTies = ties;
  }

  /** Of some differences, at least one, all of them finite. */
  static SignedRanks of(double[] differences) {
    return new SignedRanks(differences);
  }

  /** The sum of the ranks of positive differences. */
  private double sum() {
    double sum = 0;
    for (int i = 0; i < ranks.length; i++) {
      sum += differences[i] > 0 ? ranks[i] : differences[i] == 0 ? ranks[i] / 2 : 0;
    }
    return sum;
  }

  /** How likely a sum of positive ranks as great as this is, if the signs are those of a coin. */
  double pOfGreater() {
    int n = ranks.length;
    if (!hasTies && n <= EXACT) {
      return exact();
    }
    if (n <= EXACT_WITH_TIES) {
      return byAllSigns();
    }
    double mean = n * (n + 1.0) / 4;
    double variance = (n * (n + 1.0) * (2.0 * n + 1) - tieTerm / 2) / 24;
    return Normal.cdf(-(sum() - mean) / Math.sqrt(variance));
  }

  /** By counting in how many ways the ranks 1 … n give each sum. */
  private double exact() {
    int n = ranks.length;
    int most = n * (n + 1) / 2;
    double[] ways = new double[most + 1];
    ways[0] = 1;
    for (int rank = 1; rank <= n; rank++) {
      for (int sum = most; sum >= rank; sum--) {
        ways[sum] += ways[sum - rank];
      }
    }
    double greater = 0;
    for (int sum = (int) Math.round(sum()); sum <= most; sum++) {
      greater += ways[sum];
    }
    return greater * Math.pow(0.5, n);
  }

  private double byAllSigns() {
    int n = ranks.length;
    double least = sum() * (1 - TOLERANCE);
    int greater = 0;
    for (int signs = 0; signs < 1 << n; signs++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += differences[i] == 0 ? ranks[i] / 2 : (signs >> i & 1) == 1 ? ranks[i] : 0;
      }
      greater += sum >= least ? 1 : 0;
    }
    return greater * Math.pow(0.5, n);
  }
}
