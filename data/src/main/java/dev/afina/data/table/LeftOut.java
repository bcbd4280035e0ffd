package dev.afina.data.table;

/** Why a column is not learned from. */
public enum LeftOut {
  /** Integers that go up from row to row and say nothing else. */
  ROW_NUMBER("only numbers the rows"),
  /** An integer of its own in every row, in a column that is called an identifier. */
  IDENTIFIER("identifies each row"),
  /** Text that is different in nearly every row. */
  FREE_TEXT("text that differs in nearly every row"),
  /** The same value everywhere. */
  CONSTANT("the same value in every row"),
  /** No name and no values, as a delimiter at the end of each line leaves it. */
  EMPTY("no name and no values");

  private final String reason;

  LeftOut(String reason) {
    this.reason = reason;
  }

  /** The reason in words, such as {@code only numbers the rows}. */
  public String reason() {
    return reason;
  }
}
