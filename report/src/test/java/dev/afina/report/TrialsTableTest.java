package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialState;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrialsTableTest {

  private static final StudyRecord ONE = SampleStudies.study("one", Direction.MINIMIZE);
  private static final String NASTY = "a \"quoted\", word\r\nand a line; ünïcode 🦉";

  private static FrozenTrial nasty() {
    SearchSpace space =
        SearchSpace.builder()
            .logUniform("lr, \"raw\"", 1e-5, 1)
            .categorical("choice", NASTY, null, 1L, 1.0, "1", true)
            .intRange("n", 1, 9)
            .build();
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    user.put("note", NASTY);
    user.put("odd", Double.NaN);
    user.put("list", List.of(1, "two"));
    user.put("none", null);
    return FrozenTrial.builder(TrialState.PRUNED)
        .number(3)
        .values(List.of(0.1 + 0.2))
        .params(Params.of(space, new double[] {1.0 / 3, 0, 7}))
        .intermediateValues(new TreeMap<>(Map.of(1, Double.POSITIVE_INFINITY, 2, 0.1 + 0.2)))
        .userAttributes(user)
        .systemAttributes(Map.of(FrozenTrial.REASON, "too,\nslow"))
        .constraints(Map.of("memory", -1.5))
        .start(Instant.parse("2026-11-20T08:00:00.123456Z"))
        .complete(Instant.parse("2026-11-20T08:01:00.623456Z"))
        .build();
  }

  private static List<CSVRecord> read(String csv) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(csv))
        .getRecords();
  }

  @Test
  void csvReadsBackAsItWas() throws IOException {
    List<FrozenTrial> trials =
        List.of(
            SampleStudies.simple(0, TrialState.COMPLETE, 0.25, Double.NEGATIVE_INFINITY),
            SampleStudies.failed(1, "it, broke"),
            nasty());
    String csv = TrialsTable.of(ONE, trials).toCsv();
    assertThat(csv.lines().findFirst().orElseThrow())
        .isEqualTo(
            "number,state,value,duration_seconds,start,complete,params.x,"
                + "\"params.lr, \"\"raw\"\"\",params.choice,params.n,"
                + "user.note,user.odd,user.list,user.none,reason");
    List<CSVRecord> rows = read(csv);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).get("value")).isEqualTo("-Infinity");
    assertThat(rows.get(0).get("params.x")).isEqualTo("0.25");
    assertThat(rows.get(0).get("user.note")).isEmpty();
    assertThat(rows.get(1).get("value")).isEmpty();
    assertThat(rows.get(1).get("reason")).isEqualTo("it, broke");
    CSVRecord row = rows.get(2);
    assertThat(row.get("state")).isEqualTo("PRUNED");
    assertThat(Double.parseDouble(row.get("value"))).isEqualTo(0.1 + 0.2);
    assertThat(Double.parseDouble(row.get("params.lr, \"raw\""))).isEqualTo(1.0 / 3);
    assertThat(row.get("params.choice")).isEqualTo(NASTY);
    assertThat(row.get("params.n")).isEqualTo("7");
    assertThat(row.get("params.x")).isEmpty();
    assertThat(row.get("user.note")).isEqualTo(NASTY);
    assertThat(row.get("user.list")).isEqualTo("[1,\"two\"]");
    assertThat(row.get("user.none")).isEqualTo("null");
    assertThat(row.get("duration_seconds")).isEqualTo("60.5");
    assertThat(row.get("start")).isEqualTo("2026-11-20T08:00:00.123456Z");
    assertThat(row.get("reason")).isEqualTo("too,\nslow");
  }

  @Test
  void csvOfAnEmptyStudyIsAHeader() {
    assertThat(TrialsTable.of(ONE, List.of()).toCsv())
        .isEqualTo("number,state,value,duration_seconds,start,complete,reason\n");
  }

  @Test
  void severalObjectivesHaveAColumnEach() throws IOException {
    StudyRecord study = SampleStudies.study("two", Direction.MINIMIZE, Direction.MAXIMIZE);
    FrozenTrial trial = SampleStudies.simple(0, TrialState.COMPLETE, 0.5, 1, 2);
    CSVRecord row = read(TrialsTable.of(study, List.of(trial)).toCsv()).get(0);
    assertThat(row.get("value.0")).isEqualTo("1");
    assertThat(row.get("value.1")).isEqualTo("2");
    JsonNode json = parse(TrialsTable.of(study, List.of(trial)).toJson()).get(0);
    assertThat(json.has("value")).isFalse();
    assertThat(json.get("values").toString()).isEqualTo("[1.0,2.0]");
  }

  private static JsonNode parse(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }

  @Test
  void jsonSaysEverythingOfATrial() throws IOException {
    JsonNode trial = parse(TrialsTable.of(ONE, List.of(nasty())).toJson()).get(0);
    JsonNode expected =
        parse(
            """
            {"number": 3, "state": "PRUNED", "value": 0.30000000000000004,
             "params": {"lr, \\"raw\\"": 0.3333333333333333, "choice": "NASTY", "n": 7},
             "user_attributes": {"note": "NASTY", "odd": "NaN", "list": [1, "two"], "none": null},
             "intermediate_values": {"1": "Infinity", "2": 0.30000000000000004},
             "constraints": {"memory": -1.5},
             "datetime_start": "2026-11-20T08:00:00.123456Z",
             "datetime_complete": "2026-11-20T08:01:00.623456Z",
             "duration_seconds": 60.5, "reason": "too,\\nslow"}
            """
                .replace(
                    "NASTY",
                    new ObjectMapper().writeValueAsString(NASTY).replaceAll("^\"|\"$", "")));
    assertThat(trial.toString()).isEqualTo(expected.toString());
  }

  @Test
  void jsonHasNullForWhatIsNotThere() throws IOException {
    FrozenTrial waiting = FrozenTrial.builder(TrialState.WAITING).number(1).build();
    JsonNode trial = parse(TrialsTable.of(ONE, List.of(waiting)).toJson()).get(0);
    for (String name :
        List.of("value", "datetime_start", "datetime_complete", "duration_seconds", "reason")) {
      assertThat(trial.get(name).isNull()).as(name).isTrue();
    }
    assertThat(trial.get("params").isEmpty()).isTrue();
  }

  @Test
  void pausedTrialsAreNotTakenForRunningOnes() throws IOException {
    FrozenTrial open =
        SampleRungs.trial(0, new Leg(0, 9), TrialState.RUNNING, 3, 0.5, 9, 0.4).toBuilder()
            .params(Params.empty())
            .build();
    FrozenTrial begun = SampleRungs.trial(1, new Leg(0, 9), TrialState.RUNNING);
    List<FrozenTrial> trials =
        List.of(SampleRungs.paused(open, 2), SampleRungs.paused(begun, 1), begun);
    TrialsTable table = TrialsTable.of(ONE, trials);
    assertThat(table.toText(80)).contains("0  paused at step 9", "1  paused  ", "1  RUNNING");
    assertThat(read(table.toCsv()))
        .extracting(row -> row.get("state") + " " + row.get("reason"))
        .containsExactly("RUNNING paused at step 9", "RUNNING paused", "RUNNING ");
    assertThat(parse(table.toJson()).findValuesAsText("reason"))
        .containsExactly("paused at step 9", "paused", "null");
  }

  @Test
  void textIsAlignedAndStarsTheBest() {
    List<FrozenTrial> trials =
        List.of(
            SampleStudies.simple(0, TrialState.COMPLETE, 0.123456789, 12.5),
            SampleStudies.simple(1, TrialState.COMPLETE, 0.5, 3),
            SampleStudies.failed(10, "out of\u001b[31m memory"));
    assertThat(TrialsTable.of(SampleStudies.named(ONE, "loss"), trials).toText(80))
        .isEqualTo(
            """
            number  state     loss  time        x  reason
            ------  --------  ----  ----  -------  -------------------
                 0  COMPLETE  12.5   1 s  0.12346
                *1  COMPLETE     3   1 s      0.5
                10  FAIL             1 s      0.5  out of [31m memory
            """
                .replace("-------------------", "-".repeat(18)));
  }

  @Test
  void textFitsAnyWidthAndNamesWhatItLeavesOut() {
    List<FrozenTrial> trials = new ArrayList<>(SampleStudies.mlp(40, 20));
    TrialsTable table = TrialsTable.of(SampleStudies.mlpStudy(), trials);
    for (int width = 40; width < 260; width++) {
      String text = table.toText(width);
      int limit = width;
      assertThat(text.lines()).allMatch(line -> line.length() <= limit);
      assertThat(text.lines().count()).isBetween(42L, 43L);
    }
    assertThat(table.toText(80)).contains("left out for width: ");
    assertThat(table.toText(1000))
        .doesNotContain("left out")
        .contains("layers  units_0  units_1")
        .contains("below the median");
    assertThatThrownBy(() -> table.toText(10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a table needs at least 40 columns, not 10");
  }
}
