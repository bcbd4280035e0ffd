package dev.afina.cli.look;

import static dev.afina.cli.Ran.afina;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.cli.Ran;
import dev.afina.core.storage.Storage;
import dev.afina.core.study.Study;
import dev.afina.core.trial.Trial;
import dev.afina.storage.SqliteStorage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code afina importance} and {@code afina plot} over a real database. */
class PlotTest {

  @TempDir static Path folder;
  private static String url = "";

  @BeforeAll
  static void makeStudies() {
    Path file = StoredStudies.make(folder);
    StoredStudies.addRungs(file);
    url = StoredStudies.url(file);
    try (Storage storage = SqliteStorage.open(file)) {
      Study study = Study.named("bowl").minimize("loss").storage(storage).seed(1).create();
      for (int i = 0; i < 30; i++) {
        Trial trial = study.ask();
        double x = trial.suggestDouble("x", -1, 1);
        double y = trial.suggestDouble("y", -1, 1);
        trial.suggestCategorical("kind", "plain", "fancy");
        study.tell(trial, x * x + 0.01 * y);
      }
    }
  }

  private static Ran look(String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.addAll(List.of("--storage", url));
    return afina(args.toArray(String[]::new));
  }

  @Test
  void importanceIsATable() {
    Ran ran = look("importance bowl");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines()).hasSize(4);
    assertThat(ran.out()).startsWith("parameter  importance\n");
    assertThat(ran.out().lines().skip(1).map(line -> line.replaceAll(" .*", "")))
        .containsExactlyInAnyOrder("x", "y", "kind");
  }

  @Test
  void importanceIsJsonAndCsvToo() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(look("importance bowl --evaluator fanova --format json").out());

    assertThat(json.get("evaluator").asText()).isEqualTo("fanova");
    assertThat(json.get("trials").asInt()).isEqualTo(30);
    assertThat(json.get("importances").get(0).get("parameter").asText()).isEqualTo("x");
    assertThat(json.get("importances").get(0).get("importance").asDouble()).isBetween(0.5, 1.0);
    assertThat(look("importance bowl --format csv").out().lines())
        .hasSize(4)
        .first()
        .isEqualTo("parameter,importance");
  }

  @Test
  void svgIsWrittenAsAFile(@TempDir Path out) {
    Path file = out.resolve("bowl.svg");

    Ran ran = look("plot contour bowl --params x,y --out " + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("afina: wrote " + file + "\n");
    assertThat(file).content().startsWith("<svg ").contains("Contour: x and y", ">bowl<");
  }

  @Test
  void pngIsTwiceAsWideAsItsUnits(@TempDir Path out) throws IOException {
    Path file = out.resolve("bowl.PNG");

    Ran ran = look("plot importance bowl --width 500 --out " + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    BufferedImage image = Objects.requireNonNull(ImageIO.read(file.toFile()));
    assertThat(image.getWidth()).isEqualTo(1000);
  }

  @Test
  void surrogatesAreDrawnOverOneParameter(@TempDir Path out) {
    Path file = out.resolve("gp.svg");

    Ran ran = look("plot surrogate bowl --params x --out " + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(file)
        .content()
        .contains("Gaussian process over x", "log EI", "band of two standard deviations", ">loss<")
        .doesNotContain("NaN");
  }

  @Test
  void rungsAreDrawnOfAStudyThatHasThem(@TempDir Path out) {
    Path file = out.resolve("rungs.svg");

    Ran ran = look("plot rungs rungs --out " + file);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(file).content().contains("Brackets and rungs", "Trials: 2 → 1.", ">set aside<");
  }

  @Test
  void pausedTrialsAreNotCalledRunning() {
    assertThat(look("show rungs").out()).contains(" 3 trials: 1 running, 1 complete, 1 paused\n");
    assertThat(look("trials rungs").out())
        .containsSubsequence("*0  COMPLETE", "1  paused at step 3", "2  RUNNING");
  }

  @Test
  void htmlIsAPageOfOneChart(@TempDir Path out) {
    Path file = out.resolve("bowl.html");

    assertThat(look("plot slice bowl --out " + file).code()).isZero();
    assertThat(file).content().startsWith("<!DOCTYPE html>").contains("\"kind\":\"slice\"");
  }

  @ParameterizedTest
  @CsvSource({
    "histroy bowl, x.svg, there is no plot of kind \"histroy\"; maybe you meant history;",
    "history bowl, x.pgn, '.html, .svg, .png, which say what to write; maybe you meant .png'",
    "history bwol, x.svg, there is no study \"bwol\" in ",
    "slice bowl --params x.svg, x.svg, 'study \"bowl\" has no parameter \"x.svg\"; it has x, y,'",
    "slice bowl --params knid, x.svg, maybe you meant kind; it has x",
    "contour bowl --params x, x.svg, '1 parameters given, but a plot of kind contour takes two'",
    "'contour bowl --params x,x', x.svg, a parameter is named twice",
    "surrogate bowl, x.svg, 'a surrogate is drawn over one parameter, not 0; name it by --params'",
    "surrogate bowl --params kind, x.svg, 'parameter \"kind\" is categorical; expected a number'",
    "edf bowl --params x, x.svg, a plot of kind edf takes no parameters",
    "history bowl --objective 1, x.svg, objective 1 does not exist; study \"bowl\" has 1",
    "history bowl --width 5, x.svg, width 5 is not between 300 and 4000",
    "importance bowl --evaluator fanvoa, x.svg, maybe you meant fanova; expected one of",
    "pareto bowl, x.html, 'nothing to plot as pareto: a Pareto front needs two objectives'",
    "rungs bowl, x.svg, 'study \"bowl\" has nothing to plot as rungs: its trials were not run by'",
    "history new, x.png, 'study \"new\" has nothing to plot as history: no trial has ended'",
    "contour two, x.svg, a contour plot needs complete trials with two parameters",
  })
  void wrongRequestsGetOneSentenceAndNoFile(
      String line, String file, String sentence, @TempDir Path out) throws IOException {
    Ran ran = look("plot " + line + " --out " + out.resolve(file));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("afina: ").contains(sentence).hasLineCount(1);
    try (var files = Files.list(out)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void importanceOfNothingIsSaid() {
    assertThat(look("importance new").err())
        .isEqualTo(
            "afina: study \"new\" has no importances: no trial is complete yet, so no importance"
                + " can be told\n");
    assertThat(look("importance new").code()).isEqualTo(2);
    assertThat(look("importance two --objective 2").code()).isEqualTo(2);
    assertThat(look("report bowl --importance x --out " + folder.resolve("r.html")).err())
        .contains("there is no importance evaluator \"x\"");
  }
}
