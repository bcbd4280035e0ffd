package dev.afina.math;

import org.hipparchus.special.Erf;

/**
 * The standard normal distribution, exact to rounding far into its tails.
 *
 * <p>φ is its density, Φ its distribution function, and {@code h(z) = φ(z) + zΦ(z)} the expectation
 * of {@code max(0, z + N(0, 1))}. NaN yields NaN throughout.
 */
public final class Normal {

  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double ROOT_HALF_PI = Math.sqrt(Math.PI / 2);
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double INVERSE_ROOT_PI = 0.5641895835477563;

  /** Where the series of {@link #hRest} is exact to rounding. */
  private static final double SERIES_FROM = 15;

  // Coefficients of Cody 1969, three intervals of |x|: to 0.46875, to 4, beyond.
  private static final double[] A = {
    0.18577770618460315,
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694
  };
  private static final double[] B = {
    1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171
  };
  private static final double[] C = {
    2.1531153547440383e-08,
    0.5641884969886701,
    8.883149794388377,
    66.11919063714163,
    298.6351381974001,
    881.952221241769,
    1712.0476126340707,
    2051.0783778260716,
    1230.3393547979972
  };
  private static final double[] D = {
    1,
    15.744926110709835,
    117.6939508913125,
    537.1811018620099,
    1621.3895745666903,
    3290.7992357334597,
    4362.619090143247,
    3439.3676741437216,
    1230.3393548037495
  };
  private static final double[] P = {
    0.016315387137302097,
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378
  };
  private static final double[] Q = {
    1,
    2.568520192289822,
    1.8729528499234604,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918
  };

  private Normal() {}

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }

  /**
   * {@code exp(x²)·erfc(x)}; infinite for x below about −26.6.
   *
   * <p><a href="https://doi.org/10.1090/S0025-5718-1969-0247736-4">Cody 1969</a>.
   */
  public static double erfcx(double x) {
    double y = Math.abs(x);
    double square = x * x;
    if (y <= 0.46875) {
      return Math.exp(square) * (1 - x * polynomial(A, square) / polynomial(B, square));
    }
    double tail;
    if (y <= 4) {
      tail = polynomial(C, y) / polynomial(D, y);
    } else {
      double inverse = 1 / square;
      double rest = inverse * polynomial(P, inverse) / polynomial(Q, inverse);
      tail = (INVERSE_ROOT_PI - rest) / y;
    }
    return x > 0 || Double.isNaN(x) ? tail : 2 * Math.exp(square) - tail;
  }

  /** Φ(z). */
  public static double cdf(double z) {
    double tail = 0.5 * Math.exp(-0.5 * z * z) * erfcx(Math.abs(z) / ROOT_TWO);
    return z < 0 ? tail : 1 - tail;
  }

  /**
   * The inverse of Φ, as exact as the difference of the probability from 1/2 is given in a double;
   * not for the far tails.
   *
   * @param probability in [0, 1]; its ends and what is nearer to them than 1e−16 yield −∞ and ∞
   */
  public static double quantile(double probability) {
    return ROOT_TWO * Erf.erfInv(2 * probability - 1);
  }

  /** ln φ(z). */
  public static double logDensity(double z) {
    return -0.5 * z * z - LOG_ROOT_TWO_PI;
  }

  /** ln Φ(z). */
  public static double logCdf(double z) {
    if (z < -1) {
      return -0.5 * z * z + Math.log(0.5 * erfcx(-z / ROOT_TWO));
    }
    return z > 0.5 ? Math.log1p(-cdf(-z)) : Math.log(cdf(z));
  }

  /** φ(z)/Φ(z), the derivative of {@link #logCdf}. */
  public static double densityOverCdf(double z) {
    if (z < 0) {
      return 1 / (ROOT_HALF_PI * erfcx(-z / ROOT_TWO));
    }
    return Math.exp(logDensity(z)) / cdf(z);
  }

  /**
   * ln h(z), of log expected improvement.
   *
   * <p>Eq. (9) of <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, below −15 by
   * the asymptotic series instead, which loses no digits.
   */
  public static double logH(double z) {
    if (z > -1) {
      return Math.log(Math.exp(logDensity(z)) + z * cdf(z));
    }
    return logDensity(z) + Math.log(hRest(-z));
  }

  /** Φ(z)/h(z), the derivative of {@link #logH}. */
  public static double cdfOverH(double z) {
    if (z > -1) {
      double cdf = cdf(z);
      return cdf / (Math.exp(logDensity(z)) + z * cdf);
    }
    return ROOT_HALF_PI * erfcx(-z / ROOT_TWO) / hRest(-z);
  }

  /** {@code h(−t)/φ(t) = 1 − t·Φ(−t)/φ(t)} for t ≥ 1. */
  private static double hRest(double t) {
    if (t < SERIES_FROM) {
      return 1 - t * ROOT_HALF_PI * erfcx(t / ROOT_TWO);
    }
    double inverse = 1 / (t * t);
    double term = inverse;
    double sum = term;
    for (int k = 3; Math.abs(term) > 1e-17 * sum && k < 60; k += 2) {
      term *= -k * inverse;
      sum += term;
    }
    return sum;
  }
}
