package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit fills it in
  private Path folder;

  @Test
  void readsQuotedFieldsWithDelimitersQuotesAndLineBreaks() throws IOException {
    RawTable table = read("name,note\r\n\"a, b\",\"says \"\"hi\"\"\r\ntwice\"\r\nc,\r\n");
    assertThat(table.header()).containsExactly("name", "note");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.cell(0, 0)).isEqualTo("a, b");
    assertThat(table.cell(0, 1)).isEqualTo("says \"hi\"\r\ntwice");
    assertThat(table.cell(1, 1)).isEmpty();
  }

  @Test
  void countsPhysicalLinesOverQuotedBreaksAndBlankLines() throws IOException {
    RawTable table = read("a,b\n\n1,\"x\ny\nz\"\n   \n2,w\n");
    assertThat(table.line(0)).isEqualTo(3);
    assertThat(table.line(1)).isEqualTo(7);
  }

  @Test
  void namesTheLineOfARowWithTheWrongNumberOfColumns() throws IOException {
    Path file = write("a,b\n1,\"x\ny\"\n2\n3,4\n5,6,7\n");
    assertThatThrownBy(() -> CsvReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file + " line 4 has 1 value, but the header names 2 columns; 1 more row is uneven");
  }

  @Test
  void dropsTheByteOrderMarkAndKeepsUmlauts() throws IOException {
    RawTable table = read("\uFEFFgröße;name\n1;Äpfel\n2;日本\n3;𝄞\n");
    assertThat(table.header()).containsExactly("größe", "name");
    assertThat(table.cell(0, 1)).isEqualTo("Äpfel");
    assertThat(table.cell(1, 1)).isEqualTo("日本");
    assertThat(table.cell(2, 1)).isEqualTo("𝄞");
    assertThat(table.cell(2, 0)).isEqualTo("3");
  }

  @Test
  void ignoresBlanksAroundCellsButNotInQuotes() throws IOException {
    RawTable table = read("a, b , c\n1, x y ,\" z \"\n");
    assertThat(table.header()).containsExactly("a", "b", "c");
    assertThat(table.cell(0, 1)).isEqualTo("x y");
    assertThat(table.cell(0, 2)).isEqualTo(" z ");
  }

  @Test
  void keepsEmptyCellsBetweenTabs() throws IOException {
    RawTable table = read("a\tb\tc\n1\t\t3\n\t\t\n");
    assertThat(table.delimiter()).isEqualTo('\t');
    assertThat(table.cell(0, 1)).isEmpty();
    assertThat(table.cell(0, 2)).isEqualTo("3");
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void namesColumnsWithoutAName() throws IOException {
    assertThat(read(",a\n1,2\n").header()).containsExactly("unnamed_1", "a");
  }

  @Test
  void refusesFilesThatAreNoTable() throws IOException {
    assertRefused("", " is empty, expected column names and rows");
    assertRefused("\n\n", " is empty, expected column names and rows");
    assertRefused("a,b\n", " has column names, but no rows below them; expected at least one");
    String twice = " names columns 1 and 3 both \"%s\", expected every column to have its own name";
    assertRefused("a,b,a\n1,2,3\n", twice.formatted("a"));
    assertRefused(
        "1,2,1\n1,2,3\n",
        twice.formatted("1") + "; maybe the line with the column names is missing");
  }

  @Test
  void refusesAQuoteThatIsNotClosedByItsLine() throws IOException {
    Path file = write("a,b\n1,2\n3,\"x\n4,5\n");
    assertThatThrownBy(() -> CsvReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + " line 3 cannot be read")
        .hasMessageEndingWith("maybe a quote is not closed");
  }

  @Test
  void refusesBinaryFiles() throws IOException {
    assertRefused("a,b\n1,\0002\n".getBytes(StandardCharsets.UTF_8), "is a binary file");
    assertRefused(new byte[] {'P', 'K', 3, 4, 20, 0}, "an Excel workbook");
    assertRefused("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16), "is UTF-16 text");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(packed.toByteArray(), "packed with gzip; unpack it first");
  }

  @Test
  void namesTheLineOfBytesThatAreNotUtf8() throws IOException {
    byte[] latin =
        ("a,b\n" + "1,2\n".repeat(40_000) + "3,ä\n").getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(latin, "is not UTF-8 text: line 40002 holds bytes");
  }

  @Test
  void refusesMissingFilesAndFolders() {
    assertThatThrownBy(() -> CsvReader.read(folder.resolve("none.csv")))
        .hasMessage(folder.resolve("none.csv") + " does not exist; check the path");
    assertThatThrownBy(() -> CsvReader.read(folder))
        .hasMessage(folder + " is a folder, expected a CSV file");
  }

  @Test
  void believesTheFormatItIsGiven() throws IOException {
    Path file = write("a;b|c\n1.234;x|y\n");
    RawTable table =
        CsvReader.read(file, CsvFormat.detect().withDelimiter('|').withDecimal(DecimalStyle.COMMA));
    assertThat(table.header()).containsExactly("a;b", "c");
    assertThat(table.decimal()).isEqualTo(DecimalStyle.COMMA);
    assertThatThrownBy(() -> CsvFormat.detect().withDelimiter('x'))
        .hasMessageStartingWith("delimiter 'x' cannot separate cells");
  }

  @Test
  void fingerprintsTheBytesOfTheFile() throws IOException {
    String one = read("a,b\n1,2\n").fingerprint();
    assertThat(one).hasSize(64).isEqualTo(read("a,b\n1,2\n").fingerprint());
    assertThat(read("a,b\n1,3\n").fingerprint()).isNotEqualTo(one);
  }

  private void assertRefused(String text, String complaint) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> CsvReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + complaint);
  }

  private void assertRefused(byte[] bytes, String complaint) throws IOException {
    Path file = Files.write(folder.resolve("refused.csv"), bytes);
    assertThatThrownBy(() -> CsvReader.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(complaint);
  }

  private RawTable read(String text) throws IOException {
    return CsvReader.read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }
}
