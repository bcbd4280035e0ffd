package dev.afina.core.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.AfinaException;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridSamplerTest {

  private static final SearchSpace GRID =
      SearchSpace.builder()
          .doubleRange("rate", 0.001, 0.02, 0.0005)
          .intRange("layers", 1, 3)
          .categorical("activation", "relu", null)
          .build();

  private static final Objective OBJECTIVE =
      trial ->
          trial.suggestDouble("rate", 0.001, 0.02, 0.0005) * trial.suggestInt("layers", 1, 3)
              + (trial.suggestCategorical("activation", Arrays.asList("relu", null)) == null
                  ? 1
                  : 0);

  private static Study study(SearchSpace grid) {
    return Study.create().sampler(GridSampler.over(grid)).seed(1).create();
  }

  @Test
  void goesThroughTheGridInOrder() {
    SearchSpace grid = SearchSpace.builder().intRange("a", 0, 1).intRange("b", 0, 2).build();
    Study study = study(grid);
    study.optimize(
        trial -> trial.suggestInt("a", 0, 1) + trial.suggestInt("b", 0, 2), Budget.unlimited());
    assertThat(study.trials())
        .extracting(trial -> trial.params().toMap().values().toString())
        .containsExactly("[0, 0]", "[0, 1]", "[0, 2]", "[1, 0]", "[1, 1]", "[1, 2]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void triesEveryPointOnce(int parallel) {
    Study study = study(GRID);
    study.optimize(OBJECTIVE, Budget.unlimited().inParallel(parallel));
    assertThat(study.trials()).hasSize(39 * 3 * 2);
    assertThat(study.trials()).extracting(FrozenTrial::params).doesNotHaveDuplicates();
    assertThatThrownBy(study::ask)
        .isInstanceOf(AfinaException.class)
        .hasMessage("every configuration of the space was tried; sampler grid has nothing left");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void triesEveryPointOnceWhereSomeWereEnqueued(int parallel) {
    Study study = study(GRID);
    for (int layers = 3; layers > 0; layers--) {
      study.enqueue(Map.of("rate", 0.0015, "layers", layers, "activation", "relu"));
    }
    study.optimize(OBJECTIVE, Budget.unlimited().inParallel(parallel));
    assertThat(study.trials()).hasSize(39 * 3 * 2);
    assertThat(study.trials()).extracting(FrozenTrial::params).doesNotHaveDuplicates();
  }

  @Test
  void evaluatesWhatIsEnqueuedAfterTheGridIsDone() {
    SearchSpace grid = SearchSpace.builder().intRange("n", 0, 2).build();
    Study study = study(grid);
    study.optimize(trial -> trial.suggestInt("n", 0, 2), Budget.unlimited());
    study.enqueue(Map.of("n", 1));
    study.optimize(trial -> trial.suggestInt("n", 0, 2), Budget.unlimited());
    assertThat(study.trials()).hasSize(4);
    assertThat(study.trials().get(3).state()).isEqualTo(TrialState.COMPLETE);
    assertThat(study.trials().get(3).params().getInt("n")).isEqualTo(1);
  }

  @Test
  void refusesContinuousParameters() {
    SearchSpace space = SearchSpace.builder().bool("b").logUniform("lr", 1e-5, 1).build();
    assertThatThrownBy(() -> GridSampler.over(space))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "parameter \"lr\" (0.00001..1 log) is continuous and makes no grid; give it a step");
  }

  private static SearchSpace cube(int dimensions) {
    SearchSpace.Builder space = SearchSpace.builder();
    for (int i = 0; i < dimensions; i++) {
      space.intRange("x" + i, 0, 9);
    }
    return space.build();
  }

  @Test
  void countsPointsInsteadOfListingThem() {
    SearchSpace space = cube(12);
    GridSampler sampler = GridSampler.over(space);
    assertThat(sampler.size()).isEqualTo(1_000_000_000_000L);
    Study study = Study.create().sampler(sampler).seed(1).create();
    study.enqueue(
        space.names().stream().collect(java.util.stream.Collectors.toMap(n -> n, n -> 9)));
    study.optimize(
        trial -> {
          long point = 0;
          for (String name : space.names()) {
            point = point * 10 + trial.suggestInt(name, 0, 9);
          }
          return point;
        },
        Budget.trials(12));
    assertThat(study.trials().stream().map(t -> t.value().orElseThrow().longValue()))
        .containsExactly(999_999_999_999L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(study.ask()).isNotNull();
  }

  @Test
  void refusesMorePointsThanCanBeCountedAndSaysHowMany() {
    SearchSpace space = cube(19);
    assertThatThrownBy(() -> GridSampler.over(space))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the grid has 10000000000000000000 points, expected at most 9223372036854775807; widen"
                + " the steps, or sample at random");
  }

  @Test
  void endsTheRunWhenTheObjectiveAsksForSomethingElse() {
    SearchSpace grid = SearchSpace.builder().intRange("n", 0, 2).build();
    Study study = study(grid);
    assertThatThrownBy(() -> study.optimize(trial -> trial.suggestInt("m", 0, 2), Budget.trials(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter \"m\" is not in the grid [n]; add it");
    assertThatThrownBy(() -> study.optimize(trial -> trial.suggestInt("n", 0, 3), Budget.trials(3)))
        .hasMessage(
            "parameter \"n\" is 0..3 in the objective, but 0..2 in the grid; make them the same");
    assertThat(study.trials()).allMatch(FrozenTrial::isLost).hasSize(2);
  }

  @Test
  void retriesThePointOfALostTrial() {
    SearchSpace grid = SearchSpace.builder().intRange("n", 0, 4).build();
    Study study = study(grid);
    study.optimize(
        trial -> {
          int n = trial.suggestInt("n", 0, 4);
          if (n == 2) {
            study.interrupt();
            trial.report(0, 0);
          }
          return n;
        },
        Budget.unlimited());
    study.optimize(trial -> trial.suggestInt("n", 0, 4), Budget.unlimited());
    assertThat(study.trials().stream().filter(t -> !t.isLost()).map(t -> t.params().getInt("n")))
        .containsExactlyInAnyOrderElementsOf(List.of(0, 1, 2, 3, 4));
  }
}
