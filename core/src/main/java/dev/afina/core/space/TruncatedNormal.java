package dev.afina.core.space;

/**
 * The standard normal distribution on an interval, to 12 digits or more, far into its tails too.
 *
 * <p>Core is free of libraries, hence series and a continued fraction instead of tables: <a
 * href="https://dlmf.nist.gov/7.6">DLMF 7.6.2</a> and <a
 * href="https://dlmf.nist.gov/7.9">7.9.2</a>.
 */
final class TruncatedNormal {

  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** From here on the continued fraction is the more exact one. */
  private static final double TAIL = 2.5;

  /** So many levels of the continued fraction are exact to rounding from there on. */
  private static final int LEVELS = 80;

  /** Up to this length, times the distance from 0, two terms give the mass to 15 digits. */
  private static final double THIN = 1e-3;

  /** Further out lies less than what a double holds. */
  private static final double FAR = 39;

  private static final int MOST_STEPS = 200;

  private TruncatedNormal() {}

  /** ln φ(z). */
  static double logDensity(double z) {
    return -0.5 * z * z - LOG_ROOT_TWO_PI;
  }

  /** {@code ln(Φ(b) − Φ(a))}; −∞ unless a &lt; b. */
  static double logMass(double a, double b) {
    if (!(a < b)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (a > 0) {
      return logMass(-b, -a);
    }
    double length = b - a;
    double middle = a + length / 2;
    if (length * Math.max(1, Math.abs(middle)) < THIN) {
      double bend = (middle * middle - 1) * length * length / 24;
      return logDensity(middle) + Math.log(length) + Math.log1p(bend);
    }
    if (b <= 0) {
      double ratio = Math.exp(0.5 * (b - a) * (b + a)); // φ(a) / φ(b)
      return logDensity(b) + Math.log(tailOverDensity(-b) - ratio * tailOverDensity(-a));
    }
    return Math.log(fromZero(b) + fromZero(-a));
  }

  /** Φ(z) − 1/2 for z ≥ 0. */
  private static double fromZero(double z) {
    return z < TAIL ? density(z) * series(z) : 0.5 - density(z) * tailOverDensity(z);
  }

  private static double density(double z) {
    return Math.exp(logDensity(z));
  }

  /** (Φ(z) − 1/2) / φ(z), of positive terms alone. */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int k = 3; term > 1e-17 * sum; k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return sum;
  }

  /** (1 − Φ(z)) / φ(z) for z ≥ 0. */
  private static double tailOverDensity(double z) {
    if (z < TAIL) {
      return 0.5 / density(z) - series(z);
    }
    double rest = z;
    for (int k = LEVELS; k > 0; k--) {
      rest = z + k / rest;
    }
    return 1 / rest;
  }

  /**
   * Where a share of the interval's mass lies below: Newton's steps, halving where they leave what
   * is still possible.
   *
   * @param share in [0, 1]
   * @return in [a, b]
   */
  static double quantile(double share, double a, double b) {
    double total = logMass(a, b);
    double low = Math.max(a, -FAR);
    double high = Math.min(b, FAR);
    double z = low + (high - low) / 2;
    double exact = 1e-16 * Math.min(1, high - low);
    for (int i = 0; i < MOST_STEPS && low < high; i++) {
      double excess = Math.exp(logMass(a, z) - total) - share;
      if (excess == 0) {
        break;
      }
      if (excess > 0) {
        high = z;
      } else {
        low = z;
      }
      double next = z - excess / Math.exp(logDensity(z) - total);
      if (!(next > low && next < high)) {
        next = low + (high - low) / 2;
      }
      if (Math.abs(next - z) <= exact + Math.ulp(z)) {
        break;
      }
      z = next;
    }
    return Math.min(b, Math.max(a, z));
  }
}
