package dev.afina.data.table;

import dev.afina.data.DataException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Typed columns of the same length. Immutable, but for the arrays inside the columns, which must
 * not be written to.
 *
 * @param columns in the order of the file
 */
public record Table(List<Column> columns) {

  /** Copies the list and checks that all columns have the same number of rows. */
  public Table {
    columns = List.copyOf(columns);
    for (Column column : columns) {
      if (column.size() != columns.get(0).size()) {
        throw new IllegalArgumentException(
            "column \"%s\" has %d rows, but \"%s\" has %d; expected the same number"
                .formatted(
                    column.name(), column.size(), columns.get(0).name(), columns.get(0).size()));
      }
    }
  }

  /** Number of rows. */
  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  /**
   * The column of this name.
   *
   * @throws DataException if there is none
   */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw new DataException(
        "the table has no column \"%s\", expected one of %s"
            .formatted(name, columns.stream().map(Column::name).collect(Collectors.joining(", "))));
  }
}
