package dev.afina.core.trial;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of a trial's training that a scheduler has ordered.
 *
 * @param bracket the scheduler's group that the trial belongs to, from 0
 * @param maxStep the step that the trial is trained up to, at least 1, counted from the trial's
 *     beginning; its report decides what becomes of the trial
 */
public record Leg(int bracket, int maxStep) {

  private static final String BRACKET = "bracket";
  private static final String MAX_STEP = "max_step";

  /** Refuses what no scheduler orders. */
  public Leg {
    if (bracket < 0 || maxStep < 1) {
      throw new IllegalArgumentException(
          "a leg's bracket (%d) must be at least 0 and its last step (%d) at least 1"
              .formatted(bracket, maxStep));
    }
  }

  /** As the attribute {@link FrozenTrial#LEG} keeps it. */
  public Map<String, @Nullable Object> toAttribute() {
    Map<String, @Nullable Object> attribute = new LinkedHashMap<>();
    attribute.put(BRACKET, (long) bracket);
    attribute.put(MAX_STEP, (long) maxStep);
    return attribute;
  }

  static Optional<Leg> of(@Nullable Object attribute) {
    return attribute instanceof Map<?, ?> map
            && map.get(BRACKET) instanceof Number bracket
            && map.get(MAX_STEP) instanceof Number maxStep
            && bracket.intValue() >= 0
            && maxStep.intValue() >= 1
        ? Optional.of(new Leg(bracket.intValue(), maxStep.intValue()))
        : Optional.empty();
  }
}
