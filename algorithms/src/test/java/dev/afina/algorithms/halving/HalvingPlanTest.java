package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.pruner.Pruners;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HalvingPlanTest {

  private static String text(HalvingPlan plan) {
    return plan.brackets().stream()
            .map(
                bracket ->
                    bracket.rungs().stream()
                        .map(rung -> "(%d,%d)".formatted(rung.size(), rung.maxStep()))
                        .collect(Collectors.joining()))
            .collect(Collectors.joining(" "))
        + " %d %d".formatted(plan.trials(), plan.steps());
  }

  private static String keras(int max, int factor) {
    return text(HalvingPlan.kerasTuner(max, factor));
  }

  private static String paper(int max, int factor) {
    return text(HalvingPlan.hyperband(1, max, factor));
  }

  @Test
  void isThatOfKerasTuner() {
    assertThat(keras(10, 3)).isEqualTo("(12,2)(4,4)(2,10) (6,4)(2,10) (4,10) 22 120");
    assertThat(keras(9, 3)).isEqualTo("(9,1)(3,3)(1,9) (5,3)(2,9) (3,9) 17 75");
    assertThat(keras(27, 3))
        .isEqualTo("(27,1)(9,3)(3,9)(1,27) (12,3)(4,9)(2,27) (6,9)(2,27) (4,27) 49 375");
    assertThat(keras(81, 3))
        .isEqualTo(
            "(81,1)(27,3)(9,9)(3,27)(1,81) (34,3)(12,9)(4,27)(2,81) (15,9)(5,27)(2,81)"
                + " (8,27)(3,81) (5,81) 143 1767");
    assertThat(keras(100, 3))
        .isEqualTo(
            "(98,2)(33,4)(11,12)(4,34)(2,100) (41,4)(14,12)(5,34)(2,100) (18,12)(6,34)(2,100)"
                + " (9,34)(3,100) (6,100) 172 2672");
    assertThat(keras(8, 2))
        .isEqualTo("(8,1)(4,2)(2,4)(1,8) (6,2)(3,4)(2,8) (4,4)(2,8) (4,8) 22 102");
  }

  @Test
  void isThatOfThePaper() {
    assertThat(paper(10, 3)).isEqualTo("(9,1)(3,3)(1,10) (5,3)(1,10) (3,10) 17 74");
    assertThat(paper(9, 3)).isEqualTo("(9,1)(3,3)(1,9) (5,3)(1,9) (3,9) 17 69");
    assertThat(paper(27, 3))
        .isEqualTo("(27,1)(9,3)(3,9)(1,27) (12,3)(4,9)(1,27) (6,9)(2,27) (4,27) 49 357");
    assertThat(paper(81, 3))
        .isEqualTo(
            "(81,1)(27,3)(9,9)(3,27)(1,81) (34,3)(11,9)(3,27)(1,81) (15,9)(5,27)(1,81)"
                + " (8,27)(2,81) (5,81) 143 1581");
    assertThat(paper(100, 3))
        .isEqualTo(
            "(81,1)(27,3)(9,11)(3,33)(1,100) (34,3)(11,11)(3,33)(1,100) (15,11)(5,33)(1,100)"
                + " (8,33)(2,100) (5,100) 143 1903");
    assertThat(paper(8, 2))
        .isEqualTo("(8,1)(4,2)(2,4)(1,8) (6,2)(3,4)(1,8) (4,4)(2,8) (4,8) 22 98");
  }

  @Test
  void beginsWithTheFewestSteps() {
    assertThat(text(HalvingPlan.hyperband(3, 27, 3)))
        .isEqualTo("(9,3)(3,9)(1,27) (5,9)(1,27) (3,27) 17 207");
    assertThat(text(HalvingPlan.hyperband(27, 27, 3))).isEqualTo("(1,27) 1 27");
  }

  @Test
  void neverExceedsABudgetOfSteps() {
    for (int trials = 1; trials < 60; trials += 7) {
      for (int factor = 2; factor < 5; factor++) {
        for (long budget = 8L * trials; budget < 5000; budget += 311) {
          assertThat(HalvingPlan.successiveHalving(trials, budget, factor).steps())
              .isBetween(1L, budget);
        }
      }
    }
    assertThat(text(HalvingPlan.successiveHalving(27, 108, 3)))
        .isEqualTo("(27,1)(9,4)(3,13)(1,40) 27 108");
  }

  @Test
  void isShownAsATable() {
    assertThat(HalvingPlan.hyperband(1, 9, 3).table().lines())
        .containsExactly(
            "bracket 0: 9 trials to step 1, 3 trials to step 3, 1 trial to step 9",
            "bracket 1: 5 trials to step 3, 1 trial to step 9",
            "bracket 2: 3 trials to step 9",
            "17 trials, 69 steps");
  }

  @Test
  void refusesPlansThatCannotBe() {
    assertThatThrownBy(() -> Hyperband.maxSteps(27).minSteps(30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the most steps (27) must not be below the fewest (30); maybe they are swapped");
    assertThatThrownBy(() -> Asha.maxSteps(27).factor(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the factor (1) must be at least 2");
    assertThatThrownBy(() -> Hyperband.maxSteps(0)).hasMessageContaining("the most steps (0)");
    assertThatThrownBy(() -> Hyperband.maxSteps(9).minSteps(3).asKerasTuner())
        .hasMessageContaining("fewest");
    assertThatThrownBy(() -> Hyperband.maxSteps(9).iterations(0))
        .hasMessageContaining("iterations (0)");
    assertThatThrownBy(() -> SuccessiveHalving.of(27, 100))
        .hasMessageContaining("a budget of 100 steps is too small for 27 trials in 4 rungs")
        .hasMessageContaining("at least 108");
    assertThatThrownBy(() -> SuccessiveHalving.of(3, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a budget of 9223372036854775807 steps makes trials longer");
    assertThatThrownBy(() -> Asha.maxSteps(27).budget(20))
        .hasMessageContaining("a budget of 20 steps is less than");
    assertThatThrownBy(() -> Pruners.named("hyperband", Map.of("plan", "mine")))
        .hasMessageContaining("expected paper or keras-tuner");
    assertThatThrownBy(() -> Pruners.named("asha", Map.of("max", "many")))
        .hasMessage("option max of pruner asha is \"many\", expected an integer");
  }

  @Test
  void isFoundByName() {
    assertThat(Pruners.named("hyperband", Map.of("max", "10", "plan", "keras-tuner")))
        .isInstanceOfSatisfying(
            Hyperband.class, found -> assertThat(found.halvingPlan().steps()).isEqualTo(120));
    assertThat(Pruners.named("successive-halving")).isInstanceOf(SuccessiveHalving.class);
    assertThat(Pruners.named("asha")).isInstanceOf(Asha.class);
    assertThat(Pruners.named("pasha")).isInstanceOf(Pasha.class);
  }
}
