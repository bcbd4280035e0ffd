package dev.afina.data.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Finds the delimiter of a CSV file in its beginning.
 *
 * <p>Each candidate reads the sample. The winner names at least two columns in the header, if one
 * does; then has the most rows with as many cells as the header; then the most columns; then comes
 * first in {@code , ; tab |}.
 */
final class DelimiterDetector {
  private static final char[] CANDIDATES = {',', ';', '\t', '|'};

  private DelimiterDetector() {}

  /** What one candidate makes of the sample. */
  private record Reading(int columns, double agreement) {

    boolean isBetterThan(Reading other) {
      if (columns > 1 != other.columns > 1) {
        return columns > 1;
      }
      return agreement > other.agreement
          || (agreement == other.agreement && columns > other.columns);
    }
  }

  /**
   * @param sample the beginning of the file
   * @param isCut whether the file goes on, so that the sample's last row may be incomplete
   */
  static char detect(String sample, boolean isCut) {
    char best = CANDIDATES[0];
    Reading bestReading = new Reading(0, 0);
    for (char candidate : CANDIDATES) {
      Reading reading = read(sample, isCut, candidate);
      if (reading.isBetterThan(bestReading)) {
        best = candidate;
        bestReading = reading;
      }
    }
    return best;
  }

  /** The grammar of every file: RFC 4180, blanks around cells ignored. */
  static CSVFormat grammar(char delimiter) {
    return CSVFormat.DEFAULT
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreEmptyLines(false)
        .setIgnoreSurroundingSpaces(true)
        .get();
  }

  /** Whether a record is a blank line. */
  static boolean isBlank(CSVRecord row) {
    return row.size() == 1 && row.get(0).isEmpty();
  }

  private static Reading read(String sample, boolean isCut, char delimiter) {
    int columns = 0;
    int rows = 0;
    int agreeing = 0;
    int lastAgreed = 0;
    try (CSVParser parser = CSVParser.parse(new StringReader(sample), grammar(delimiter))) {
      for (CSVRecord row : parser) {
        if (isBlank(row)) {
          continue;
        }
        if (columns == 0) {
          columns = row.size();
        } else {
          rows++;
          lastAgreed = row.size() == columns ? 1 : 0;
          agreeing += lastAgreed;
        }
      }
      if (isCut && rows > 1) {
        rows--;
        agreeing -= lastAgreed;
      }
    } catch (UncheckedIOException e) {
      rows += isCut ? 0 : 1; // a row this delimiter cannot read, or the one the sample cuts
    } catch (IOException e) {
      throw new UncheckedIOException("closing a reader of a string failed", e);
    }
    return new Reading(columns, rows == 0 ? 1 : (double) agreeing / rows);
  }
}
