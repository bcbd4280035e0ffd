package dev.afina.cli.drive;

import static dev.afina.cli.Ran.afina;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A study driven by commands of a script, each a program of its own. */
class DriveTest {

  private static final String SPACE =
      "{x: {low: -1.0, high: 1.0}, n: {low: 1, high: 9}, lr: {low: 1e-5, high: 1e-1, log: true},"
          + " act: [relu, tanh]}";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private String url = "";

  private Ran run(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--storage", url));
    return afina(args.toArray(String[]::new));
  }

  private JsonNode json(String... words) throws IOException {
    Ran ran = run(words);
    assertThat(ran.code()).as(ran.err()).isZero();
    return new ObjectMapper().readTree(ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void asksAndTellsFromAScript(String kind) throws IOException {
    url = kind + ":///" + folder.resolve("studies");
    JsonNode created =
        json("create", "s", "--objective", "maximize:score", "--space", SPACE, "--seed", "7");
    assertThat(created.toString())
        .isEqualTo("{\"study\":\"s\",\"directions\":[\"maximize\"],\"seed\":7}");
    assertThat(run("create", "s").err()).contains("exists already");
    assertThat(
            json("create", "s", "--objective", "maximize", "--skip-if-exists").get("seed").asInt())
        .isEqualTo(7);

    assertThat(json("enqueue", "s", "x=0.5", "act=tanh").get("number").asInt()).isZero();
    JsonNode first = json("ask", "s");
    assertThat(first.get("number").asInt()).isZero();
    assertThat(first.get("params").get("x").asDouble()).isEqualTo(0.5);
    assertThat(first.get("params").get("act").asText()).isEqualTo("tanh");
    assertThat(first.get("params").get("n").isIntegralNumber()).isTrue();
    JsonNode second = json("ask", "s", "--lease", "10m");
    JsonNode third = json("ask", "s");
    JsonNode fourth = json("ask", "s");
    assertThat(second.get("number").asInt()).isEqualTo(1);

    JsonNode told = json("tell", "s", "0", "0.75");
    assertThat(told.get("state").asText()).isEqualTo("COMPLETE");
    assertThat(told.get("params")).isEqualTo(first.get("params"));
    assertThat(json("tell", "s", "1", "--failed", "no memory").get("state").asText())
        .isEqualTo("FAIL");
    assertThat(json("tell", "s", "2", "--pruned").get("state").asText()).isEqualTo("PRUNED");
    assertThat(json("tell", "s", fourth.get("number").asText(), "nan").get("state").asText())
        .isEqualTo("FAIL");
    assertThat(third.get("params")).isNotEqualTo(second.get("params"));

    Ran again = run("tell", "s", "0", "0.5");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("trial 0 has ended as COMPLETE");
    assertThat(json("best", "s", "--format", "json").toString()).contains("0.75");
    assertThat(json("storage", "check").toString())
        .contains("\"trials\":4", "\"complete\":1", "\"fail\":2", "\"pruned\":1", "\"dense\":true");

    assertThat(run("delete", "s").err()).contains("--yes");
    assertThat(json("delete", "s", "--yes").get("trials").asInt()).isEqualTo(4);
    assertThat(run("ask", "s").err()).contains("no study \"s\"", "afina create");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void discardsRestoresAndNotesTrials(String kind) throws IOException {
    url = kind + ":///" + folder.resolve("studies");
    json("create", "s", "--space", SPACE);
    for (String value : List.of("0.5", "0.25", "0.75")) {
      json("ask", "s");
      json("tell", "s", value.equals("0.5") ? "0" : value.equals("0.25") ? "1" : "2", value);
    }
    assertThat(json("discard", "s", "1", "--reason", "wrong data").toString())
        .contains("\"number\":1", "\"state\":\"FAIL\"", "\"values\":[]", "\"discarded\":true");
    assertThat(json("best", "s", "--format", "json").get("number").asInt()).isZero();
    assertThat(run("trials", "s", "--format", "csv").out()).contains("discarded: wrong data");
    assertThat(run("show", "s").out()).contains("(1 of them discarded)");
    assertThat(json("note", "s", "1", "checked=true", "owner=ada").toString())
        .isEqualTo("{\"number\":1,\"user_attributes\":{\"checked\":true,\"owner\":\"ada\"}}");
    assertThat(json("discard", "s", "1", "--restore").toString()).contains("0.25", "COMPLETE");
    assertThat(json("best", "s", "--format", "json").get("number").asInt()).isEqualTo(1);
    assertThat(run("discard", "s", "9").err()).contains("no trial 9");
    assertThat(run("note", "s", "1", "checked").err()).contains("NAME=VALUE", "checked=true");
    json("ask", "s");
    assertThat(run("discard", "s", "3").err()).contains("RUNNING", "end it first");
  }

  @Test
  void copiesAStudyIntoAJournalAndBack() throws IOException {
    url = "sqlite:///" + folder.resolve("a.db");
    json("create", "s", "--space", SPACE);
    json("ask", "s");
    json("tell", "s", "0", "0.5");
    String journal = "journal:///" + folder.resolve("s.jsonl");

    assertThat(json("storage", "copy", "--to", journal).get("trials").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("s.jsonl")))
        .allMatch(line -> line.startsWith("{"));

    url = journal;
    String other = "sqlite:///" + folder.resolve("b.db");
    json("storage", "copy", "--to", other, "--study", "s", "--as", "t");
    url = other;
    assertThat(json("best", "t", "--format", "json").toString()).contains("0.5");
    assertThat(run("storage", "copy", "--to", other).err()).contains("onto itself");
    assertThat(run("storage", "copy", "--to", journal, "--study", "u").err()).contains("\"u\"");
  }

  @Test
  void namesAndTakesOutGarbageOfAJournal() throws IOException {
    Path file = folder.resolve("s.log");
    url = "journal:///" + file;
    json("create", "s", "--space", SPACE);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add(1, "garbage");
    Files.write(file, lines);
    assertThat(run("storage", "check").err()).contains("line 2", "afina storage repair");
    assertThat(json("storage", "repair").toString()).isEqualTo("{\"removed_lines\":[2]}");
    assertThat(run("storage", "check").code()).isZero();
  }

  @Test
  void upgradesWhatIsNewAlready() throws IOException {
    url = "sqlite:///" + folder.resolve("a.db");
    json("create", "s");
    assertThat(json("storage", "upgrade").get("from").asText()).isEqualTo("v3.2.0.a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create t --objective best|direction \"best\" is unknown",
        "create t --space {x:{low:1}}|parameter \"x\"",
        "create t --space {\"x\":{\"low\":1,\"high\":2,\"lgo\":true}}|lgo is not known",
        "create t --space nowhere.yaml|there is no file nowhere.yaml",
        "create t --sampler none|unknown sampler",
        "enqueue s x|no value to a parameter",
        "enqueue s|no values to enqueue",
        "enqueue s --params [1]|no JSON object",
        "ask s --lease soon|no time span",
        "ask s|without a search space",
        "tell s 0|either with values",
        "tell s 0 0.5 --pruned|either with values",
        "tell s 0 much|value \"much\" is no number",
        "tell s 9 0.5|no trial 9",
        "tell s 0 0.5|trial 0 waits",
        "tell s 0 0.5 0.5|1 objective",
        "storage repair|only journals",
      })
  void refusesWhatCannotBeDone(String line, String part) {
    url = "sqlite:///" + folder.resolve("a.db");
    run("create", "s");
    run("enqueue", "s", "x=1");
    Ran ran = run(line.split(" "));
    assertThat(ran.code()).as(ran.out()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(part).hasLineCount(1);
  }

  @Test
  void asksWhichOfTheStorageCommandsIsMeant() {
    assertThat(afina("storage").err()).contains("a command is missing: check, upgrade");
    assertThat(afina("storage").code()).isEqualTo(2);
    assertThat(afina("storage", "chekc").err()).contains("maybe you meant check");
  }

  @Test
  void printsNoPassword() {
    url = "postgresql://me:s3cret@127.0.0.1:1/db";
    Ran ran = run("ask", "s");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("cannot be reached").doesNotContain("s3cret");
  }
}
