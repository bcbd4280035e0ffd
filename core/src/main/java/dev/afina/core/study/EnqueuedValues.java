package dev.afina.core.study;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.Params;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a trial was given in advance, in external form. */
final class EnqueuedValues {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");

  private final int trial;
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  EnqueuedValues(FrozenTrial started) {
    trial = started.number();
    if (started.systemAttributes().get(FrozenTrial.FIXED_PARAMS) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> values.put(String.valueOf(name), value));
    }
    started.params().toMap().forEach(values::putIfAbsent);
  }

  /** Of a trial that waits, or is the retry of a lost one; none if it is neither. */
  static EnqueuedValues ofRetry(List<FrozenTrial> stored) {
    FrozenTrial.Builder plan = FrozenTrial.builder(TrialState.RUNNING);
    for (FrozenTrial trial : stored) {
      plan.number(trial.number()).systemAttributes(trial.systemAttributes());
      if (trial.state() == TrialState.WAITING) {
        plan.params(trial.params());
      }
    }
    return new EnqueuedValues(plan.build());
  }

  /**
   * The internal form of a parameter's value; {@code null} if there is none that can be used. A
   * number outside of a numeric range can, as in Optuna.
   */
  @Nullable Double find(String name, Distribution distribution) {
    if (!values.containsKey(name)) {
      return null;
    }
    Object value = values.get(name);
    try {
      return distribution.toInternal(value);
    } catch (IllegalArgumentException e) {
      return value instanceof Number number && isOfItsKind(number.doubleValue(), distribution)
          ? (Double) number.doubleValue()
          : null;
    }
  }

  /** What was drawn, with the given values in their places. */
  Params over(Params drawn) {
    double[] planned = new double[drawn.size()];
    for (int i = 0; i < planned.length; i++) {
      Double given = find(drawn.space().name(i), drawn.space().distribution(i));
      planned[i] = given == null ? drawn.internal(i) : given;
    }
    return Params.of(drawn.space(), planned);
  }

  /**
   * The internal form of a given value, with a warning where the value is none of the
   * distribution's.
   */
  @Nullable Double use(String name, Distribution distribution) {
    Double found = find(name, distribution);
    if (values.containsKey(name) && (found == null || !distribution.contains(found))) {
      LOG.log(
          WARNING,
          "trial {0}: the enqueued value {1} of \"{2}\" is not in {3}; {4}",
          trial,
          values.get(name),
          name,
          distribution,
          found == null ? "the sampler chooses instead" : "it is used all the same");
    }
    return found;
  }

  private static boolean isOfItsKind(double number, Distribution distribution) {
    return Double.isFinite(number)
        && !(distribution instanceof CategoricalDistribution)
        && (distribution instanceof DoubleDistribution || number == Math.rint(number));
  }
}
