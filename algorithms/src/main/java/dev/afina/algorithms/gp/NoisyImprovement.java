package dev.afina.algorithms.gp;

import dev.afina.math.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@link AcquisitionFunction#LOG_NOISY_EI}: eqs. (12) and (13) of <a
 * href="https://arxiv.org/abs/1706.07094">Letham et al. 2019</a>, of which the logarithm is taken
 * as in <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, section 4.
 *
 * <p>Each of the {@link SampledFunctions} at ended and running trials is taken for what would have
 * been seen without noise. All have the same variance elsewhere, and each has its own mean and its
 * own best. What a point promises is the logarithm of the mean of their expected improvements.
 * Without noise this is {@link AcquisitionFunction#LOG_EI}.
 */
final class NoisyImprovement implements Merit {

  /** Enough that another draw of the functions seldom changes which of two points is better. */
  static final int PAIRS = 16;

  private final GaussianProcess objective;
  private final RandomGenerator random;
  private final List<double[]> points;
  private final List<Boolean> rivals = new ArrayList<>();
  private final int pairs;
  private @Nullable SampledFunctions functions;
  private double[] bests = new double[0];

  /**
   * A merit.
   *
   * @param objective of targets, more is better
   * @param features {@code [n][features]} of its observations
   * @param eligible {@code [n]}, which of them are to be improved on
   * @param pairs of functions
   */
  NoisyImprovement(
      GaussianProcess objective,
      double[][] features,
      boolean[] eligible,
      int pairs,
      RandomGenerator random) {
    this.objective = objective;
    this.random = random;
    this.pairs = pairs;
    points = new ArrayList<>(Arrays.asList(features));
    for (boolean one : eligible) {
      rivals.add(one);
    }
  }

  @Override
  public void takeAsExpected(double[] point) {
    add(point, false);
  }

  @Override
  public void expect(double[] point) {
    add(point, true);
  }

  private void add(double[] point, boolean rival) {
    points.add(point.clone());
    rivals.add(rival);
    functions = null;
  }

  private SampledFunctions functions() {
    SampledFunctions drawn = functions;
    if (drawn == null) {
      drawn = new SampledFunctions(objective, points.toArray(double[][]::new), pairs, random);
      functions = drawn;
      bests = new double[drawn.count()];
      Arrays.fill(bests, Double.NEGATIVE_INFINITY);
      for (int s = 0; s < bests.length; s++) {
        for (int i = 0; i < points.size(); i++) {
          bests[s] = rivals.get(i) ? Math.max(bests[s], drawn.values()[s][i]) : bests[s];
        }
      }
    }
    return drawn;
  }

  /**
   * The logarithm of the mean improvement.
   *
   * @param logs receives the logarithms of the functions' improvements
   */
  private double logMean(double[] means, double deviation, double[] logs) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < logs.length; s++) {
      logs[s] = Normal.logH((means[s] - bests[s]) / deviation);
      greatest = Math.max(greatest, logs[s]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - greatest);
    }
    return greatest + Math.log(sum / logs.length) + Math.log(deviation);
  }

  @Override
  public double at(double[] point) {
    return atAll(new double[][] {point})[0];
  }

  @Override
  public double at(double[] point, double[] gradient) {
    SampledFunctions drawn = functions();
    GaussianProcess surface = drawn.surface();
    int count = drawn.count();
    double[] means = new double[count];
    double[] logs = new double[count];
    double[] values = new double[1];
    double[] byDeviation = new double[1];
    surface.askWithGradient(
        point,
        covariances -> {
          double deviation = Math.sqrt(surface.variance());
          Arrays.setAll(means, s -> Loops.dot(covariances, drawn.weights()[s]));
          values[0] = logMean(means, deviation, logs);
          double[] combined = new double[covariances.length];
          byDeviation[0] = 1 / deviation;
          for (int s = 0; s < count; s++) {
            double z = (means[s] - bests[s]) / deviation;
            double share = Math.exp(logs[s] + Math.log(deviation) - values[0]) / count;
            double byMean = share * Normal.cdfOverH(z) / deviation;
            Loops.add(combined, byMean, drawn.weights()[s]);
            byDeviation[0] -= z * byMean;
          }
          return combined;
        });
    surface.addGradient(1, byDeviation[0] / (2 * Math.sqrt(surface.variance())), gradient);
    return values[0];
  }

  /** By a quarter of the functions. */
  @Override
  public double[] guessAll(double[][] asked) {
    return atAll(asked, Math.max(1, pairs / 4) * 2);
  }

  @Override
  public double[] atAll(double[][] asked) {
    return atAll(asked, 2 * pairs);
  }

  private double[] atAll(double[][] asked, int count) {
    SampledFunctions drawn = functions();
    double[][] means = new double[count][asked.length];
    double[] variances = new double[asked.length];
    drawn.surface().askAll(asked, Arrays.copyOf(drawn.weights(), count), means, variances);
    double[] own = new double[count];
    double[] logs = new double[count];
    double[] values = new double[asked.length];
    for (int i = 0; i < values.length; i++) {
      int at = i;
      Arrays.setAll(own, s -> means[s][at]);
      values[i] = logMean(own, Math.sqrt(variances[i]), logs);
    }
    return values;
  }
}
