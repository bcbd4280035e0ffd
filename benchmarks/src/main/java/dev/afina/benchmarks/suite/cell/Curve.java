package dev.afina.benchmarks.suite.cell;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The score of the best trial so far, as a step function of what was spent.
 *
 * @param steps in ascending order; none if no trial has a score
 */
public record Curve(List<Step> steps) {

  private static final MathContext DIGITS = new MathContext(6);

  /** Copies the steps. */
  public Curve {
    steps = List.copyOf(steps);
  }

  /**
   * From here on the score is another one.
   *
   * @param at number of trials told, this one included; where epochs are paid for, the epochs paid
   *     over those of a whole trial, rounded up
   * @param score to be minimised; with noise it need not be smaller than the one before
   */
  public record Step(double at, double score) {}

  /**
   * From text such as {@code 1:0.5 7:0.25}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Curve parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String step : text.isBlank() ? new String[0] : text.strip().split(" +")) {
      int colon = step.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException(
            "step \"%s\" of a curve has no colon, expected such as 7:0.25".formatted(step));
      }
      steps.add(
          new Step(
              Double.parseDouble(step.substring(0, colon)),
              Double.parseDouble(step.substring(colon + 1))));
    }
    return new Curve(steps);
  }

  /** The score after so much was spent; empty if there was none yet. */
  public OptionalDouble scoreAfter(double spent) {
    OptionalDouble score = OptionalDouble.empty();
    for (Step step : steps) {
      if (step.at() > spent * (1 + 1e-5)) { // what is written has six digits
        break;
      }
      score = OptionalDouble.of(step.score());
    }
    return score;
  }

  /** The score of the first trial that has one. */
  public OptionalDouble first() {
    return steps.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(steps.get(0).score());
  }

  private static String digits(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
  }

  /** The steps that can be told apart with six significant digits. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    String last = "";
    for (Step step : steps) {
      String score = digits(step.score());
      if (!score.equals(last)) {
        texts.add(digits(step.at()) + ":" + score);
        last = score;
      }
    }
    return String.join(" ", texts);
  }
}
