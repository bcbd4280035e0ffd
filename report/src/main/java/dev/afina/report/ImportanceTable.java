package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.algorithms.importance.Importance;
import dev.afina.algorithms.importance.Importances;
import dev.afina.core.storage.StudyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The importance of a study's parameters as a table, the most important one first. */
public final class ImportanceTable {

  private static final int BAR = 30;

  private final StudyRecord study;
  private final Importances importances;

  private ImportanceTable(StudyRecord study, Importances importances) {
    this.study = study;
    this.importances = importances;
  }

  /** Of a study. */
  public static ImportanceTable of(StudyRecord study, Importances importances) {
    return new ImportanceTable(study, importances);
  }

  /** Aligned columns for a terminal: name, share to four decimals, and a bar. */
  public String toText() {
    int width =
        importances.shares().stream()
            .mapToInt(one -> clean(one.parameter()).length())
            .reduce("parameter".length(), Math::max);
    double largest = importances.shares().stream().mapToDouble(Importance::share).max().orElse(1);
    String row = "%-" + width + "s  %10s  %s";
    StringBuilder text = new StringBuilder(row.formatted("parameter", "importance", "").strip());
    for (Importance one : importances.shares()) {
      String share = String.format(Locale.ROOT, "%.4f", one.share());
      String bar = "█".repeat((int) Math.round(BAR * one.share() / largest));
      text.append('\n').append(row.formatted(clean(one.parameter()), share, bar).stripTrailing());
    }
    return text.append('\n').toString();
  }

  /** Without anything that moves a terminal's cursor or changes its colours. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
  }

  /** Columns {@code parameter} and {@code importance}, as {@link TrialsTable#toCsv} writes them. */
  public String toCsv() {
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord("parameter", "importance");
      for (Importance one : importances.shares()) {
        csv.printRecord(one.parameter(), Numbers.exact(one.share()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * One object: {@code study}, {@code evaluator}, {@code objective} (from 0), {@code trials} (how
   * many they rest on), {@code note} (why all shares are equal, or null), and {@code importances},
   * an array of objects with {@code parameter} and {@code importance}.
   */
  public String toJson() {
    ObjectNode object =
        Json.object()
            .put("study", study.name())
            .put("evaluator", importances.evaluator())
            .put("objective", importances.objective())
            .put("trials", importances.trials())
            .put("note", importances.note().orElse(null));
    ArrayNode array = object.putArray("importances");
    for (Importance one : importances.shares()) {
      array.addObject().put("parameter", one.parameter()).put("importance", one.share());
    }
    return Json.pretty(object);
  }
}
