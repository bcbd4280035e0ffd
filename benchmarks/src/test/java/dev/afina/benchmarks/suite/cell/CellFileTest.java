package dev.afina.benchmarks.suite.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFileTest {

  @TempDir Path folder;

  private Path path;

  @BeforeEach
  void path() {
    path = folder.resolve("gp.csv");
  }

  private static Cell cell(String problem, int seed, String version, String curve) {
    return new Cell(problem, seed, version, 100, 0.25, 2, Curve.parse(curve));
  }

  @Test
  void keepsCells() throws IOException {
    CellFile file = CellFile.of(folder, "gp");
    assertThat(file.read()).isEmpty();
    Cell first = cell("branin", 0, "a", "1:5 7:0.25");
    Cell second = cell("branin", 1, "a", "");
    file.append(first);
    file.append(second);
    assertThat(CellFile.of(folder, "gp").read().values()).containsExactly(first, second);
    assertThat(Files.readString(path))
        .isEqualTo(
            Cell.HEADER + "\nbranin,0,a,100,0.250000,2,1:5 7:0.25\nbranin,1,a,100,0.250000,2,\n");
    assertThat(CellFile.samplers(folder)).containsExactly("gp");
    assertThat(CellFile.samplers(folder.resolve("none"))).isEmpty();
  }

  @Test
  void forgetsTheLineThatAKilledProcessLeft() throws IOException {
    Cell first = cell("branin", 0, "a", "1:5");
    new CellFile(path).append(first);
    Files.writeString(path, "branin,1,a,100,0.25,0,1:5 7:0.2", StandardOpenOption.APPEND);
    assertThat(new CellFile(path).read().values()).containsExactly(first);
    Cell second = cell("branin", 1, "a", "1:5 7:0.25");
    new CellFile(path).append(second);
    assertThat(new CellFile(path).read().values()).containsExactly(first, second);
    assertThat(Files.readAllLines(path)).hasSize(3);
  }

  @Test
  void beginsAnewWhenOnlyHalfAHeaderIsThere() throws IOException {
    Files.writeString(path, "problem,se");
    Cell cell = cell("branin", 0, "a", "1:5");
    new CellFile(path).append(cell);
    assertThat(Files.readString(path)).startsWith(Cell.HEADER + "\nbranin");
    assertThat(new CellFile(path).read().values()).containsExactly(cell);
  }

  @Test
  void takesTheNewestLineAndDropsOthersWhenCompacted() throws IOException {
    CellFile file = new CellFile(path);
    file.append(cell("levy5", 0, "a", "1:9"));
    file.append(cell("branin", 10, "a", "1:8"));
    file.append(cell("branin", 9, "a", "1:7"));
    file.append(cell("branin", 9, "b", "1:6"));
    assertThat(file.read().get(new Cell.Key("branin", 9))).isEqualTo(cell("branin", 9, "b", "1:6"));
    file.compact(cell -> !cell.problem().equals("levy5"));
    assertThat(Files.readAllLines(path))
        .extracting(line -> line.split(",", -1)[6])
        .containsExactly("curve", "1:6", "1:8");
    file.append(cell("branin", 0, "b", "1:1"));
    assertThat(file.read()).hasSize(3);
  }

  @Test
  void namesTheFileOfALineThatIsNoCell() throws IOException {
    Files.writeString(path, Cell.HEADER + "\nbranin,0,a\n");
    assertThatThrownBy(() -> new CellFile(path).read())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gp.csv has a line that is no cell; delete it")
        .hasMessageContaining("has 3 columns");
    assertThatThrownBy(() -> cell("branin", 0, "1,2", ""))
        .hasMessageContaining("must have no comma");
  }

  @Test
  void readsTheScoreAfterSoManyTrials() {
    Curve curve = Curve.parse("2:5 7:0.25 100:1.5e-7");
    assertThat(curve.scoreAfter(1)).isEmpty();
    assertThat(curve.scoreAfter(2)).hasValue(5);
    assertThat(curve.scoreAfter(99)).hasValue(0.25);
    assertThat(curve.scoreAfter(100)).hasValue(1.5e-7);
    assertThat(curve.first()).hasValue(5);
    assertThat(Curve.parse("").first()).isEmpty();
    assertThatThrownBy(() -> Curve.parse("2;5")).hasMessageContaining("has no colon");
  }

  @Test
  void writesSixDigits() {
    Curve curve =
        new Curve(
            List.of(
                new Curve.Step(1, 1234567.89),
                new Curve.Step(2, -0.123456789),
                new Curve.Step(3, -0.12345678901),
                new Curve.Step(4, 1e-12 / 3)));
    assertThat(curve).hasToString("1:1.23457E+6 2:-0.123457 4:3.33333E-13");
    assertThat(Curve.parse(curve.toString()).scoreAfter(3)).hasValue(-0.123457);
  }
}
