package dev.afina.cli.tune;

import dev.afina.data.TaskType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Predictions as rows.
 *
 * @param header the columns: the target, and for classes how probable each is
 * @param rows a row a sample
 */
record Predicted(List<String> header, List<List<Object>> rows) {

  /** Of a network's outputs: probabilities of all classes, or standardised values. */
  static Predicted of(float[][] outputs, ModelInputs inputs) {
    List<String> header = new ArrayList<>(List.of(inputs.target()));
    List<List<Object>> rows = new ArrayList<>();
    if (inputs.task() == TaskType.REGRESSION && inputs instanceof ModelInputs.OfTable table) {
      for (float[] output : outputs) {
        rows.add(List.of((float) table.preprocessor().unscale(output[0])));
      }
      return new Predicted(header, rows);
    }
    header.add("probability");
    inputs.classes().forEach(label -> header.add("p(" + label + ")"));
    for (float[] output : outputs) {
      int best = 0;
      for (int i = 1; i < output.length; i++) {
        best = output[i] > output[best] ? i : best;
      }
      List<Object> row = new ArrayList<>(List.of(inputs.classes().get(best), output[best]));
      for (float probability : output) {
        row.add(probability);
      }
      rows.add(row);
    }
    return new Predicted(header, rows);
  }

  String toCsv() {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv =
        new CSVPrinter(text, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
      csv.printRecord(header);
      csv.printRecords(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
