package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

class CsvPropertyTest {

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(
      @ForAll("tables") List<List<String>> rows, @ForAll("delimiters") char delimiter)
      throws IOException {
    StringWriter text = new StringWriter();
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setQuoteMode(QuoteMode.ALL).get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecord("first", "second", "third");
      printer.printRecords(rows);
    }
    RawTable table = read(text.toString());
    assertThat(table.delimiter()).isEqualTo(delimiter);
    assertThat(table.rows()).isEqualTo(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < 3; column++) {
        assertThat(table.cell(row, column)).isEqualTo(rows.get(row).get(column));
      }
    }
  }

  @Property(tries = 200)
  void delimiterAndDecimalStyleAreDetected(
      @ForAll("delimiters") char delimiter,
      @ForAll DecimalStyle style,
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = -1e6, max = 1e6) Double> numbers,
      @ForAll @IntRange(min = 1, max = 5) int columns)
      throws IOException {
    StringBuilder text = new StringBuilder("n0");
    for (int c = 1; c <= columns; c++) {
      text.append(delimiter).append("column ").append(c);
    }
    List<Double> written = new ArrayList<>();
    for (double number : numbers) {
      // Four decimals can be no group of three digits, so the style can be told.
      String cell = String.format(Locale.ROOT, "%.4f", number);
      written.add(Double.parseDouble(cell));
      text.append("\n\"").append(cell.replace('.', style.mark())).append('"');
      for (int c = 1; c <= columns; c++) {
        text.append(delimiter).append(c % 2 == 0 ? "x" : "12");
      }
    }
    RawTable table = read(text.toString());
    assertThat(table.delimiter()).isEqualTo(delimiter);
    assertThat(table.decimal()).isEqualTo(style);
    for (int row = 0; row < written.size(); row++) {
      assertThat(table.column(0).number(row, style)).isEqualTo(written.get(row));
    }
  }

  @Property(tries = 100)
  void semicolonFilesWithUnquotedDecimalCommasAreDetected(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 99) Integer> cents) throws IOException {
    StringBuilder text = new StringBuilder("price;weight;shop");
    cents.forEach(c -> text.append("\n%d,%02d;0,5;x".formatted(c, c)));
    RawTable table = read(text.toString());
    assertThat(table.delimiter()).isEqualTo(';');
    assertThat(table.decimal()).isEqualTo(DecimalStyle.COMMA);
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cell =
        Arbitraries.strings()
            .withChars("ab ,;|\t\"'\n\r1.äß€𝄞".toCharArray())
            .ofMaxLength(8)
            .filter(CsvPropertyTest::hasNoLoneSurrogate);
    return cell.list().ofSize(3).list().ofMinSize(1).ofMaxSize(20);
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(',', ';', '\t', '|');
  }

  private static boolean hasNoLoneSurrogate(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static RawTable read(String text) throws IOException {
    Path file = Files.createTempFile("afina", ".csv");
    try {
      Files.writeString(file, text);
      return CsvReader.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
