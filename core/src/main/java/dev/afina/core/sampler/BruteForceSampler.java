package dev.afina.core.sampler;

import dev.afina.core.space.Distribution;
import dev.afina.core.trial.TrialHistory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every configuration of a define-by-run space once, conditional parameters included: the first
 * value that still leads to something new, parameter by parameter, so that the last one asked for
 * changes fastest. Values ascend, unless {@link #startingWith another one comes first}.
 *
 * <p>Of each parameter at most 10,000 values are gone through.
 */
public final class BruteForceSampler implements Sampler {

  private final GridPoints grid;
  private final FiniteTree tree;

  /** Of all configurations of a finite space. */
  public BruteForceSampler() {
    this(GridPoints.all(), Map.of());
  }

  private BruteForceSampler(GridPoints grid, Map<String, ?> fixed) {
    this.grid = grid;
    tree = new FiniteTree(fixed, grid);
  }

  /**
   * Of so many values of a continuous range, in the middles of equal parts of it on its scale, and
   * of integers on a logarithmic scale where there are more; for KerasTuner 10.
   *
   * @param points at least 1
   */
  public BruteForceSampler ofRanges(int points) {
    if (points < 1) {
      throw new IllegalArgumentException(
          "a range is gone through at %d points, expected at least 1".formatted(points));
    }
    return new BruteForceSampler(new GridPoints(points, grid.first()), Map.of());
  }

  /**
   * With certain values first, each also where it is none of the points of its range.
   *
   * @param first external values by name; those that a parameter cannot have are of no effect
   */
  public BruteForceSampler startingWith(Map<String, ? extends @Nullable Object> first) {
    return new BruteForceSampler(new GridPoints(grid.points(), Map.copyOf(first)), Map.of());
  }

  @Override
  public String name() {
    return "brute-force";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the distribution is continuous, and no number of points was
   *     given for such
   */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    double[] values = grid.of(name, distribution);
    if (values == null) {
      throw new IllegalArgumentException(
          "parameter \"%s\" (%s) has more values than can be enumerated; give it a step"
              .formatted(name, distribution));
    }
    double[] open = tree.open(context, name, distribution);
    return open == null ? values[0] : open[0];
  }

  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    return new BruteForceSampler(grid, fixed);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return tree.isExhausted(history);
  }
}
