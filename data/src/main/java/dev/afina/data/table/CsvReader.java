package dev.afina.data.table;

import dev.afina.data.DataException;
import dev.afina.data.Fingerprint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV files: UTF-8 with or without a byte order mark, column names in the first line, cells
 * quoted as RFC 4180 says (quoted line breaks included), blanks around cells and blank lines
 * ignored. A file that breaks this is refused in one sentence that names the line.
 */
public final class CsvReader {
  private CsvReader() {}

  /** Reads a file, detecting how it is written. */
  public static RawTable read(Path file) {
    return read(file, CsvFormat.detect());
  }

  /**
   * Reads a file.
   *
   * @param format what is known about how the file is written
   * @throws DataException if the file cannot be read, is not CSV text, or has no row below its
   *     header
   */
  public static RawTable read(Path file, CsvFormat format) {
    CsvSource source = new CsvSource(file);
    try {
      Character given = format.delimiter();
      CsvSource.Sample sample = source.sample();
      char delimiter =
          given != null ? given : DelimiterDetector.detect(sample.text(), sample.isCut());
      return read(file, source, delimiter, format);
    } catch (CharacterCodingException e) {
      throw notUtf8(file, source);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static RawTable read(Path file, CsvSource source, char delimiter, CsvFormat format)
      throws IOException {
    MessageDigest digest = Fingerprint.digest();
    try (InputStream in =
            source.textOnly(new DigestInputStream(Files.newInputStream(file), digest));
        Reader reader = withoutMark(new InputStreamReader(in, CsvSource.decoder()));
        CSVParser parser = CSVParser.parse(reader, DelimiterDetector.grammar(delimiter))) {
      Rows rows = new Rows(file.toString(), parser);
      rows.readAll();
      DecimalStyle given = format.decimal();
      DecimalStyle decimal =
          given != null ? given : DecimalEvidence.decide(rows.columns, delimiter);
      return new RawTable(
          file.toString(),
          rows.header,
          rows.columns,
          rows.lines(),
          delimiter,
          decimal,
          Fingerprint.hex(digest));
    }
  }

  private static DataException notUtf8(Path file, CsvSource source) {
    try {
      return source.notUtf8();
    } catch (IOException e) {
      return new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Reader withoutMark(Reader reader) throws IOException {
    BufferedReader buffered = new BufferedReader(reader, 1 << 16);
    buffered.mark(1);
    if (buffered.read() != '\uFEFF') {
      buffered.reset();
    }
    return buffered;
  }

  /** The rows of a file while they are read. */
  private static final class Rows {
    private final String source;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private List<String> header = List.of();
    private final List<TextColumn> columns = new ArrayList<>();
    private int[] lines = new int[256];
    private int size;
    private int uneven;
    private String firstUneven = "";

    Rows(String source, CSVParser parser) {
      this.source = source;
      this.parser = parser;
      this.records = parser.iterator();
    }

    void readAll() throws IOException {
      long line = parser.getCurrentLineNumber() + 1;
      while (hasNext(line)) {
        CSVRecord row = records.next();
        if (!DelimiterDetector.isBlank(row)) {
          add(row, (int) line);
        }
        line = parser.getCurrentLineNumber() + 1;
      }
      if (header.isEmpty()) {
        throw new DataException("%s is empty, expected column names and rows".formatted(source));
      }
      if (uneven > 0) {
        int more = uneven - 1;
        String others =
            more == 0
                ? ""
                : "; %d more %s uneven".formatted(more, more == 1 ? "row is" : "rows are");
        throw new DataException(firstUneven + others);
      }
      if (size == 0) {
        throw new DataException(
            "%s has column names, but no rows below them; expected at least one".formatted(source));
      }
      columns.forEach(TextColumn::trim);
    }

    private boolean hasNext(long line) throws IOException {
      try {
        return records.hasNext();
      } catch (UncheckedIOException e) {
        IOException cause = Objects.requireNonNull(e.getCause());
        if (cause instanceof CharacterCodingException) {
          throw cause;
        }
        throw new DataException(
            "%s line %d cannot be read: %s; maybe a quote is not closed"
                .formatted(source, line, cause.getMessage()),
            e);
      }
    }

    private void add(CSVRecord row, int line) {
      if (header.isEmpty()) {
        header = HeaderCheck.complete(row.toList());
        HeaderCheck.check(source, header);
        header.forEach(name -> columns.add(new TextColumn()));
        return;
      }
      if (row.size() != header.size()) {
        if (uneven++ == 0) {
          firstUneven = HeaderCheck.uneven(source, line, row.size(), header.size());
        }
        return;
      }
      for (int c = 0; c < row.size(); c++) {
        columns.get(c).add(row.get(c));
      }
      if (size == lines.length) {
        lines = Arrays.copyOf(lines, 2 * size);
      }
      lines[size++] = line;
    }

    int[] lines() {
      return Arrays.copyOf(lines, size);
    }
  }
}
