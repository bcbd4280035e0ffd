package dev.afina.neural.metric;

import dev.afina.neural.loss.Loss;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The usual metrics. */
public final class Metrics {

  /**
   * Share of rows whose most probable class is the right one, in [0, 1]; of equally probable
   * classes the first counts. With a single output, class 1 from a probability of 0.5 on.
   */
  public static final Metric ACCURACY = new Named("accuracy", true, true, AccuracyTally::new);

  /** Mean absolute error, in the target's unit. */
  public static final Metric MAE =
      new Named("mae", false, false, () -> new ErrorTally(ErrorTally.Kind.ABSOLUTE));

  /** Mean squared error, in the target's unit squared. */
  public static final Metric MSE =
      new Named("mse", false, false, () -> new ErrorTally(ErrorTally.Kind.SQUARED));

  /** Root of the mean squared error, in the target's unit. */
  public static final Metric RMSE =
      new Named("rmse", false, false, () -> new ErrorTally(ErrorTally.Kind.ROOT));

  /**
   * Coefficient of determination 1 − Σ(t − p)² / Σ(t − mean t)², in (−∞, 1]. Where all targets are
   * equal it is 1 for perfect predictions and 0 otherwise.
   */
  public static final Metric R2 =
      new Named("r2", true, false, () -> new ErrorTally(ErrorTally.Kind.DETERMINATION));

  private static final List<Metric> ALL = List.of(ACCURACY, MAE, MSE, RMSE, R2);

  private Metrics() {}

  /** All metrics of this class. */
  public static List<Metric> all() {
    return ALL;
  }

  /** The metric of that name, if it is one of these. */
  public static Optional<Metric> named(String name) {
    return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
  }

  private record Named(
      String name, boolean higherIsBetter, boolean classification, Supplier<Tally> tallies)
      implements Metric {

    @Override
    public boolean suits(Loss loss) {
      return loss.classification() == classification;
    }

    @Override
    public Tally tally() {
      return tallies.get();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
