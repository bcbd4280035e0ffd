package dev.afina.neural.tune;

import dev.afina.data.Dataset;
import dev.afina.neural.Model;
import dev.afina.neural.metric.Metric;
import java.util.List;

/**
 * Several networks that predict together: the plain mean of their probabilities or values. Close it
 * after use; its networks are closed with it.
 */
public final class Ensemble implements AutoCloseable {

  private final List<Model> members;

  private Ensemble(List<Model> members) {
    this.members = members;
  }

  /**
   * Of networks that take and give the same shapes.
   *
   * @throws IllegalArgumentException if there is none, or their shapes differ
   */
  public static Ensemble of(List<Model> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          "an ensemble has no network, expected at least one; search first");
    }
    Model first = members.get(0);
    for (Model other : members) {
      if (!shapes(first).equals(shapes(other))) {
        throw new IllegalArgumentException(
            "a network of the ensemble makes %s, another one %s, expected the same"
                .formatted(shapes(first), shapes(other)));
      }
    }
    return new Ensemble(List.copyOf(members));
  }

  private static String shapes(Model model) {
    var architecture = model.blueprint().architecture();
    return "%s of %s with loss %s"
        .formatted(architecture.outputShape(), architecture.inputShape(), model.blueprint().loss());
  }

  /** Number of networks. */
  public int size() {
    return members.size();
  }

  /** The mean of the networks' predictions, one row a sample. */
  public float[][] predict(Dataset data) {
    float[][] mean = members.get(0).predict(data);
    for (Model member : members.subList(1, members.size())) {
      float[][] more = member.predict(data);
      for (int row = 0; row < mean.length; row++) {
        for (int i = 0; i < mean[row].length; i++) {
          mean[row][i] += more[row][i];
        }
      }
    }
    for (float[] row : mean) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= members.size();
      }
    }
    return mean;
  }

  /**
   * A metric of the mean predictions.
   *
   * @throws IllegalArgumentException if the data are empty
   */
  public double evaluate(Dataset data, Metric metric) {
    float[][] predictions = predict(data);
    if (predictions.length == 0) {
      throw new IllegalArgumentException("the data for the evaluation are empty");
    }
    int width = predictions[0].length;
    float[] flat = new float[predictions.length * width];
    for (int row = 0; row < predictions.length; row++) {
      System.arraycopy(predictions[row], 0, flat, row * width, width);
    }
    Metric.Tally tally = metric.tally();
    tally.add(flat, width, data.targets(), predictions.length);
    return tally.value();
  }

  /** Releases the networks' memory. */
  @Override
  public void close() {
    members.forEach(Model::close);
  }
}
