package dev.afina.neural.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.afina.neural.TrainingGolden;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  static Stream<Arguments> schedules() {
    return Stream.of(
        Arguments.of("exponential", Schedule.exponential(0.1, 0.5, 10)),
        Arguments.of("step", Schedule.step(0.1, 0.5, 10)),
        Arguments.of("torch step", Schedule.step(0.1, 0.5, 10)),
        Arguments.of("piecewise", Schedule.piecewise(new long[] {5, 20}, 0.1, 0.01, 0.001)),
        Arguments.of("inverse time", Schedule.inverseTime(0.1, 0.5, 10)),
        Arguments.of("polynomial", Schedule.polynomial(0.1, 0.01, 2, 30)),
        Arguments.of("linear", Schedule.polynomial(0.1, 0.01, 1, 30)),
        Arguments.of("cosine", Schedule.cosine(0.1, 0.01, 30)),
        Arguments.of("torch cosine", Schedule.cosine(0.1, 0.01, 40)),
        Arguments.of("cosine restarts", Schedule.cosineRestarts(0.1, 0.01, 5, 2)),
        Arguments.of("torch cosine restarts", Schedule.cosineRestarts(0.1, 0.01, 5, 2)),
        Arguments.of("one cycle", Schedule.oneCycle(0.1, 41)),
        Arguments.of("warm up", Schedule.constant(0.1).afterWarmUp(7)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void schedulesAreThoseOfKerasAndPyTorch(String name, Schedule schedule) {
    double[] expected = TrainingGolden.doubles(TrainingGolden.at("schedules", name));
    assertThat(expected).hasSize(40);
    for (int step = 0; step < expected.length; step++) {
      // Keras computes with 32 bits.
      assertThat(schedule.at(step))
          .as("step %d", step)
          .isCloseTo(expected[step], within(2e-7 * 0.1 + 2e-6 * expected[step]));
    }
  }

  @Test
  void schedulesThatEndStayThere() {
    assertThat(Schedule.cosine(1, 0.25, 10).at(10_000)).isEqualTo(0.25);
    assertThat(Schedule.polynomial(1, 0, 2, 10).at(10_000)).isZero();
    assertThat(Schedule.oneCycle(1, 100).at(5_000)).isEqualTo(1 / 25.0 / 1e4);
  }

  @Test
  void scheduleBeginsBehindItsWarmUp() {
    Schedule schedule = Schedule.step(0.8, 0.5, 10).afterWarmUp(3);
    assertThat(schedule.at(0)).isEqualTo(0.2);
    assertThat(schedule.at(2)).isCloseTo(0.6, within(1e-15));
    assertThat(schedule.at(3)).isEqualTo(0.8);
    assertThat(schedule.at(13)).isEqualTo(0.4);
  }

  @Test
  void rejectsImpossibleSettings() {
    rejects(
        () -> Schedule.exponential(0, 0.5, 10),
        "exponential schedule has start 0.0, expected a finite number above 0");
    rejects(
        () -> Schedule.step(0.1, 1.5, 10),
        "step schedule has factor 1.5, expected a number in (0, 1]");
    rejects(() -> Schedule.cosine(0.1, 0, 0), "cosine schedule has 0 steps, expected at least 1");
    rejects(
        () -> Schedule.polynomial(0.1, -1, 1, 5),
        "polynomial schedule has end -1.0, expected a finite number of at least 0");
    rejects(
        () -> Schedule.piecewise(new long[] {5, 5}, 1, 2, 3),
        "piecewise schedule has boundary 5 after 5, expected them to increase");
    rejects(
        () -> Schedule.piecewise(new long[] {5}, 1),
        "piecewise schedule has 1 rates and 1 boundaries, expected one rate more");
    rejects(
        () -> Schedule.cosineRestarts(1, 0, 5, 0),
        "cosine schedule with restarts has growth 0, expected at least 1");
    rejects(() -> Schedule.oneCycle(1, 1), "one-cycle schedule has 1 steps, expected at least 2");
    rejects(() -> Schedule.constant(1).afterWarmUp(0), "warm-up has 0 steps, expected at least 1");
  }

  private static void rejects(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
