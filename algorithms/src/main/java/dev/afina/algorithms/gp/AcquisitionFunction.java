package dev.afina.algorithms.gp;

import java.util.Arrays;
import java.util.Locale;

/**
 * How a Gaussian process's mean m and standard deviation s at a point become a figure of what a
 * trial there promises, b being the best so far. More is better for m and b.
 *
 * <p>All are logarithms, or made into one, so that the logarithms of probabilities that conditions
 * are met can be added to them, and that of a trial's cost subtracted.
 */
public enum AcquisitionFunction {
  /**
   * The logarithm of the expected improvement on b: {@code ln s + ln h((m − b)/s)} (<a
   * href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, eq. 8). b is the greatest mean
   * among the observations, not the greatest observation.
   */
  LOG_EI,

  /**
   * The default: the logarithm of the expected improvement on a best that is itself uncertain (<a
   * href="https://arxiv.org/abs/1706.07094">Letham et al. 2019</a>): the mean over sample functions
   * of their expected improvement, each on its own best at ended and running trials. {@value
   * NoisyImprovement#PAIRS} pairs of functions.
   */
  LOG_NOISY_EI,

  /**
   * The upper confidence bound {@code m + 1.8s}, Google Vizier's (<a
   * href="https://arxiv.org/abs/2408.11527">Song et al. 2024</a>). What counts is {@code ln ln(1 +
   * exp((m + 1.8s − b)/t))} with t a tenth of the standard deviation of all results: the same order
   * of points, and where the bound is above b about the logarithm of how far, so that conditions
   * weigh as they do with an expected improvement.
   */
  UPPER_CONFIDENCE_BOUND,

  /**
   * The logarithm of the probability of being better than b by a hundredth of the standard
   * deviation of all results, {@code ln Φ((m − b − 0.01)/s)} (<a
   * href="https://doi.org/10.1115/1.3653121">Kushner 1964</a>; the hundredth is scikit-optimize's).
   * It takes small and sure steps, and so is stuck more easily than the others.
   */
  PROBABILITY_OF_IMPROVEMENT;

  /** The name in lower case with hyphens, such as {@code log-ei}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The function of a {@link #label}.
   *
   * @throws IllegalArgumentException if there is none, with all that there are
   */
  public static AcquisitionFunction of(String label) {
    return Arrays.stream(values())
        .filter(function -> function.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "acquisition \"%s\" is not known, expected one of %s"
                        .formatted(
                            label,
                            Arrays.stream(values()).map(AcquisitionFunction::label).toList())));
  }
}
