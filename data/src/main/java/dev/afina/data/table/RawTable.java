package dev.afina.data.table;

import dev.afina.data.DataException;
import dev.afina.data.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as it was written: named columns of text cells, with the line of the file each row began
 * on. Immutable; columns are stored compactly, a cell costs its UTF-8 bytes and four more.
 */
public final class RawTable {
  private final String source;
  private final List<String> header;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<TextColumn> columns;
  private final int[] lines;
  private final char delimiter;
  private final DecimalStyle decimal;
  private final String fingerprint;

  RawTable(
      String source,
      List<String> header,
      List<TextColumn> columns,
      int[] lines,
      char delimiter,
      DecimalStyle decimal,
      String fingerprint) {
    this.source = source;
    this.header = List.copyOf(header);
    this.columns = List.copyOf(columns);
    this.lines = lines;
    this.delimiter = delimiter;
    this.decimal = decimal;
    this.fingerprint = fingerprint;
    for (int c = 0; c < header.size(); c++) {
      positions.put(header.get(c), c);
    }
  }

  /**
   * A table from memory, with decimal points; row {@code i} counts as line {@code i + 2}.
   *
   * @param source what messages call the table, such as {@code "orders"}
   * @throws DataException if a name repeats or a row has another number of cells than the header
   */
  public static RawTable of(String source, List<String> header, List<List<String>> rows) {
    HeaderCheck.check(source, header);
    List<TextColumn> columns = new ArrayList<>();
    header.forEach(name -> columns.add(new TextColumn()));
    MessageDigest digest = Fingerprint.digest();
    update(digest, header);
    int[] lines = new int[rows.size()];
    for (int row = 0; row < lines.length; row++) {
      List<String> cells = rows.get(row);
      lines[row] = row + 2;
      if (cells.size() != header.size()) {
        throw new DataException(HeaderCheck.uneven(source, row + 2, cells.size(), header.size()));
      }
      for (int c = 0; c < cells.size(); c++) {
        columns.get(c).add(cells.get(c));
      }
      update(digest, cells);
    }
    String fingerprint = Fingerprint.hex(digest);
    return new RawTable(source, header, columns, lines, ',', DecimalStyle.POINT, fingerprint);
  }

  private static void update(MessageDigest digest, List<String> cells) {
    for (String cell : cells) {
      digest.update(cell.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
  }

  /** What messages call the table: the file's path as given. */
  public String source() {
    return source;
  }

  /** Column names in the order of the file; a column without a name is {@code unnamed_POSITION}. */
  public List<String> header() {
    return header;
  }

  /** Number of rows, without the header. */
  public int rows() {
    return lines.length;
  }

  /** Position of a column, or −1 if there is none of this name. */
  public int position(String name) {
    return positions.getOrDefault(name, -1);
  }

  /** The text of a cell; surrounding blanks are gone unless they were quoted. */
  public String cell(int row, int column) {
    return columns.get(column).get(row);
  }

  /** The line of the file, from 1, on which a row begins. */
  public int line(int row) {
    return lines[row];
  }

  /** The character that separated the cells. */
  public char delimiter() {
    return delimiter;
  }

  /** How decimals are written. */
  public DecimalStyle decimal() {
    return decimal;
  }

  /** SHA-256 of the file's bytes, as 64 hexadecimal digits. */
  public String fingerprint() {
    return fingerprint;
  }

  TextColumn column(int position) {
    return columns.get(position);
  }
}
