package dev.afina.examples;

import dev.afina.data.Dataset;
import java.util.SplittableRandom;

/**
 * Made-up houses with eight features of different sizes and a price, for the examples of
 * regression: income, age, rooms, bedrooms, inhabitants, household, latitude, longitude.
 */
final class Houses {

  static final int FEATURES = 8;

  private Houses() {}

  /**
   * Houses of a seed.
   *
   * @param rows how many
   */
  static Dataset made(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * FEATURES];
    float[] prices = new float[rows];
    for (int row = 0; row < rows; row++) {
      double income = 1 + 9 * random.nextDouble();
      double age = 50 * random.nextDouble();
      double rooms = 2 + 6 * random.nextDouble();
      double household = 1 + 4 * random.nextDouble();
      double latitude = 32 + 10 * random.nextDouble();
      double longitude = -124 + 10 * random.nextDouble();
      double[] values = {
        income, age, rooms, rooms / 4, 300 * household, household, latitude, longitude
      };
      for (int i = 0; i < FEATURES; i++) {
        features[row * FEATURES + i] = (float) values[i];
      }
      double coast = Math.exp(-Math.hypot(latitude - 37, longitude + 122) / 3);
      prices[row] =
          (float)
              (0.3 * income
                  + 2 * coast
                  + 0.1 * rooms / household
                  - 0.005 * age
                  + 0.1 * random.nextGaussian());
    }
    return new Dataset(features, new int[] {FEATURES}, prices);
  }
}
