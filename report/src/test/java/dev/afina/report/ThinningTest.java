package dev.afina.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afina.core.trial.FrozenTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void evenSelectionsKeepBothEndsAndTheLimit() {
    for (int count = 0; count < 60; count++) {
      for (int limit = 2; limit < 20; limit++) {
        List<Integer> kept = Thinning.even(count, limit);
        assertThat(kept).hasSize(Math.min(count, limit)).isSorted().doesNotHaveDuplicates();
        if (count > 0) {
          assertThat(kept).startsWith(0).endsWith(count - 1);
        }
      }
    }
  }

  @Test
  void shortCurvesStayWhole() {
    assertThat(Thinning.curve(new double[] {3, 1, 2}, 10)).containsExactly(0, 1, 2);
    assertThat(Thinning.curve(new double[0], 10)).isEmpty();
  }

  @Test
  void longCurvesKeepTheirPeaksAndEnds() {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = random.doubles(10_000).toArray();
    values[4321] = 7;
    values[8765] = -7;
    List<Integer> kept = Thinning.curve(values, 100);
    assertThat(kept).hasSizeLessThanOrEqualTo(100).isSorted();
    assertThat(kept).contains(0, 4321, 8765, 9999);
  }

  @Test
  void notANumberHidesNoPeak() {
    double[] values =
        IntStream.range(0, 1000).mapToDouble(i -> i % 50 == 0 ? Double.NaN : i).toArray();
    values[501] = 1e6;
    assertThat(Thinning.curve(values, 40)).contains(501);
  }

  @Test
  void reportsHoldAFewHundredCurvesWithTheBestAmongThem() {
    List<FrozenTrial> trials = SampleStudies.mlp(3000, 400);
    int best = 1234;
    while (trials.get(best).intermediateValues().isEmpty()) {
      best++;
    }
    ObjectNode data = CurveData.of(trials, Set.of(best));
    List<Integer> rows = new ArrayList<>();
    int points = 0;
    for (var curve : data.get("curves")) {
      rows.add(curve.get("trial").asInt());
      points += curve.get("steps").size();
      assertThat(curve.get("steps")).hasSameSizeAs(curve.get("values"));
    }
    assertThat(rows).isSorted().contains(best);
    assertThat(rows.size()).isBetween(CurveData.MOST_CURVES, CurveData.MOST_CURVES + 1);
    assertThat(points).isBetween(CurveData.MOST_POINTS / 8, CurveData.MOST_POINTS);
    assertThat(data.get("thinned").asBoolean()).isTrue();
    assertThat(data.get("total").asInt())
        .isEqualTo(trials.stream().filter(t -> !t.intermediateValues().isEmpty()).count());
  }

  @Test
  void fewCurvesAreNotThinned() {
    TreeMap<Integer, Double> curve = new TreeMap<>();
    IntStream.range(0, 500).forEach(step -> curve.put(step, Math.sin(step)));
    FrozenTrial trial =
        SampleStudies.mlp(1, 3).get(0).toBuilder().intermediateValues(curve).build();
    ObjectNode data = CurveData.of(List.of(trial), Set.of());
    assertThat(data.get("thinned").asBoolean()).isFalse();
    assertThat(data.get("curves").get(0).get("steps")).hasSize(500);
  }
}
