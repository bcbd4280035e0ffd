package dev.afina.benchmarks.suite.report;

import dev.afina.benchmarks.suite.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Where the samplers of a field stand after as many trials.
 *
 * @param field who is compared on what
 * @param regrets normalised, by sampler
 * @param ranks among the field's samplers in each cell, by sampler
 */
record Board(Field field, Map<String, Figures> regrets, Map<String, Figures> ranks) {

  /**
   * The board of a field.
   *
   * @param scales by problem
   */
  static Board of(Field field, Results results, Map<String, Scale> scales, double trials) {
    int samplers = field.samplers().size();
    List<Problem> problems = field.problems();
    double[][][] regrets = new double[samplers][problems.size()][];
    double[][][] ranks = new double[samplers][problems.size()][];
    for (int p = 0; p < problems.size(); p++) {
      List<Integer> seeds = field.seeds(problems.get(p));
      Scale scale = scaleOf(problems.get(p), scales);
      for (int i = 0; i < samplers; i++) {
        regrets[i][p] = new double[seeds.size()];
        ranks[i][p] = new double[seeds.size()];
      }
      for (int s = 0; s < seeds.size(); s++) {
        double[] scores = new double[samplers];
        for (int i = 0; i < samplers; i++) {
          OptionalDouble score =
              results
                  .get(field.samplers().get(i), problems.get(p), seeds.get(s))
                  .curve()
                  .scoreAfter(trials);
          scores[i] = score.orElse(Double.POSITIVE_INFINITY);
          regrets[i][p][s] = scale.regret(score);
        }
        double[] places = Ranks.of(scores);
        for (int i = 0; i < samplers; i++) {
          ranks[i][p][s] = places[i];
        }
      }
    }
    return new Board(field, byName(field, regrets), byName(field, ranks));
  }

  private static Scale scaleOf(Problem problem, Map<String, Scale> scales) {
    Scale scale = scales.get(problem.name());
    if (scale == null) {
      throw new IllegalArgumentException("problem %s has no scale".formatted(problem));
    }
    return scale;
  }

  private static Map<String, Figures> byName(Field field, double[][][] values) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      figures.put(field.samplers().get(i), new Figures(field.problems(), values[i]));
    }
    return figures;
  }

  /** Normalised regrets of a sampler of the field. */
  Figures regrets(String sampler) {
    return figures(regrets, sampler);
  }

  /** Ranks of a sampler of the field. */
  Figures ranks(String sampler) {
    return figures(ranks, sampler);
  }

  private static Figures figures(Map<String, Figures> figures, String sampler) {
    Figures found = figures.get(sampler);
    if (found == null) {
      throw new IllegalArgumentException(
          "sampler %s is not one of %s".formatted(sampler, figures.keySet()));
    }
    return found;
  }

  /**
   * The share of the problems on which a sampler's mean is smaller than another's; a tie counts
   * half.
   *
   * @param of regrets or ranks
   */
  double shareAhead(String sampler, String other, Function<String, Figures> of) {
    Figures own = of.apply(sampler);
    Figures theirs = of.apply(other);
    double ahead = 0;
    for (int p = 0; p < field.problems().size(); p++) {
      int sign = Double.compare(own.mean(p), theirs.mean(p));
      ahead += sign < 0 ? 1 : sign == 0 ? 0.5 : 0;
    }
    return ahead / field.problems().size();
  }
}
