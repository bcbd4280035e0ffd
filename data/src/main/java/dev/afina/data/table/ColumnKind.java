package dev.afina.data.table;

/** What the cells of a column are. */
public enum ColumnKind {
  /** Numbers; the rest, if any, is missing. */
  NUMBER,
  /** Texts that repeat, booleans among them. */
  CATEGORY,
  /** Dates, with or without a time of day. */
  DATE
}
