package dev.afina.algorithms.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes Gaussian processes of observations.
 *
 * <p>The fit from every start is made of an <em>anchor</em> only, observations of which there are
 * mostly the same at the next trial; the fit of all observations takes a few steps from there. So a
 * suggestion depends on its observations alone, and costs a fraction of what it would: the anchor's
 * fit is remembered.
 */
final class Model {

  /** More observations than these do not improve a fit enough for what they cost. */
  private static final int MOST_FITTED = 150;

  /** Up to so many observations, and wherever there is an eighth more of them, lies an anchor. */
  private static final int FIRST_ANCHOR = 8;

  private final Map<String, Memory> memories = new HashMap<>();

  /** How observed values become targets of a process, standardised, more being better. */
  interface Scale {

    /**
     * The targets.
     *
     * @param points {@code [n][features]}
     * @param values {@code [n]}
     * @return {@code [n]}
     */
    double[] targets(double[][] points, double[] values);
  }

  /** What was observed; the first of it are the anchor. */
  static final class Sample {

    private final double[][] points;
    private final double[] values;
    private final int anchored;

    /**
     * A sample.
     *
     * @param points {@code [n][features]}
     * @param values {@code [n]}
     * @param anchored how many of them are the anchor; the whole if that is none
     */
    Sample(double[][] points, double[] values, int anchored) {
      this.points = points;
      this.values = values;
      this.anchored = anchored == 0 ? values.length : anchored;
    }

    private Sample anchor() {
      return new Sample(Arrays.copyOf(points, anchored), Arrays.copyOf(values, anchored), anchored);
    }

    private boolean isSame(Sample other) {
      return Arrays.equals(values, other.values) && Arrays.deepEquals(points, other.points);
    }
  }

  /** The fits of an anchor, and of all observations. */
  private static final class Memory {
    private final Sample anchor;
    private final Fit.Options options;
    private final Scale scale;
    private final Fit anchored;
    private Sample sample;
    private Fit fit;

    private Memory(Sample anchor, Fit.Options options, List<Scale> scales) {
      this.anchor = anchor;
      this.options = options;
      List<Fit> fits = new ArrayList<>();
      for (Scale one : scales) {
        Observed few = thinned(anchor, one);
        fits.add(Fit.of(few.points, few.targets, options));
      }
      int best = scales.size() == 1 ? 0 : mostConcordant(anchor, scales, fits);
      scale = scales.get(best);
      anchored = fits.get(best);
      sample = anchor;
      fit = anchored;
    }

    private boolean isOf(Sample otherAnchor, Fit.Options otherOptions) {
      return options.isSame(otherOptions) && anchor.isSame(otherAnchor);
    }

    private GaussianProcess process(Sample wanted) {
      if (!sample.isSame(wanted)) {
        Observed few = thinned(wanted, scale);
        fit = wanted.isSame(anchor) ? anchored : anchored.refined(few.points, few.targets, options);
        sample = wanted;
      }
      return fit.process(wanted.points, scale.targets(wanted.points, wanted.values));
    }
  }

  private static final class Observed {
    private final double[][] points;
    private final double[] targets;

    private Observed(double[][] points, double[] targets) {
      this.points = points;
      this.targets = targets;
    }
  }

  private static Observed thinned(Sample sample, Scale scale) {
    double[] targets = scale.targets(sample.points, sample.values);
    double[] keys = new double[targets.length];
    Arrays.setAll(keys, i -> -targets[i]);
    int[] few = Thinning.positions(keys, MOST_FITTED);
    double[][] points = new double[few.length][];
    double[] fewTargets = new double[few.length];
    for (int i = 0; i < few.length; i++) {
      points[i] = sample.points[few[i]];
      fewTargets[i] = targets[few[i]];
    }
    return new Observed(points, fewTargets);
  }

  /** Which scale's process foretells best which of two observations is the better one. */
  private static int mostConcordant(Sample sample, List<Scale> scales, List<Fit> fits) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < fits.size(); i++) {
      double[] targets = scales.get(i).targets(sample.points, sample.values);
      double[] foretold = fits.get(i).process(sample.points, targets).leftOutMeans();
      double concordance = Concordance.of(foretold, sample.values);
      if (concordance > most) {
        most = concordance;
        best = i;
      }
    }
    return best;
  }

  /**
   * How many of so many trials the anchor is made of: all of up to 8, then steps of an eighth.
   *
   * @param ended number of trials
   */
  static int anchor(int ended) {
    int anchor = Math.min(ended, FIRST_ANCHOR);
    for (int step = 1; anchor + step <= ended; step = Math.max(1, anchor / 8)) {
      anchor += step;
    }
    return anchor;
  }

  /**
   * A process fitted to observations.
   *
   * @param purpose what the fit is remembered by
   * @param scales of which that is taken whose process of the anchor foretells best; of values of
   *     which less is better, if there are several
   */
  GaussianProcess of(String purpose, Sample sample, Fit.Options options, Scale... scales) {
    Sample anchor = sample.anchor();
    Memory memory = memories.get(purpose);
    if (memory == null || !memory.isOf(anchor, options)) {
      memory = new Memory(anchor, options, List.of(scales));
      memories.put(purpose, memory);
    }
    return memory.process(sample);
  }
}
