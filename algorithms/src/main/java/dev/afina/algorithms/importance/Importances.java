package dev.afina.algorithms.importance;

import dev.afina.core.space.Params;
import dev.afina.core.storage.Direction;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much each parameter of a study matters for one objective.
 *
 * <p>Complete trials with a finite value count, infeasible ones too, as in Optuna; trials that were
 * pruned or failed do not, for their values are of another kind or missing.
 *
 * @param evaluator the name of what measured them
 * @param objective position of the objective, from 0
 * @param shares the most important parameter first; their sum is 1; empty if there is nothing to
 *     measure
 * @param trials how many trials they rest on
 * @param note why the shares are empty or equal, as one sentence; empty where they are neither
 */
public record Importances(
    String evaluator, int objective, List<Importance> shares, int trials, Optional<String> note) {

  private static final int FEWEST_TRIALS = 2;

  /** Copies the shares. */
  public Importances {
    shares = List.copyOf(shares);
  }

  /**
   * Measures a study's parameters.
   *
   * @param objective position of the objective, from 0
   * @throws IllegalArgumentException if the study has no such objective
   */
  public static Importances of(
      StudyRecord study, List<FrozenTrial> trials, int objective, ImportanceEvaluator evaluator) {
    int objectives = study.directions().size();
    if (objective < 0 || objective >= objectives) {
      throw new IllegalArgumentException(
          "objective %d does not exist; study \"%s\" has %s"
              .formatted(
                  objective,
                  study.name(),
                  objectives == 1 ? "only objective 0" : "objectives 0 to " + (objectives - 1)));
    }
    double sign = study.directions().get(objective) == Direction.MAXIMIZE ? -1 : 1;
    List<Params> params = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (FrozenTrial trial : trials) {
      if (trial.state() == TrialState.COMPLETE
          && objective < trial.values().size()
          && Double.isFinite(trial.values().get(objective))) {
        params.add(trial.params());
        losses.add(sign * trial.values().get(objective));
        names.addAll(trial.params().names());
      }
    }
    return new Measurement(evaluator, objective, params.size())
        .of(List.copyOf(names), params, array(losses));
  }

  private static double[] array(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private record Measurement(ImportanceEvaluator evaluator, int objective, int trials) {

    Importances of(List<String> names, List<Params> params, double[] losses) {
      if (trials == 0) {
        return result(List.of(), "no trial is complete yet, so no importance can be told");
      }
      if (names.isEmpty()) {
        return result(List.of(), "the trials have no parameters, so there is nothing to compare");
      }
      if (trials < FEWEST_TRIALS) {
        return result(
            shares(names, new double[names.size()]),
            "only one trial is complete, so all shares are equal; run more trials");
      }
      if (Arrays.stream(losses).allMatch(loss -> loss == losses[0])) {
        return result(
            shares(names, new double[names.size()]),
            "all complete trials have the same value, so all shares are equal");
      }
      double[] raw = evaluator.evaluate(names, params, losses);
      for (int i = 0; i < raw.length; i++) {
        if (!(raw[i] >= 0 && raw[i] < Double.POSITIVE_INFINITY)) {
          throw new IllegalStateException(
              "evaluator %s gave %s for \"%s\", expected a finite number of at least 0"
                  .formatted(evaluator.name(), raw[i], names.get(i)));
        }
      }
      boolean nothing = names.size() > 1 && Arrays.stream(raw).allMatch(value -> value == 0);
      return result(
          shares(names, raw),
          nothing ? "no parameter makes a difference yet, so all shares are equal" : null);
    }

    private static List<Importance> shares(List<String> names, double[] raw) {
      double largest = Arrays.stream(raw).max().orElse(0);
      double sum = Arrays.stream(raw).map(value -> value / largest).sum();
      List<Importance> shares = new ArrayList<>();
      for (int i = 0; i < raw.length; i++) {
        double share = largest > 0 ? raw[i] / largest / sum : 1.0 / raw.length;
        shares.add(new Importance(names.get(i), share));
      }
      shares.sort(Comparator.comparingDouble(Importance::share).reversed());
      return shares;
    }

    private Importances result(List<Importance> shares, @Nullable String note) {
      return new Importances(
          evaluator.name(), objective, shares, trials, Optional.ofNullable(note));
    }
  }
}
