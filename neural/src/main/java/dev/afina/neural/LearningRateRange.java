package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.optimizer.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning-rate range test: trains a fresh network for a few hundred batches, while the rate
 * grows by the same factor from batch to batch, and keeps the losses; <a
 * href="https://arxiv.org/abs/1506.01186">Smith 2017</a>, section 3.3.
 *
 * <p>It ends early where the loss has become {@value #EXPLODED} times what it was at first, or is
 * not finite. Immutable; every method that changes something returns a new object.
 *
 * @param from the first rate, above 0, default {@value #DEFAULT_FROM}
 * @param to the last rate, above {@code from}, default {@value #DEFAULT_TO}
 * @param iterations number of batches, at least 20, default {@value #DEFAULT_ITERATIONS}
 * @param batchSize rows a batch, at least 1, default {@value Fit#DEFAULT_BATCH_SIZE}
 */
public record LearningRateRange(double from, double to, int iterations, int batchSize) {

  /** Default of {@link #from()}. */
  public static final double DEFAULT_FROM = 1e-6;

  /** Default of {@link #to()}. */
  public static final double DEFAULT_TO = 10;

  /** Default of {@link #iterations()}. */
  public static final int DEFAULT_ITERATIONS = 300;

  /** How many times the first loss ends the test. */
  public static final double EXPLODED = 1000;

  private static final int LEAST_ITERATIONS = 20;

  /** Checks the numbers. */
  public LearningRateRange {
    if (!(from > 0 && from < to && Double.isFinite(to))) {
      throw new IllegalArgumentException(
          "learning-rate range test goes from %s to %s, expected two growing numbers above 0"
              .formatted(from, to));
    }
    if (iterations < LEAST_ITERATIONS) {
      throw new IllegalArgumentException(
          "learning-rate range test has %d iterations, expected at least %d"
              .formatted(iterations, LEAST_ITERATIONS));
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "batch size is %d, expected at least 1".formatted(batchSize));
    }
  }

  /** The test with its defaults: 300 batches of 32 rows, from 1e-6 to 10. */
  public static LearningRateRange standard() {
    return new LearningRateRange(
        DEFAULT_FROM, DEFAULT_TO, DEFAULT_ITERATIONS, Fit.DEFAULT_BATCH_SIZE);
  }

  /** This test over other rates. */
  public LearningRateRange between(double first, double last) {
    return new LearningRateRange(first, last, iterations, batchSize);
  }

  /** This test with another number of batches. */
  public LearningRateRange iterations(int changed) {
    return new LearningRateRange(from, to, changed, batchSize);
  }

  /** This test with another number of rows a batch; take the one you will train with. */
  public LearningRateRange batchSize(int rows) {
    return new LearningRateRange(from, to, iterations, rows);
  }

  /**
   * Runs the test; the optimizer's own learning rate does not matter.
   *
   * @param seed decides weights and batches
   * @throws IllegalArgumentException if the data do not fit the network
   */
  public LearningRateCurve run(Blueprint blueprint, Dataset train, long seed) {
    Recorder recorder = new Recorder();
    double growth = Math.log(to / from) / (iterations - 1);
    Schedule schedule = step -> from * Math.exp(growth * step);
    Fit fit =
        Fit.epochs(iterations).batchSize(batchSize).learningRate(schedule).callbacks(recorder);
    try (Model model = blueprint.build(seed)) {
      model.fit(train, fit);
    } catch (Finished e) {
      // as planned: in the middle of an epoch
    }
    return new LearningRateCurve(
        recorder.rates.stream().mapToDouble(rate -> rate).toArray(),
        recorder.losses.stream().mapToDouble(loss -> loss).toArray());
  }

  /** Ends the training where the test is over. */
  private static final class Finished extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Finished() {
      super(null, null, false, false);
    }
  }

  private final class Recorder implements Callback {

    private final List<Double> rates = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      rates.add(training.learningRate());
      losses.add(loss);
      if (losses.size() == iterations || loss > EXPLODED * losses.get(0)) {
        throw new Finished();
      }
    }

    @Override
    public void nonFiniteLoss(Training training, int batch, double loss) {
      training.stop("the loss became %s".formatted(loss));
    }
  }
}
