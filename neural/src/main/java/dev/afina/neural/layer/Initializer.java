package dev.afina.neural.layer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How weights start. The random ones have mean 0 and variance {@code scale / fan}:
 *
 * <ul>
 *   <li>Glorot: scale 1, fan = (in + out) / 2 (Glorot and Bengio 2010)
 *   <li>He: scale 2, fan = in (He et al. 2015)
 *   <li>LeCun: scale 1, fan = in (LeCun et al. 1998)
 * </ul>
 *
 * <p>The normal ones are cut at two standard deviations of the parent distribution, which is
 * widened by 1 / 0.8796 so that the variance after the cut is the stated one, as in Keras.
 */
public enum Initializer {
  GLOROT_NORMAL(1, Fan.AVERAGE, true),
  GLOROT_UNIFORM(1, Fan.AVERAGE, false),
  HE_NORMAL(2, Fan.IN, true),
  HE_UNIFORM(2, Fan.IN, false),
  LECUN_NORMAL(1, Fan.IN, true),
  LECUN_UNIFORM(1, Fan.IN, false),
  /**
   * Rows, or where there are more rows than columns columns, of length 1 and at right angles (<a
   * href="https://arxiv.org/abs/1312.6120">Saxe et al. 2014</a>).
   */
  ORTHOGONAL(0, Fan.IN, false),
  /** Uniform within ±0.05, Keras's {@code random_uniform}. */
  RANDOM_UNIFORM(0, Fan.IN, false),
  /** Of deviation 0.05 and not cut, Keras's {@code random_normal}. */
  RANDOM_NORMAL(0, Fan.IN, false),
  ZEROS(0, Fan.IN, false),
  ONES(0, Fan.IN, false),
  /** Ones in the second quarter, where an LSTM's bias has its forget gate, and zeros elsewhere. */
  FORGET_GATE(0, Fan.IN, false);

  /** Bound or deviation of what does not depend on the fan. */
  private static final double SMALL = 0.05;

  /** Standard deviation of a standard normal that is cut at ±2. */
  private static final double CUT_DEVIATION = 0.8796256610342398;

  private enum Fan {
    IN,
    AVERAGE
  }

  private final double scale;
  private final Fan fan;
  private final boolean normal;

  Initializer(double scale, Fan fan, boolean normal) {
    this.scale = scale;
    this.fan = fan;
    this.normal = normal;
  }

  /**
   * Fills an array with starting values.
   *
   * @param values overwritten
   * @param rows that the array has, of which orthogonal ones are made; at least 1
   * @param fanIn number of inputs of a unit, at least 1
   * @param fanOut number of units a value feeds, at least 1
   * @param random where the values come from; the constant ones draw nothing
   */
  public void fill(float[] values, int rows, int fanIn, int fanOut, RandomGenerator random) {
    switch (this) {
      case ORTHOGONAL -> Orthogonal.fill(values, rows, random);
      case RANDOM_UNIFORM -> uniform(values, SMALL, random);
      case RANDOM_NORMAL -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (SMALL * random.nextGaussian());
        }
      }
      case ZEROS -> Arrays.fill(values, 0f);
      case ONES -> Arrays.fill(values, 1f);
      case FORGET_GATE -> {
        Arrays.fill(values, 0f);
        Arrays.fill(values, values.length / 4, values.length / 2, 1f);
      }
      default -> scaled(values, fanIn, fanOut, random);
    }
  }

  private static void uniform(float[] values, double limit, RandomGenerator random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (limit * (2 * random.nextDouble() - 1));
    }
  }

  private void scaled(float[] values, int fanIn, int fanOut, RandomGenerator random) {
    double variance = variance(fanIn, fanOut);
    if (normal) {
      double deviation = Math.sqrt(variance) / CUT_DEVIATION;
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * cutGaussian(random));
      }
    } else {
      uniform(values, Math.sqrt(3 * variance), random);
    }
  }

  /** The variance of the values; 0 where it does not depend on the fan. */
  public double variance(int fanIn, int fanOut) {
    return scale / (fan == Fan.IN ? fanIn : (fanIn + fanOut) / 2.0);
  }

  private static double cutGaussian(RandomGenerator random) {
    while (true) {
      double draw = random.nextGaussian();
      if (Math.abs(draw) <= 2) {
        return draw;
      }
    }
  }
}
