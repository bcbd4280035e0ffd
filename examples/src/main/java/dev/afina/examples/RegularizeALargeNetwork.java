package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.callback.EarlyStopping;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metrics;
import dev.afina.neural.optimizer.Adam;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** More units than needed, kept from learning wrong labels by heart: penalties, dropout, a stop. */
public final class RegularizeALargeNetwork {

  private static final int IMAGES = 400;

  private RegularizeALargeNetwork() {}

  /**
   * How a network ended.
   *
   * @param seen log loss on the images it was trained on
   * @param unseen log loss on others
   */
  public record Result(double seen, double unseen) {}

  private static Sequential network(Penalty penalty, double dropped) {
    Sequential network = Sequential.input(Digits.SIDE, Digits.SIDE).add(flatten());
    for (int width : new int[] {200, 100}) {
      network.add(dense(width).activation(RELU).kernelPenalty(penalty)).add(dropout(dropped));
    }
    return network.add(dense(10));
  }

  private static Result result(Sequential network, Fit fit, Dataset train, Dataset test) {
    // The loss would count the penalty, which says nothing of images; the metric does not.
    var blueprint =
        network.compile(
            Adam.withLearningRate(1e-3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metrics.LOG_LOSS);
    try (Model model = blueprint.build(1)) {
      model.fit(train, fit);
      return new Result(
          model.evaluate(train).get("log_loss"), model.evaluate(test).get("log_loss"));
    }
  }

  /** Some images, every fifth with a wrong label. */
  private static Dataset mislabelled(Dataset data) {
    Dataset images = Digits.first(data, IMAGES);
    float[] labels = images.targets().clone();
    for (int i = 0; i < labels.length; i += 5) {
      labels[i] = (labels[i] + 3) % 10;
    }
    return new Dataset(images.features(), images.featureShape(), labels);
  }

  /**
   * Trains with each remedy.
   *
   * @param csv the digits
   */
  public static Map<String, Result> run(Path csv) {
    Digits digits = Digits.read(csv);
    Dataset train = mislabelled(digits.train());
    Dataset test = digits.test();
    Fit fit = Fit.epochs(40);
    Map<String, Result> results = new LinkedHashMap<>();
    results.put("nothing", result(network(Penalty.NONE, 0), fit, train, test));
    results.put("l1", result(network(Penalty.l1(3e-4), 0), fit, train, test));
    results.put("l2", result(network(Penalty.l2(5e-3), 0), fit, train, test));
    results.put("elastic", result(network(Penalty.elastic(1.5e-4, 2.5e-3), 0), fit, train, test));
    results.put("dropout", result(network(Penalty.NONE, 0.4), fit, train, test));
    Fit stopped =
        fit.validation(digits.validation())
            .callbacks(EarlyStopping.patience(5).monitor("val_log_loss").restoreBest());
    results.put("early stop", result(network(Penalty.NONE, 0), stopped, train, test));
    return results;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv"))
        .forEach((name, result) -> System.out.printf("%-12s %s%n", name, result));
  }
}
