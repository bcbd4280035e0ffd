package dev.afina.neural.metric;

import dev.afina.neural.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The usual metrics. */
public final class Metrics {

  /**
   * Share of rows whose most probable class is the right one, in [0, 1]; of equally probable
   * classes the first counts. With a single output, class 1 from a probability of 0.5 on.
   */
  public static final Metric ACCURACY =
      new Named("accuracy", true, true, 2, () -> new AccuracyTally(1));

  /** {@link #precision} of class 1, of two classes. */
  public static final Metric PRECISION = precision(Average.BINARY);

  /** {@link #recall} of class 1, of two classes. */
  public static final Metric RECALL = recall(Average.BINARY);

  /** {@link #f1} of class 1, of two classes. */
  public static final Metric F1 = f1(Average.BINARY);

  /**
   * Area under the receiver operating characteristic, in [0, 1], exact: the share of pairs of a row
   * of class 1 and one of class 0 that the probability orders rightly, ties counting half. Of more
   * than two classes it is the plain mean of each against the rest. NaN where a class has no rows.
   * Keeps all probabilities in memory until it is read.
   */
  public static final Metric AUC = new Named("auc", true, true, 2, AucTally::new);

  /**
   * Mean −log of the right class's probability, in [0, 15.95]: probabilities are kept 2⁻²³ from 0
   * and 1, as scikit-learn does with 32 bits. Unlike the loss it knows no class weights, label
   * smoothing or penalties.
   */
  public static final Metric LOG_LOSS = new Named("log_loss", false, true, 2, LogLossTally::new);

  /** Mean absolute error, in the target's unit. */
  public static final Metric MAE = ofValues("mae", false, ErrorTally.Kind.ABSOLUTE);

  /** Mean squared error, in the target's unit squared. */
  public static final Metric MSE = ofValues("mse", false, ErrorTally.Kind.SQUARED);

  /** Root of the mean squared error, in the target's unit. */
  public static final Metric RMSE = ofValues("rmse", false, ErrorTally.Kind.ROOT);

  /**
   * Coefficient of determination 1 − Σ(t − p)² / Σ(t − mean t)², in (−∞, 1]; of several targets the
   * mean of each one's. Where all targets are equal it is 1 for perfect predictions and 0
   * otherwise.
   */
  public static final Metric R2 = ofValues("r2", true, ErrorTally.Kind.DETERMINATION);

  private static final List<Metric> ALL =
      List.of(ACCURACY, PRECISION, RECALL, F1, AUC, LOG_LOSS, MAE, MSE, RMSE, R2);

  private static final Pattern TOP = Pattern.compile("top_(\\d{1,6})_accuracy");

  private Metrics() {}

  /**
   * Share of rows whose class is among the k most probable ones, in [0, 1]; of equally probable
   * classes the first count. Its name is such as {@code top_5_accuracy}.
   *
   * @param k at least 1 and below the number of classes
   */
  public static Metric topK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException(
          "top-k accuracy has k = %d, expected at least 1".formatted(k));
    }
    return new Named("top_%d_accuracy".formatted(k), true, true, k + 1, () -> new AccuracyTally(k));
  }

  /** Share of a class's predictions that are right, in [0, 1]; 0 for a class never predicted. */
  public static Metric precision(Average average) {
    return confusion("precision", ConfusionTally.Score.PRECISION, average);
  }

  /** Share of a class's rows that are predicted so, in [0, 1]; 0 for a class without rows. */
  public static Metric recall(Average average) {
    return confusion("recall", ConfusionTally.Score.RECALL, average);
  }

  /** Harmonic mean of a class's precision and recall, in [0, 1]; 0 where both are 0. */
  public static Metric f1(Average average) {
    return confusion("f1", ConfusionTally.Score.F1, average);
  }

  /** The constants of this class; the methods make more. */
  public static List<Metric> all() {
    return ALL;
  }

  /**
   * The metrics that can be had beside a loss: those of {@link #all}, and of more than two classes
   * the averages over them.
   *
   * @param classes that are told apart; 0 if values are learned
   */
  public static List<Metric> of(Loss loss, int classes) {
    Stream<Metric> averages = classes > 2 ? averages() : Stream.of();
    return Stream.concat(ALL.stream(), averages)
        .filter(metric -> isOf(metric, loss, classes))
        .toList();
  }

  /**
   * Whether a metric can be had beside a loss.
   *
   * @param classes that are told apart; 0 if values are learned
   */
  public static boolean isOf(Metric metric, Loss loss, int classes) {
    if (!metric.suits(loss)) {
      return false;
    }
    try {
      metric.checkClasses(classes);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Stream<Metric> averages() {
    return Arrays.stream(Average.values())
        .flatMap(average -> Stream.of(precision(average), recall(average), f1(average)));
  }

  /** The metric of that name, if it is one of these or one that these methods make. */
  public static Optional<Metric> named(String name) {
    Matcher top = TOP.matcher(name);
    if (top.matches() && Integer.parseInt(top.group(1)) > 0) {
      return Optional.of(topK(Integer.parseInt(top.group(1))));
    }
    return Stream.concat(ALL.stream(), averages())
        .filter(metric -> metric.name().equals(name))
        .findFirst();
  }

  private static Metric ofValues(String name, boolean higherIsBetter, ErrorTally.Kind kind) {
    return new Named(name, higherIsBetter, false, 0, () -> new ErrorTally(kind));
  }

  private static Metric confusion(String name, ConfusionTally.Score score, Average average) {
    Supplier<Metric.Tally> tallies = () -> new ConfusionTally(score, average);
    String full = name + average.suffix();
    return average == Average.BINARY
        ? new OfTwoClasses(full, tallies)
        : new Named(full, true, true, 2, tallies);
  }

  /**
   * A metric and its name.
   *
   * @param leastClasses of how few classes it makes sense
   */
  private record Named(
      String name,
      boolean higherIsBetter,
      boolean classification,
      int leastClasses,
      Supplier<Tally> tallies)
      implements Metric {

    @Override
    public boolean suits(Loss loss) {
      return loss.classification() == classification;
    }

    @Override
    public void checkClasses(int classes) {
      if (classes < leastClasses) {
        throw new IllegalArgumentException(
            "metric %s needs at least %d classes, but the network tells %d apart"
                .formatted(name, leastClasses, classes));
      }
    }

    @Override
    public Tally tally() {
      return tallies.get();
    }

    /** By name: the suppliers of two metrics are never equal. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Named metric && name.equals(metric.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record OfTwoClasses(String name, Supplier<Tally> tallies) implements Metric {

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public boolean suits(Loss loss) {
      return loss.classification();
    }

    @Override
    public void checkClasses(int classes) {
      if (classes != 2) {
        throw new IllegalArgumentException(
            "metric %s is of class 1 among two, but the network tells %d apart; maybe take"
                    .formatted(name, classes)
                + " %s(Average.MACRO)".formatted(name));
      }
    }

    @Override
    public Tally tally() {
      return tallies.get();
    }

    /** By name: the suppliers of two metrics are never equal. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfTwoClasses metric && name.equals(metric.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
