package dev.afina.algorithms.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ForgetfulProcessTest {

  private static final boolean[] NUMBER = {false};

  private static ForgetfulProcess.Point point(double x, int time) {
    return new ForgetfulProcess.Point(new double[] {x}, time);
  }

  /** Of one target y, μ = y·k/(1 + λ) and σ² = y²/(1 + λ)·(1 − k²/(1 + λ)). */
  @Test
  void ofOneObservationIsTheFormulaWithTheKernelOfSpaceAndTime() {
    var shape = new ForgetfulProcess.Shape(0.4, 0.3, 0.1);
    var process = ForgetfulProcess.of(List.of(point(0.5, 2)), new double[] {1.5}, NUMBER, shape);
    double k = Math.exp(-0.3 * 0.3 / (2 * 0.4 * 0.4)) * Math.pow(0.7, 3 / 2.0);
    assertThat(process.mean(point(0.8, 5))).isCloseTo(1.5 * k / 1.1, within(1e-12));
    assertThat(process.deviation(point(0.8, 5)))
        .isCloseTo(Math.sqrt(1.5 * 1.5 / 1.1 * (1 - k * k / 1.1)), within(1e-12));
  }

  @Test
  void categoriesDifferByOneHoweverFarTheirNumbersAreApart() {
    var shape = new ForgetfulProcess.Shape(1, 0, 0.1);
    var process =
        ForgetfulProcess.of(List.of(point(0, 0)), new double[] {1}, new boolean[] {true}, shape);
    assertThat(process.mean(point(7, 0)))
        .isEqualTo(process.mean(point(1, 0)))
        .isCloseTo(Math.exp(-0.5) / 1.1, within(1e-12));
  }

  @Test
  void whatIsAwaitedMakesTheDeviationSmallerAndLeavesTheMean() {
    var shape = new ForgetfulProcess.Shape(0.2, 0.1, 0.01);
    var process =
        ForgetfulProcess.of(
            List.of(point(0.1, 0), point(0.4, 1)), new double[] {-1, 1}, NUMBER, shape);
    double mean = process.mean(point(0.8, 2));
    double before = process.deviation(point(0.8, 2));
    process.await(point(0.8, 2));
    assertThat(process.mean(point(0.8, 2))).isEqualTo(mean);
    assertThat(process.deviation(point(0.8, 2))).isLessThan(0.2 * before);
    assertThat(process.deviation(point(0.0, 2))).isGreaterThan(0.2 * before);
  }

  /** Targets of a function that stays have been forgotten less than those of one that changes. */
  @Test
  void learnsHowMuchToForget() {
    SplittableRandom random = new SplittableRandom(2);
    List<ForgetfulProcess.Point> points = new ArrayList<>();
    double[] staying = new double[60];
    double[] changing = new double[60];
    for (int i = 0; i < 60; i++) {
      double x = random.nextDouble();
      int time = i / 6;
      points.add(point(x, time));
      staying[i] = Math.sin(6 * x) - 0.2;
      changing[i] = time % 2 == 0 ? Math.sin(6 * x) : -Math.cos(5 * x);
    }
    assertThat(ForgetfulProcess.fit(points, staying, NUMBER).shape().forgetting()).isZero();
    assertThat(ForgetfulProcess.fit(points, changing, NUMBER).shape().forgetting())
        .isGreaterThan(0.2);
  }
}
