package dev.afina.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.data.DataException;
import dev.afina.data.Split;
import dev.afina.data.TaskType;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableProblemTest {

  @ParameterizedTest
  @CsvSource({
    "a|b, 30, CLASSIFICATION",
    "true|false, 30, CLASSIFICATION",
    "0|1, 30, CLASSIFICATION",
    "0.0|1.0, 30, CLASSIFICATION",
    "0.5|1.0, 30, REGRESSION",
    "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20, 40, CLASSIFICATION",
    "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21, 63, REGRESSION",
    "1|2|3|4|5|6|7|8, 15, REGRESSION",
  })
  void letsTheTargetDecideTheTask(String values, int rows, TaskType expected) {
    String[] cycle = values.split("\\|");
    TableProblem problem = problem(rows, i -> cycle[i % cycle.length], Optional.empty());
    assertThat(problem.task()).isEqualTo(expected);
  }

  @Test
  void believesTheTaskItIsGiven() {
    assertThat(problem(30, i -> "" + i % 2, Optional.of(TaskType.REGRESSION)).task())
        .isEqualTo(TaskType.REGRESSION);
    TableProblem halves = problem(30, i -> i % 3 / 2.0 + "", Optional.of(TaskType.CLASSIFICATION));
    assertThat(halves.classes()).containsExactly("0.0", "0.5", "1.0");
  }

  @Test
  void ordersNumericLabelsByValueAndKeepsTheirText() {
    String[] labels = {"10", "9", "2.0", "2"};
    TableProblem problem = problem(40, i -> labels[i % 4], Optional.empty());
    assertThat(problem.classes()).containsExactly("2.0", "9", "10");
    assertThat(problem.balance().orElseThrow().counts()).containsExactly(20, 10, 10);
  }

  @Test
  void leavesOutRowsWithoutATargetAndSaysSo() {
    TableProblem problem = problem(30, i -> i % 10 == 4 ? "" : i % 2 + "", Optional.empty());
    assertThat(problem.rows()).hasSize(27).doesNotContain(4, 14, 24);
    assertThat(problem.rowsWithoutTarget()).isEqualTo(3);
    assertThat(problem.warnings()).contains("3 rows without a value in \"y\" are left out");
    Split split = problem.split(1, 0.2, 0.2);
    assertThat(split.size()).isEqualTo(27);
    assertThat(split.train()).doesNotContain(4, 14, 24);
  }

  @Test
  void reportsImbalance() {
    TableProblem problem = problem(40, i -> i % 10 == 0 ? "rare" : "common", Optional.empty());
    assertThat(problem.warnings())
        .containsExactly(
            "classes are imbalanced: \"common\" has 36 rows, 9.0 times as many as \"rare\" with 4;"
                + " balanced class weights may help");
  }

  @Test
  void namesTheNearestColumn() {
    RawTable raw = table(10, i -> i % 2 + "");
    assertThatThrownBy(() -> TableProblem.analyze(raw, "X"))
        .isInstanceOf(DataException.class)
        .hasMessage("test has no column \"X\"; maybe \"x\" is meant");
    assertThat(NearestName.of("digits", List.of("pixel", "digit", "dig"))).contains("digit");
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void refusesTargetsThatCannotBeLearned() {
    assertRefused(i -> "same", "has one class, \"same\"; expected at least two");
    assertRefused(i -> "1", "has one class, \"1\"; expected at least two");
    assertRefused(i -> "1.5", "is 1.5 in every row, expected values that differ");
    assertRefused(
        i -> i == 7 ? "c" : i % 2 == 0 ? "a" : "b",
        "class \"c\" of the target column \"y\" has a single row, line 9");
    assertRefused(i -> "", "column \"y\" has no value in any of 30 rows");
    assertRefused(i -> "2024-01-0" + (1 + i % 3), "holds dates");
    assertRefused(
        i -> i == 3 ? "oops" : i + 0.5 + "",
        "test line 5: \"oops\" in column \"y\" is not a number");
    assertThatThrownBy(() -> problem(30, i -> "a" + i % 2, Optional.of(TaskType.REGRESSION)))
        .hasMessageContaining("holds text, expected numbers for a regression");
    assertThatThrownBy(() -> problem(30, i -> i + ".5", Optional.of(TaskType.CLASSIFICATION)))
        .hasMessageContaining("(one of 30 such classes)")
        .hasMessageEndingWith("maybe the task is a regression");
  }

  @Test
  void keepsACountAsTheOnlyFeatureButNotAnIdentifier() {
    List<List<String>> rows =
        IntStream.range(0, 30).mapToObj(i -> List.of("" + i, 2.5 * i + "")).toList();
    TableProblem line = TableProblem.analyze(RawTable.of("line", List.of("x", "y"), rows), "y");
    assertThat(line.features()).extracting(ColumnProfile::name).containsExactly("x");
    RawTable ids = RawTable.of("ids", List.of("id", "y"), rows);
    assertThatThrownBy(() -> TableProblem.analyze(ids, "y"))
        .hasMessage(
            "ids has no column to learn from besides the target; left out are \"id\" (only numbers"
                + " the rows)");
  }

  @Test
  void splitsTheSameForTheSameSeed() {
    TableProblem problem = problem(60, i -> i % 3 + "", Optional.empty());
    assertThat(problem.split(7, 0.2, 0.2).train())
        .containsExactly(problem.split(7, 0.2, 0.2).train());
    assertThat(problem.split(8, 0.2, 0.2).train()).isNotEqualTo(problem.split(7, 0.2, 0.2).train());
  }

  @Test
  void tellsAPersonWhatItFound() {
    List<List<String>> rows =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    List.of(
                        i + 1 + "",
                        "person " + i,
                        i % 8 == 0 ? "" : i * 1.5 + "",
                        i % 3 == 0 ? "red" : "blue",
                        "1999-01-%02d".formatted(i % 28 + 1),
                        i % 2 == 0 ? "no" : "yes"))
            .toList();
    RawTable raw =
        RawTable.of("people.csv", List.of("id", "name", "size", "color", "born", "paid"), rows);
    assertThat(TableProblem.analyze(raw, "paid").summary())
        .containsExactly(
            "Data      people.csv: 40 rows, 6 columns, comma-separated, decimal point",
            "Target    paid: classification into 2 classes, no (20), yes (20)",
            "Features  1 number; 1 category: color (2 values); 1 date: born",
            "Left out  id: only numbers the rows",
            "Left out  name: text that differs in nearly every row",
            "Missing   size 5 (12.5 %); filled in and flagged");
  }

  @Test
  void givesTheFeaturesAsATypedTable() {
    Table table = problem(30, i -> i % 2 + "", Optional.empty()).table();
    assertThat(table.rows()).isEqualTo(30);
    assertThat(table.column("x")).isInstanceOf(Column.Numeric.class);
    assertThatThrownBy(() -> table.column("z")).hasMessageContaining("no column \"z\"");
  }

  private static void assertRefused(IntFunction<String> target, String complaint) {
    assertThatThrownBy(() -> problem(30, target, Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(complaint);
  }

  private static TableProblem problem(
      int rows, IntFunction<String> target, Optional<TaskType> task) {
    return TableProblem.analyze(table(rows, target), "y", task);
  }

  private static RawTable table(int rows, IntFunction<String> target) {
    return RawTable.of(
        "test",
        List.of("x", "y"),
        IntStream.range(0, rows).mapToObj(i -> List.of(i * i + ".5", target.apply(i))).toList());
  }
}
