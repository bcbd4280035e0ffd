package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.internal.Inference;
import dev.afina.neural.internal.Network;
import dev.afina.neural.internal.TensorData;
import dev.afina.neural.metric.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the loss and the metrics of a network. */
record Evaluator(Blueprint blueprint, Network network) {

  /** On checked data. */
  Map<String, Double> values(Dataset data) {
    try (TensorData uploaded = upload(data)) {
      return values(uploaded);
    }
  }

  /**
   * On data that need not fit into memory.
   *
   * @param part what the data are, for messages
   */
  Map<String, Double> values(StreamedData data, String part) {
    DataChecks.checkStream(data, blueprint, part);
    List<Metric.Tally> tallies = tallies();
    double sum = 0;
    int rows;
    for (long first = 0; first < data.size(); first += rows) {
      rows = (int) Math.min(Fit.DEFAULT_SHUFFLE_BUFFER, data.size() - first);
      Dataset read = DataChecks.read(data, first, rows, blueprint, part);
      try (TensorData uploaded = upload(read)) {
        sum += rows * Inference.evaluate(network, blueprint.loss(), uploaded, tallies);
      }
    }
    return values(sum / data.size(), tallies);
  }

  /** On data in native memory. */
  Map<String, Double> values(TensorData data) {
    List<Metric.Tally> tallies = tallies();
    return values(Inference.evaluate(network, blueprint.loss(), data, tallies), tallies);
  }

  /** A loss and metrics by their names. */
  Map<String, Double> values(double loss, List<Metric.Tally> tallies) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", loss);
    for (int i = 0; i < tallies.size(); i++) {
      values.put(blueprint.metrics().get(i).name(), tallies.get(i).value());
    }
    return Collections.unmodifiableMap(values);
  }

  TensorData upload(Dataset data) {
    return new TensorData(data, blueprint.architecture().inputShape(), blueprint.loss(), null);
  }

  private List<Metric.Tally> tallies() {
    return blueprint.metrics().stream().map(Metric::tally).toList();
  }
}
