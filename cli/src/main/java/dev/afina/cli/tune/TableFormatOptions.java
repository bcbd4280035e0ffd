package dev.afina.cli.tune;

import dev.afina.data.table.CsvFormat;
import dev.afina.data.table.DecimalStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a table is written, to be mixed into a command. */
final class TableFormatOptions {

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "What separates the table's columns (default: detected).")
  private @Nullable Character delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "STYLE",
      description = "How the table writes decimals: point or comma (default: detected).")
  private @Nullable DecimalStyle decimal;

  /** Refuses these options where no table is read. */
  void refuseBeside(String option) {
    if (delimiter != null || decimal != null) {
      throw new IllegalArgumentException(
          "%s says how a table is written, but %s gives images; drop it"
              .formatted(delimiter != null ? "--delimiter" : "--decimal", option));
    }
  }

  CsvFormat format() {
    CsvFormat format = CsvFormat.detect();
    format = delimiter == null ? format : format.withDelimiter(delimiter);
    return decimal == null ? format : format.withDecimal(decimal);
  }
}
