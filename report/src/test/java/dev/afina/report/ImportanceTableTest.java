package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.algorithms.importance.Importance;
import dev.afina.algorithms.importance.Importances;
import dev.afina.core.storage.Direction;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportanceTableTest {

  private static final ImportanceTable TABLE =
      ImportanceTable.of(
          SampleStudies.study("s", Direction.MINIMIZE),
          new Importances(
              "ped-anova",
              0,
              List.of(
                  new Importance("rate", 0.75),
                  new Importance("a,\"b\"\u001b", 0.25),
                  new Importance("none", 0)),
              12,
              Optional.empty()));

  @Test
  void textIsAlignedWithBars() {
    assertThat(TABLE.toText().lines())
        .containsExactly(
            "parameter  importance",
            "rate           0.7500  " + "█".repeat(30),
            "a,\"b\"          0.2500  " + "█".repeat(10),
            "none           0.0000");
  }

  @Test
  void csvQuotesNames() {
    assertThat(TABLE.toCsv())
        .isEqualTo("parameter,importance\nrate,0.75\n\"a,\"\"b\"\"\u001b\",0.25\nnone,0\n");
  }

  @Test
  void jsonSaysWhatItRestsOn() throws Exception {
    JsonNode json = new ObjectMapper().readTree(TABLE.toJson());

    assertThat(json.get("study").asText()).isEqualTo("s");
    assertThat(json.get("evaluator").asText()).isEqualTo("ped-anova");
    assertThat(json.get("trials").asInt()).isEqualTo(12);
    assertThat(json.get("note").isNull()).isTrue();
    assertThat(json.get("importances").findValuesAsText("parameter")).hasSize(3).contains("rate");
  }
}
