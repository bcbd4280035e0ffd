package dev.afina.algorithms.cma;

/**
 * What a {@link CmaEsSampler} was told.
 *
 * @param population 0 for the default
 */
record Options(int population, double sigma, boolean restarts, boolean adaptive, int warmStart) {

  Options {
    if (population != 0 && population < 4) {
      throw new IllegalArgumentException(
          "population (%d) must be at least 4".formatted(population));
    }
    if (!(sigma > 0 && sigma <= 1)) {
      throw new IllegalArgumentException(
          "sigma (%s) must be in (0, 1], as a part of the range".formatted(sigma));
    }
    if (warmStart < 0) {
      throw new IllegalArgumentException(
          "number of trials to start from (%d) must be at least 0".formatted(warmStart));
    }
  }

  /** Of the first run. */
  int population(int dimension) {
    return population == 0 ? Constants.defaultPopulation(dimension) : population;
  }

  Options withPopulation(int value) {
    if (value == 0) {
      throw new IllegalArgumentException("population (0) must be at least 4");
    }
    return new Options(value, sigma, restarts, adaptive, warmStart);
  }

  Options withSigma(double value) {
    return new Options(population, value, restarts, adaptive, warmStart);
  }

  Options withRestarts(boolean value) {
    return new Options(population, sigma, value, adaptive, warmStart);
  }

  Options withAdaptive(boolean value) {
    return new Options(population, sigma, restarts, value, warmStart);
  }

  Options withWarmStart(int value) {
    return new Options(population, sigma, restarts, adaptive, value);
  }
}
