package dev.afina.algorithms.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.afina.core.space.Scale;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.TrialTable;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SurrogateSliceTest {

  private static TrialTable history(Objective objective, int trials) {
    Study study =
        Study.create().minimize("loss").sampler(GaussianProcessSampler.create()).seed(5).create();
    study.optimize(objective, Budget.trials(trials));
    TrialTable table = new TrialTable(new double[] {1});
    study.trials().forEach(table::put);
    return table;
  }

  private static final Objective BOWL =
      trial -> Math.pow(Math.log10(trial.suggestDouble("lr", 1e-5, 1, Scale.LOG)) + 2, 2);

  @Test
  void followsTheObjective() {
    SurrogateSlice slice = SurrogateSlice.of(history(BOWL, 12), "lr", 101, 1);
    assertThat(slice.values()).hasSize(101).isSorted();
    assertThat(slice.values().get(0)).isEqualTo(1e-5);
    assertThat(slice.values().get(100)).isEqualTo(1);
    int lowest = slice.mean().indexOf(Collections.min(slice.mean()));
    assertThat(slice.values().get(lowest)).isBetween(5e-3, 2e-2);
    assertThat(slice.deviation()).allSatisfy(sd -> assertThat(sd).isBetween(0.0, 5.0));
    assertThat(slice.mean().get(0)).isBetween(5.0, 13.0);
  }

  @Test
  void theNextValueIsWhereTheAcquisitionIsGreatest() {
    SurrogateSlice slice = SurrogateSlice.of(history(BOWL, 8), "lr", 51, 1);
    int at = slice.values().indexOf(slice.next());
    assertThat(slice.acquisition().get(at)).isEqualTo(Collections.max(slice.acquisition()));
  }

  @Test
  void anIntegerHasEachOfItsValuesOnce() {
    TrialTable table = history(trial -> trial.suggestInt("depth", 1, 9), 8);
    assertThat(SurrogateSlice.of(table, "depth", 200, 1).values())
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
  }

  @Test
  void equalLossesGiveAFlatLine() {
    SurrogateSlice slice =
        SurrogateSlice.of(history(trial -> 0 * trial.suggestDouble("x", 0, 1) + 4, 6), "x", 11, 1);
    assertThat(slice.mean()).allSatisfy(mean -> assertThat(mean).isEqualTo(4));
  }

  @Test
  void saysWhatCannotBeDrawn() {
    TrialTable table =
        history(trial -> trial.suggestBoolean("wide") ? trial.suggestDouble("w", 0, 1) : 1, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurrogateSlice.of(table, "wide", 11, 1))
        .withMessageContaining("categorical");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurrogateSlice.of(table, "width", 11, 1))
        .withMessageContaining("\"width\"")
        .withMessageContaining("w");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurrogateSlice.of(history(BOWL, 1), "lr", 11, 1))
        .withMessageContaining("1 trials have a value");
  }
}
