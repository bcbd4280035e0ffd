package dev.afina.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afina.core.IncompatibleDistributionException;
import dev.afina.core.space.Scale;
import dev.afina.core.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Each mistake in a parameter's range gives one sentence that names it. */
class BadSpacesTest {

  private static void assertRefused(Consumer<Trial> asking, String message) {
    Trial trial = Study.create().seed(1).create().ask();
    assertThatThrownBy(() -> asking.accept(trial))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThat(trial.params().size()).isZero();
  }

  @Test
  void swappedBounds() {
    assertRefused(
        t -> t.suggestDouble("lr", 0.1, 0.01),
        "parameter \"lr\": low (0.1) must not exceed high (0.01); maybe the bounds are swapped");
    assertRefused(
        t -> t.suggestInt("n", 5, 4),
        "parameter \"n\": low (5) must not exceed high (4); maybe the bounds are swapped");
  }

  @Test
  void boundsThatAreNoNumbers() {
    assertRefused(
        t -> t.suggestDouble("x", Double.NaN, 1),
        "parameter \"x\": bounds NaN and 1.0 must both be finite numbers");
    assertRefused(
        t -> t.suggestDouble("x", 0, Double.POSITIVE_INFINITY, Scale.LINEAR),
        "parameter \"x\": bounds 0.0 and Infinity must both be finite numbers");
  }

  @Test
  void logarithmsOfWhatIsNotAboveZero() {
    assertRefused(
        t -> t.suggestDouble("lr", 0, 1, Scale.LOG),
        "parameter \"lr\": low (0.0) must be above 0 on a logarithmic scale");
    assertRefused(
        t -> t.suggestInt("n", 0, 8, Scale.LOG),
        "parameter \"n\": low (0) must be at least 1 on a logarithmic scale");
  }

  @Test
  void stepsThatAreNoSteps() {
    assertRefused(
        t -> t.suggestDouble("x", 0, 1, 0.0),
        "parameter \"x\": step (0.0) must be a number above 0");
    assertRefused(
        t -> t.suggestDouble("x", 0, 1, Double.NaN),
        "parameter \"x\": step (NaN) must be a number above 0");
    assertRefused(t -> t.suggestInt("n", 0, 8, 0), "parameter \"n\": step (0) must be at least 1");
  }

  @Test
  void choicesThatAreNone() {
    assertRefused(
        t -> t.suggestCategorical("c", List.of()),
        "parameter \"c\": the list of choices is empty, expected at least one");
    assertRefused(
        t -> t.suggestCategorical("c", "a", "b", "a"),
        "parameter \"c\": choice a occurs twice in [a, b, a]; drop one");
  }

  @Test
  void namesUsedAgainWithAnotherKind() {
    Study study = Study.named("s").seed(1).create();
    Trial first = study.ask();
    double unused = first.suggestDouble("x", 0, 1);
    assertThatThrownBy(() -> first.suggestInt("x", 0, 1))
        .isInstanceOf(IncompatibleDistributionException.class)
        .hasMessage(
            "parameter \"x\" was 0..1 in this trial before, and is 0..1 now; give it another name");
    study.tell(first, unused);
    Trial second = study.ask();
    assertThatThrownBy(() -> second.suggestDouble("x", 0.1, 1, Scale.LOG))
        .isInstanceOf(IncompatibleDistributionException.class)
        .hasMessage(
            "parameter \"x\" is 0.1..1 log here, but 0..1 in study \"s\"; give it another name");
    assertThatThrownBy(() -> second.suggestCategorical("x", "a", "b"))
        .hasMessage(
            "parameter \"x\" is [a, b] here, but 0..1 in study \"s\"; give it another name");
  }

  @Test
  void rangesThatShrinkToTheGridWarnOnce() {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            warnings.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.afina.space");
    logger.addHandler(handler);
    try {
      Study study = Study.create().seed(1).create();
      for (int i = 0; i < 3; i++) {
        Trial trial = study.ask();
        assertThat(trial.suggestDouble("wide", 0.25, 0.75, 1.5)).isEqualTo(0.25);
        assertThat(trial.suggestInt("odd", 1, 4, 7)).isEqualTo(1);
        assertThat(trial.suggestInt("even", 0, 4, 2)).isIn(0, 2, 4);
        assertThat(trial.suggestDouble("tenths", 0, 0.3, 0.1)).isBetween(0.0, 0.3);
        study.tell(trial, 0);
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(warnings)
        .containsExactly(
            "parameter \"wide\": high (0.75) is no multiple of step (1.5) above low; it shrinks to"
                + " 0.25",
            "parameter \"odd\": high (4) is no multiple of step (7) above low; it shrinks to 1");
  }
}
