package dev.afina.algorithms.gp;

/** What the objective promises at a point, as a logarithm; the rest is {@link Acquisition}'s. */
interface Merit {

  /**
   * Tells of a trial whose end will not be known, such as a failed one: its neighbourhood is no
   * longer to lure by being unknown.
   */
  void takeAsExpected(double[] point);

  /** Tells of a trial whose end is not known: what it is expected to bring is to be improved on. */
  void expect(double[] point);

  /** The value at a point. */
  double at(double[] point);

  /**
   * The value at a point, and its derivatives.
   *
   * @param gradient {@code [features]}, what they are added to
   */
  double at(double[] point, double[] gradient);

  /** The values at many points, {@code [m][features]}. */
  double[] atAll(double[][] points);

  /** The values at many points, nearly, for less: to tell which of them are worth a closer look. */
  default double[] guessAll(double[][] points) {
    return atAll(points);
  }
}
