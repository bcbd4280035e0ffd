package dev.afina.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a study as one table: for spreadsheets, for programs, for terminals.
 *
 * <p>Rows come in the order given. Parameters and user attributes have a column each, in the order
 * of their first appearance, so that a study that goes on only gains columns behind the ones it
 * had.
 */
public final class TrialsTable {

  private final StudyRecord study;
  private final List<FrozenTrial> trials;
  private final Columns columns;

  private TrialsTable(StudyRecord study, List<FrozenTrial> trials) {
    this.study = study;
    this.trials = List.copyOf(trials);
    columns = Columns.of(study, trials);
  }

  /** Of some or all trials of a study. */
  public static TrialsTable of(StudyRecord study, List<FrozenTrial> trials) {
    return new TrialsTable(study, trials);
  }

  /**
   * Comma-separated values with a header, as RFC 4180 has them, except that lines end with {@code
   * \n}.
   *
   * <p>Columns: {@code number}, {@code state}, {@code value} (or {@code value.0}, {@code value.1},
   * … of several objectives), {@code duration_seconds}, {@code start} and {@code complete} (ISO
   * 8601, UTC), {@code params.NAME} …, {@code user.NAME} …, {@code reason}. A cell is empty where
   * there is nothing; a choice of {@code null} is {@code null}; numbers read back exactly; other
   * numbers are {@code NaN}, {@code Infinity} and {@code -Infinity}. A trial that is set aside is
   * {@code RUNNING}, as in the storage, for the reason {@code paused at step 9}.
   */
  public String toCsv() {
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter csv = new CSVPrinter(text, format)) {
      csv.printRecord(header());
      for (FrozenTrial trial : trials) {
        csv.printRecord(record(trial));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private List<String> header() {
    List<String> header = new ArrayList<>(List.of("number", "state"));
    header.addAll(Columns.valueColumns(study.directions().size()));
    header.addAll(List.of("duration_seconds", "start", "complete"));
    columns.params().forEach(name -> header.add("params." + name));
    columns.attributes().forEach(name -> header.add("user." + name));
    header.add("reason");
    return header;
  }

  private List<String> record(FrozenTrial trial) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(trial.number()));
    cells.add(trial.state().name());
    for (int k = 0; k < study.directions().size(); k++) {
      cells.add(k < trial.values().size() ? Numbers.exact(trial.values().get(k)) : "");
    }
    cells.add(trial.duration().map(time -> Numbers.exact(time.toNanos() / 1e9)).orElse(""));
    cells.add(text(trial.start()));
    cells.add(text(trial.complete()));
    for (String name : columns.params()) {
      cells.add(trial.params().contains(name) ? Json.plain(trial.params().get(name)) : "");
    }
    for (String name : columns.attributes()) {
      cells.add(
          trial.userAttributes().containsKey(name)
              ? Json.plain(trial.userAttributes().get(name))
              : "");
    }
    cells.add(PausedText.orReason(trial));
    return cells;
  }

  private static String text(@Nullable Instant instant) {
    return instant == null ? "" : instant.toString();
  }

  /**
   * A JSON array of one object a trial.
   *
   * <p>Members: {@code number}; {@code state}; {@code value} (null where there is none), or an
   * array {@code values} of several objectives; {@code params}, {@code user_attributes}, {@code
   * intermediate_values} (by step) and {@code constraints} as objects; {@code datetime_start} and
   * {@code datetime_complete} (ISO 8601, UTC, or null); {@code duration_seconds} (or null); {@code
   * reason} (why it failed or was pruned, or that it is paused, or null). Not-a-number and the
   * infinities are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
   */
  public String toJson() {
    ArrayNode array = Json.array();
    trials.forEach(trial -> array.add(Json.trial(study, trial)));
    return Json.pretty(array);
  }

  /**
   * Aligned columns for a terminal, numbers to the right, rounded to five significant digits.
   *
   * <p>Columns that do not fit are left out and named in a last line. Ends with a line break. The
   * best trials carry a star.
   *
   * @param width columns of the terminal, at least 40
   */
  public String toText(int width) {
    return TextTable.of(study, trials, columns).fit(width);
  }

  /**
   * Writes {@link #toCsv} to a file in UTF-8, as a whole or not at all.
   *
   * @throws dev.afina.core.AfinaException if the file cannot be written
   */
  public void writeCsv(Path file) {
    AtomicFile.write(file, toCsv().getBytes(StandardCharsets.UTF_8));
  }
}
