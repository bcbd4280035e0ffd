package dev.afina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.afina.core.sampler.Uniform;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestFunctionsTest {

  static Stream<TestFunction> functions() {
    List<TestFunction> free =
        List.of(
            TestFunctions.ackley(1),
            TestFunctions.rosenbrock(2),
            TestFunctions.levy(1),
            TestFunctions.rastrigin(20),
            TestFunctions.styblinskiTang(2));
    return Stream.concat(TestFunctions.all().stream(), free.stream())
        .flatMap(function -> Stream.of(function, function.shifted(0.05)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void takesItsMinimumAtTheStatedPoints(TestFunction function) {
    for (double[] point : function.minimizers()) {
      assertThat(function.at(point)).isCloseTo(function.minimum(), within(1e-9));
      assertThat(function.regret(function.at(point))).isCloseTo(0, within(1e-9));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void isNowhereLower(TestFunction function) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double[] far = new double[function.dimension()];
      double[] near = function.minimizers().get(0).clone();
      for (int k = 0; k < far.length; k++) {
        far[k] = Uniform.draw(function.space().distribution(k), random);
        near[k] += 1e-3 * (random.nextDouble() - 0.5);
      }
      assertThat(function.at(far)).isGreaterThan(function.minimum());
      assertThat(function.at(near)).isGreaterThan(function.minimum() - 1e-12);
    }
  }

  /** Computed with NumPy from the formulas. */
  @Test
  void takesGoldenValues() {
    assertThat(TestFunctions.branin().at(0, 0)).isCloseTo(55.602112642270264, within(1e-12));
    assertThat(TestFunctions.branin().at(2.5, 7.5)).isCloseTo(24.129964413622268, within(1e-12));
    assertThat(TestFunctions.hartmann6().at(.5, .5, .5, .5, .5, .5))
        .isCloseTo(-0.5053149917022333, within(1e-12));
    assertThat(TestFunctions.ackley(3).at(1, 2, 3)).isCloseTo(7.0164536082694, within(1e-12));
    assertThat(TestFunctions.rosenbrock(3).at(1, 2, 3)).isEqualTo(201);
    assertThat(TestFunctions.levy(3).at(1, 2, 3)).isCloseTo(0.9091554458830255, within(1e-12));
    assertThat(TestFunctions.rastrigin(3).at(0.5, 1.25, -2)).isCloseTo(35.8125, within(1e-12));
    assertThat(TestFunctions.styblinskiTang(3).at(1, 2, 3)).isCloseTo(-48, within(1e-12));
  }

  @Test
  void movesItsMinimisersByTurnsUpAndDown() {
    TestFunction shifted = TestFunctions.rastrigin(3).shifted(0.25);
    assertThat(shifted.minimizers().get(0)).containsExactly(2.56, -2.56, 2.56);
    assertThat(shifted.at(0, 0, 0)).isEqualTo(TestFunctions.rastrigin(3).at(-2.56, 2.56, -2.56));
    assertThat(TestFunctions.branin().shifted(0.1).minimizers()).hasSize(2);
    assertThatThrownBy(() -> TestFunctions.ackley(2).shifted(0.6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no minimiser within its bounds");
  }

  @Test
  void refusesAnotherNumberOfArguments() {
    assertThatThrownBy(() -> TestFunctions.branin().at(1))
        .hasMessage("branin has 2 arguments, 1 were given");
    assertThatThrownBy(() -> TestFunctions.levy(0)).hasMessage("dimension (0) must be at least 1");
  }

  @Test
  void isAnObjectiveOfAStudy() {
    Study study = Study.create().seed(1).create();
    TestFunction branin = TestFunctions.branin();
    study.optimize(branin.objective(), Budget.trials(50));
    assertThat(study.bestTrial().orElseThrow().params().space()).isEqualTo(branin.space());
    assertThat(branin.regret(study.bestTrial().orElseThrow().values().get(0))).isBetween(0.0, 10.0);
  }
}
