package dev.afina.algorithms.gp;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@link GaussianProcessSampler} makes of one numeric parameter, the others held at those of
 * the best trial: for people to look at.
 *
 * <p>Mean and deviation are those of a process fitted to the losses as they are, so that they can
 * be drawn over them; the acquisition is the sampler's own, which sees losses warped.
 *
 * @param values ascending internal values of the parameter
 * @param mean expected loss at each, to be minimised as in {@link TrialHistory}
 * @param deviation standard deviation of the loss without its noise
 * @param acquisition what the sampler maximises, the logarithm of the expected improvement
 * @param next the value among these where the acquisition is greatest
 */
public record SurrogateSlice(
    List<Double> values,
    List<Double> mean,
    List<Double> deviation,
    List<Double> acquisition,
    double next) {

  private static final int LEAST_TRIALS = 2;

  /** Copies the lists. */
  public SurrogateSlice {
    values = List.copyOf(values);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    acquisition = List.copyOf(acquisition);
  }

  /**
   * The slice along a parameter.
   *
   * @param history of one objective
   * @param name of the parameter
   * @param size most values, at least 2
   * @param seed of what is drawn by chance
   * @throws IllegalArgumentException if no ended trial has the parameter, if it is categorical, if
   *     there are several objectives, or if fewer than two trials have a loss
   */
  public static SurrogateSlice of(TrialHistory history, String name, int size, long seed) {
    if (history.objectives() > 1) {
      throw new IllegalArgumentException(
          "a surrogate of %d objectives cannot be drawn; expected a study of one"
              .formatted(history.objectives()));
    }
    SearchSpace space = GaussianProcessSampler.create().jointSpace(history);
    int parameter = space.position(name);
    if (parameter < 0) {
      throw new IllegalArgumentException(
          "no ended trial has a parameter \"%s\" of more than one value; expected one of %s"
              .formatted(name, space.names()));
    }
    SamplingContext context = new SamplingContext(history, history.size(), Params::empty, seed);
    Observations seen = new Observations(context, space, Settings.DEFAULT);
    Axis axis = seen.encoding().axis(parameter);
    if (axis.isCategorical()) {
      throw new IllegalArgumentException(
          "parameter \"%s\" is categorical; expected a number to draw a surrogate of"
              .formatted(name));
    }
    return of(seen, parameter, coordinates(axis, size));
  }

  private static double[] coordinates(Axis axis, int size) {
    return IntStream.range(0, size)
        .mapToDouble(i -> axis.snap((double) i / (size - 1)))
        .distinct()
        .toArray();
  }

  private static SurrogateSlice of(Observations seen, int parameter, double[] coordinates) {
    double[] losses = seen.knownLosses();
    if (losses.length < LEAST_TRIALS) {
      throw new IllegalArgumentException(
          "%d trials have a value; expected at least %d to draw a surrogate of"
              .formatted(losses.length, LEAST_TRIALS));
    }
    Encoding encoding = seen.encoding();
    double[] center = seen.incumbents().isEmpty() ? seen.all().get(0) : seen.incumbents().get(0);
    double[][] features = new double[coordinates.length][];
    for (int i = 0; i < coordinates.length; i++) {
      double[] point = center.clone();
      point[parameter] = coordinates[i];
      features[i] = encoding.features(point);
    }
    double average = Arrays.stream(losses).average().orElse(0);
    double deviation = Targets.deviation(losses);
    double unit = Double.isFinite(deviation) ? deviation : 0;
    GaussianProcess process = seen.unwarped(new Model());
    double[] means = new double[features.length];
    double[] variances = new double[features.length];
    process.askAll(features, means, variances);
    double[] promises = seen.acquisition(new Model()).atAll(features);
    List<Double> values = new ArrayList<>();
    List<Double> mean = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    int best = 0;
    for (int i = 0; i < features.length; i++) {
      values.add(encoding.axis(parameter).internal(coordinates[i]));
      mean.add(average + unit * means[i]);
      deviations.add(unit * Math.sqrt(variances[i]));
      best = promises[i] > promises[best] ? i : best;
    }
    return new SurrogateSlice(
        values, mean, deviations, Arrays.stream(promises).boxed().toList(), values.get(best));
  }
}
