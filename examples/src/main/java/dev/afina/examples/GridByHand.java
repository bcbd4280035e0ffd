package dev.afina.examples;

import dev.afina.core.sampler.GridSampler;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import java.util.ArrayList;
import java.util.List;

/** A grid in nested loops, and the same grid as a study, which says its size before it starts. */
public final class GridByHand {

  private GridByHand() {}

  /** A model's error, were there one. */
  private static double error(double rate, int batch) {
    return Math.pow(Math.log10(rate) + 2.5, 2) + Math.abs(batch - 48) / 48.0;
  }

  /**
   * What came out.
   *
   * @param loops the errors in the order of the loops
   * @param study the same of the study
   * @param size how many points the study's grid has
   * @param best the parameters of the best
   */
  public record Outcome(List<Double> loops, List<Double> study, long size, String best) {}

  /** Goes through the grid twice. */
  public static Outcome run() {
    List<Double> loops = new ArrayList<>();
    for (double rate : new double[] {0.1, 0.01, 0.001}) {
      for (int batch = 16; batch <= 64; batch += 16) {
        loops.add(error(rate, batch));
      }
    }

    SearchSpace space =
        SearchSpace.builder()
            .categorical("rate", 0.1, 0.01, 0.001)
            .intRange("batch", 16, 64, 16)
            .build();
    GridSampler grid = GridSampler.over(space);
    Study study = Study.create().sampler(grid).create();
    study.optimize(
        trial ->
            error(
                trial.suggestCategorical("rate", 0.1, 0.01, 0.001),
                trial.suggestInt("batch", 16, 64, 16)),
        Budget.unlimited());
    return new Outcome(
        loops,
        study.trials().stream().map(trial -> trial.values().get(0)).toList(),
        grid.size(),
        study.bestTrial().orElseThrow().params().toString());
  }

  /** Runs it. */
  public static void main(String[] args) {
    Outcome outcome = run();
    System.out.println(outcome.size() + " points, the best with " + outcome.best());
  }
}
