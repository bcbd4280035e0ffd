package dev.afina.cli.look;

import static dev.afina.cli.Ran.afina;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The looking commands over a real database. */
class LookTest {

  @TempDir static Path folder;
  private static String url = "";

  @BeforeAll
  static void makeStudies() {
    url = StoredStudies.url(StoredStudies.make(folder));
  }

  private static Ran look(String line) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.addAll(List.of("--storage", url));
    return afina(args.toArray(String[]::new));
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertThat(ran.code()).as(ran.err()).isZero();
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void studiesAreListedWithTheirBestValue() {
    Ran studies = look("studies");

    assertThat(studies.code()).isZero();
    assertThat(studies.err()).isEmpty();
    assertThat(studies.out().lines().map(line -> line.replaceAll(" +20..-.*", "")))
        .containsExactly(
            "study   objective                      trials  best                          last"
                + " activity",
            "digits  maximize accuracy              4       0.9375",
            "two     minimize time, minimize error  3       2 trials, none better in all",
            "new     minimize loss                  0");
  }

  @Test
  void showTellsWhatAStudyIsAndHowFar() {
    Ran show = look("show digits");

    assertThat(show.code()).isZero();
    assertThat(show.out())
        .startsWith("study digits\n")
        .containsSubsequence(
            "  storage  ",
            "  objective  ",
            "maximize accuracy\n",
            "  seed  ",
            " 7\n",
            "  sampler  ",
            " auto\n",
            "  pruner  ",
            " median\n",
            "  trials  ",
            " 4 trials: 2 complete, 1 pruned, 1 failed\n",
            "\nparameters\n",
            "  lr         0",
            "  layers     0..4\n",
            "  optimizer  [adam, sgd]\n",
            "\nattributes\n  data  digits.csv\n",
            "\nbest trial 1, value 0.9375\n",
            "  lr         0.0625\n");
  }

  @Test
  void showOfAnEmptyStudyEndsBeforeItsTrials() {
    assertThat(look("show new").out()).contains(" 0 trials\n").doesNotContain("best");
  }

  @Test
  void bestPrintsOneJsonObject() throws IOException {
    JsonNode best = json(look("best digits --format json"));

    assertThat(best.isObject()).isTrue();
    assertThat(best.get("study").asText()).isEqualTo("digits");
    assertThat(best.get("number").asInt()).isEqualTo(1);
    assertThat(best.get("value").asDouble()).isEqualTo(0.9375);
    assertThat(best.get("state").asText()).isEqualTo("COMPLETE");
    assertThat(best.get("params"))
        .hasToString("{\"lr\":0.0625,\"layers\":2,\"optimizer\":\"adam\"}");
    assertThat(best.get("user_attributes")).hasToString("{\"epochs\":5}");
    Duration between =
        Duration.between(
            Instant.parse(best.get("datetime_start").asText()),
            Instant.parse(best.get("datetime_complete").asText()));
    assertThat(best.get("duration_seconds").asDouble()).isEqualTo(between.toNanos() / 1e9);
  }

  @Test
  void bestOfSeveralObjectivesIsAnArrayOfTheFront() throws IOException {
    JsonNode front = json(look("best two --format json"));

    assertThat(front.isArray()).isTrue();
    assertThat(front.findValuesAsText("number")).containsExactly("0", "1");
    assertThat(front.get(1).get("values").get(0).asDouble()).isEqualTo(4);
    assertThat(front.get(1).get("values").get(1).asDouble()).isEqualTo(1);
  }

  @Test
  void bestReadsWellAsText() {
    assertThat(look("best digits").out())
        .contains("best trial 1, value 0.9375\n  lr         0.0625\n  layers     2\n");
  }

  @Test
  void bestNeedsACompleteTrial() {
    Ran best = look("best new");

    assertThat(best.code()).isEqualTo(2);
    assertThat(best.err())
        .isEqualTo(
            "afina: study \"new\" has no complete and feasible trial yet (0 trials); run more"
                + " trials\n");
  }

  @Test
  void trialsComeAsTableCsvAndJson() throws IOException {
    assertThat(look("trials digits").out().lines().skip(2))
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).containsSubsequence("*1", "COMPLETE", "0.9375"))
        .anySatisfy(line -> assertThat(line).containsSubsequence("2", "FAIL", "became NaN"));
    assertThat(look("trials digits --format csv").out().lines())
        .hasSize(5)
        .first()
        .asString()
        .startsWith("number,state,value,");
    JsonNode trials = json(look("trials digits --format json"));
    assertThat(trials.findValuesAsText("state"))
        .containsExactly("COMPLETE", "COMPLETE", "FAIL", "PRUNED");
  }

  @Test
  void reportIsWrittenAsAFile(@TempDir Path out) {
    Path file = out.resolve("report.html");

    Ran report = look("report digits --out " + file);

    assertThat(report.code()).as(report.err()).isZero();
    assertThat(report.out()).isEmpty();
    assertThat(report.err()).isEqualTo("afina: wrote " + file + "\n");
    assertThat(file).content().containsIgnoringCase("<!doctype html").contains("digits");
  }

  @Test
  void reportThatCannotBeWrittenIsSaid(@TempDir Path out) {
    Ran report = look("report digits --out " + out.resolve("none").resolve("report.html"));

    assertThat(report.code()).isEqualTo(2);
    assertThat(report.err()).startsWith("afina: ").contains("report.html").hasLineCount(1);
  }

  @Test
  void unknownStudiesAreAnsweredWithTheKnownOnes() {
    Ran show = look("show digit");

    assertThat(show.code()).isEqualTo(2);
    assertThat(show.err())
        .isEqualTo(
            ("afina: there is no study \"digit\" in %s; maybe you meant digits; it holds digits,"
                    + " two, new\n")
                .formatted(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"studies", "show digits", "trials digits", "best digits", "report x --out y.html"})
  void lookingMakesNoDatabase(String line, @TempDir Path empty) {
    Path file = empty.resolve("none.db");
    Ran ran = afina((line + " --storage sqlite:///" + file).split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("afina: there is no database ").hasLineCount(1);
    assertThat(empty).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "afina.db, malformed",
    "sqlite:/afina.db, malformed",
    "sqlite://afina.db, malformed",
    "oracle:///x, oracle",
  })
  void malformedUrlsAreNamed(String wrong, String word) {
    Ran ran = afina("studies", "--storage", wrong);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("afina: ").contains(word, wrong).hasLineCount(1);
  }

  @Test
  void otherFilesAreRefusedAndLeftAlone(@TempDir Path other) throws IOException {
    Path file = Files.writeString(other.resolve("notes.db"), "not a database".repeat(100));

    Ran ran = afina("studies", "--storage", StoredStudies.url(file));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("afina: ").contains("notes.db").hasLineCount(1);
    assertThat(file).hasContent("not a database".repeat(100));
  }

  @Test
  void controlCharactersOfAStudyNeverReachTheTerminal() {
    assertThat(Values.list(java.util.Map.of("a\u001b[31m", "b\u0007")))
        .doesNotContain("\u001b", "\u0007");
  }
}
