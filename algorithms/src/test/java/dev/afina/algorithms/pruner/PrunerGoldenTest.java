package dev.afina.algorithms.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.afina.core.pruner.MedianPruner;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions of Optuna 5.0.0 on random curves, see {@code pruner_golden.py}. */
class PrunerGoldenTest {

  private static Pruner pruner(String name) {
    double[] v =
        Arrays.stream(name.substring(name.indexOf(':') + 1).split(","))
            .mapToDouble(
                text -> text.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(text))
            .toArray();
    return switch (name.substring(0, name.indexOf(':'))) {
      case "percentile" ->
          v.length == 1
              ? PercentilePruner.keeping(v[0])
              : PercentilePruner.keeping(v[0])
                  .withStartupTrials((int) v[1])
                  .withWarmup((int) v[2])
                  .withInterval((int) v[3])
                  .withMinTrials((int) v[4]);
      case "threshold" ->
          ThresholdPruner.between(v[0], v[1]).withWarmup((int) v[2]).withInterval((int) v[3]);
      case "patient" -> PatientPruner.patience((int) v[0]).withMinDelta(v[1]);
      case "patient-median" ->
          PatientPruner.around(MedianPruner.create(), (int) v[0]).withMinDelta(v[1]);
      default -> WilcoxonPruner.create().withThreshold(v[0]).withStartupSteps((int) v[1]);
    };
  }

  private static void put(TrialTable table, TrialState state, JsonNode curve) {
    TreeMap<Integer, Double> reports = new TreeMap<>();
    for (int step = 0; step < curve.size(); step++) {
      reports.put(step, curve.get(step).asDouble());
    }
    double last = reports.lastEntry().getValue();
    table.put(
        FrozenTrial.builder(state)
            .index(table.size())
            .values(
                state == TrialState.COMPLETE
                    ? List.of(Double.isFinite(last) ? last : 0.5)
                    : List.of())
            .intermediateValues(reports)
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "percentile:25",
        "percentile:60,2,1,2,3",
        "percentile:50",
        "threshold:0.2,0.8,0,1",
        "threshold:-inf,0.5,3,2",
        "patient:1,0",
        "patient:2,0.1",
        "patient-median:1,0",
        "wilcoxon:0.1,2",
        "wilcoxon:0.4,4"
      })
  void decidesAsOptuna(String name) throws IOException {
    JsonMapper mapper =
        JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    JsonNode cases;
    try (InputStream stream = getClass().getResourceAsStream("pruner-golden.json")) {
      cases = mapper.readTree(Objects.requireNonNull(stream));
    }
    int ended = 0;
    for (JsonNode c : cases) {
      double sign = c.get("direction").asText().equals("minimize") ? 1 : -1;
      for (int i = 0; i < c.get("running").size(); i++) {
        TrialTable table = new TrialTable(new double[] {sign});
        c.get("complete").forEach(curve -> put(table, TrialState.COMPLETE, curve));
        put(table, TrialState.RUNNING, c.get("running").get(i));
        boolean expected = c.get("decisions").get(name).get(i).asBoolean();
        assertThat(pruner(name).decide(table, table.size() - 1).prune())
            .describedAs("%s %s %s", sign, i, c.get("running").get(i))
            .isEqualTo(expected);
        ended += expected ? 1 : 0;
      }
    }
    assertThat(ended).isPositive();
  }
}
