package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.data.DataException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnAnalysisTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1|2.5|-3e2, NUMBER",
        "1|NA|?|2||null, NUMBER",
        "1|none|--|2, NUMBER",
        "true|false|true, CATEGORY",
        "a|b|a, CATEGORY",
        "2024-01-01|2024-02-29 10:00|NA, DATE",
        "31.12.2024|01.02.2024, DATE",
        "13/02/2024|01/02/2024, DATE",
        "02/13/2024|01/02/2024, DATE",
        "01/02/2024|02/01/2024, CATEGORY",
        "2024-01-01|2024-02-30, CATEGORY",
        "1|2|x|3, CATEGORY",
      })
  void tellsWhatCellsAre(String cells, ColumnKind expected) {
    assertThat(profile("c", List.of(cells.split("\\|", -1))).kind()).isEqualTo(expected);
  }

  @Test
  void countsNoneAsAnOrdinaryTextAndAsAMissingNumber() {
    assertThat(profile("c", List.of("none", "some", "none")).missing()).isZero();
    assertThat(profile("c", List.of("none", "1", "2", "")).missing()).isEqualTo(2);
  }

  @Test
  void takesAFewTextsAmongManyNumbersForMissing() {
    ColumnProfile profile = profile("c", cells(100, i -> i % 25 == 3 ? "unknown" : i + ".5"));
    assertThat(profile.kind()).isEqualTo(ColumnKind.NUMBER);
    assertThat(profile.missing()).isEqualTo(4);
    assertThat(profile.alsoMissing()).containsExactly("unknown");
    assertThat(profile("c", cells(100, i -> i % 10 == 3 ? "unknown" : i + ".5")).kind())
        .isEqualTo(ColumnKind.CATEGORY);
  }

  @ParameterizedTest
  @CsvSource({
    "id, 17, 3, ROW_NUMBER",
    "PassengerId, 1, 1, ROW_NUMBER",
    "customer_id, 100, -1, IDENTIFIER",
    "unnamed_1, 0, 1, ROW_NUMBER",
    "Unnamed: 0, 0, 1, ROW_NUMBER",
    "x, 0, 1, ROW_NUMBER",
    "x, 1, 1, ROW_NUMBER",
    "x, 5, 1, ",
    "x, 0, 2, ",
    "year, 1, 1, ",
    "t, 0, 1, ",
    "humid, 3, 2, ",
    "paid, 3, -2, ",
  })
  void leavesOutWhatOnlyNumbersTheRows(String name, int start, int step, LeftOut expected) {
    ColumnProfile profile = profile(name, cells(30, i -> Integer.toString(start + step * i)));
    assertThat(profile.leftOut()).isEqualTo(expected);
  }

  @Test
  void keepsIdentifiersThatRepeatAndNumbersWithFractions() {
    assertThat(profile("store_id", cells(30, i -> Integer.toString(i % 7))).isFeature()).isTrue();
    assertThat(profile("id", cells(30, i -> i + ".5")).isFeature()).isTrue();
    assertThat(profile("x", cells(9, Integer::toString)).isFeature()).isTrue();
  }

  @Test
  void leavesOutConstantsAndFreeText() {
    assertThat(profile("c", cells(20, i -> "5")).leftOut()).isEqualTo(LeftOut.CONSTANT);
    assertThat(profile("c", cells(20, i -> "x")).leftOut()).isEqualTo(LeftOut.CONSTANT);
    assertThat(profile("c", cells(20, i -> "2024-01-01")).leftOut()).isEqualTo(LeftOut.CONSTANT);
    assertThat(profile("c", cells(20, i -> "text " + i)).leftOut()).isEqualTo(LeftOut.FREE_TEXT);
    assertThat(profile("c", cells(20, i -> "text " + i / 3)).leftOut()).isNull();
    assertThat(profile("c", cells(20, i -> i == 3 ? "" : "x")).leftOut()).isNull();
  }

  @Test
  void refusesAColumnWithoutAnyValueUnlessItHasNoName() {
    assertThatThrownBy(() -> profile("empty", List.of("", "NA", "?")))
        .isInstanceOf(DataException.class)
        .hasMessage("test: column \"empty\" has no value in any of 3 rows; remove the column");
    assertThat(profile("unnamed_4", List.of("", "")).leftOut()).isEqualTo(LeftOut.EMPTY);
  }

  private static List<String> cells(int rows, IntFunction<String> cell) {
    return IntStream.range(0, rows).mapToObj(cell).toList();
  }

  private static ColumnProfile profile(String name, List<String> cells) {
    RawTable raw = RawTable.of("test", List.of(name), cells.stream().map(c -> List.of(c)).toList());
    return ColumnAnalysis.of(raw, 0);
  }
}
