package dev.afina.algorithms.tpe;

import dev.afina.math.Normal;

/** The standard normal distribution on an interval, exact far into its tails. */
final class TruncatedNormal {

  /** Below this a probability's logarithm is kept, because the probability is denormal. */
  private static final double SMALLEST_LOG = -690;

  private static final double ROOT_TWO = Math.sqrt(2);

  private static final int NEWTON_STEPS = 20;

  // Coefficients of Wichura 1988, for |p − 0.5| ≤ 0.425, then for the root of −ln p to 5, beyond.
  private static final double[] A = {
    2509.0809287301227,
    33430.57558358813,
    67265.7709270087,
    45921.95393154987,
    13731.69376550946,
    1971.5909503065513,
    133.14166789178438,
    3.3871328727963665
  };
  private static final double[] B = {
    5226.495278852854,
    28729.085735721943,
    39307.89580009271,
    21213.794301586597,
    5394.196021424751,
    687.1870074920579,
    42.31333070160091,
    1
  };
  private static final double[] C = {
    0.0007745450142783414,
    0.022723844989269184,
    0.2417807251774506,
    1.2704582524523684,
    3.6478483247632045,
    5.769497221460691,
    4.630337846156546,
    1.4234371107496835
  };
  private static final double[] D = {
    1.0507500716444169e-09,
    0.0005475938084995345,
    0.015198666563616457,
    0.14810397642748008,
    0.6897673349851,
    1.6763848301838038,
    2.053191626637759,
    1
  };
  private static final double[] E = {
    2.0103343992922881e-07,
    2.7115555687434876e-05,
    0.0012426609473880784,
    0.026532189526576124,
    0.29656057182850487,
    1.7848265399172913,
    5.463784911164114,
    6.657904643501103
  };
  private static final double[] F = {
    2.0442631033899397e-15,
    1.421511758316446e-07,
    1.8463183175100548e-05,
    0.0007868691311456133,
    0.014875361290850615,
    0.1369298809227358,
    0.599832206555888,
    1
  };

  private TruncatedNormal() {}

  /** {@code ln(Φ(b) − Φ(a))} for a &lt; b. */
  static double logMass(double a, double b) {
    if (a > 0) {
      return logMass(-b, -a);
    }
    if (b <= 0) {
      double ratio = Math.exp(0.5 * (b - a) * (b + a)); // φ(a) / φ(b)
      double tails = Normal.erfcx(-b / ROOT_TWO) - ratio * Normal.erfcx(-a / ROOT_TWO);
      return -0.5 * b * b + Math.log(0.5 * tails);
    }
    double outside = tail(a) + tail(-b);
    // What is left out of the series is outside² / 2, less than a last place of 1.
    return outside < 1e-9 ? -outside : Math.log1p(-outside);
  }

  /** {@code Φ(z)}, taken for 0 where it is less than a thousandth of a last place of 1. */
  private static double tail(double z) {
    return z < -9.5 ? 0 : Normal.cdf(z);
  }

  /**
   * The value below which a share of the interval's mass lies.
   *
   * @param share in [0, 1]
   * @return in [a, b]
   */
  static double quantile(double share, double a, double b) {
    if (a > 0) {
      return -quantile(1 - share, -b, -a);
    }
    double z;
    if (b <= 0) {
      double upper = Normal.logCdf(b);
      double ratio = Math.exp(Normal.logCdf(a) - upper);
      z = quantileOfLog(upper + Math.log(ratio + share * (1 - ratio)));
    } else {
      double below = Normal.cdf(a);
      double above = Normal.cdf(-b);
      double inside = 1 - below - above;
      double lower = below + share * inside;
      z = lower < 0.5 ? quantile(lower) : -quantile(above + (1 - share) * inside);
    }
    return Math.min(b, Math.max(a, z));
  }

  /** The inverse of {@link Normal#logCdf}. */
  private static double quantileOfLog(double log) {
    if (log > SMALLEST_LOG) {
      return quantile(Math.exp(log));
    }
    double z = -Math.sqrt(-2 * log);
    if (Double.isInfinite(z)) {
      return z;
    }
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double step = (Normal.logCdf(z) - log) / Normal.densityOverCdf(z);
      z -= step;
      if (Math.abs(step) <= 1e-15 * Math.abs(z)) {
        break;
      }
    }
    return z;
  }

  /**
   * Φ⁻¹, to about 16 digits.
   *
   * <p>AS 241, <a href="https://doi.org/10.2307/2347330">Wichura 1988</a>.
   */
  static double quantile(double p) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double centred = p - 0.5;
    if (Math.abs(centred) <= 0.425) {
      double r = 0.180625 - centred * centred;
      return centred * polynomial(A, r) / polynomial(B, r);
    }
    double r = Math.sqrt(-Math.log(centred < 0 ? p : 1 - p));
    double tail =
        r <= 5
            ? polynomial(C, r - 1.6) / polynomial(D, r - 1.6)
            : polynomial(E, r - 5) / polynomial(F, r - 5);
    return centred < 0 ? -tail : tail;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
