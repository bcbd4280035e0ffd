package dev.afina.algorithms.importance;

import dev.afina.core.space.Params;
import java.util.List;

/**
 * Measures how much each parameter matters for the loss.
 *
 * <p>A jar offers one by listing its class, which has a public constructor without arguments, in
 * {@code META-INF/services/dev.afina.algorithms.importance.ImportanceEvaluator}. Implementations
 * are pure functions of their arguments.
 */
public interface ImportanceEvaluator {

  /** The name that it is chosen by, such as {@code ped-anova}. */
  String name();

  /** What it measures, in one line for people. */
  String description();

  /**
   * How much each parameter matters, in a unit of its own.
   *
   * @param names the parameters to measure, each of them in at least one trial
   * @param params what the trials were given, at least two trials; not every trial need have every
   *     parameter
   * @param losses one finite value a trial, lower is better
   * @return one number a name, each finite and at least 0; all 0 where nothing can be told
   */
  double[] evaluate(List<String> names, List<Params> params, double[] losses);
}
