package dev.afina.algorithms.halving;

import dev.afina.algorithms.qmc.UnitInterval;
import dev.afina.core.space.CategoricalDistribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the numbers of a copy where the gain until the next selection may be greatest: {@code
 * argmax μ(x) + √β·σ(x)}, where μ knows the gains so far, and σ also counts all other members of
 * the next interval as seen, so that copies made at once differ.
 *
 * <p>Parker-Holder et al. 2020, algorithm 1: the selection of the parameters of a batch, with β =
 * 0.2 + ln(0.4·n) for n gains, at least 0.2, the constants of the authors' implementation in Ray
 * Tune. The maximum is searched at random, then around the best.
 */
final class Bandit implements Generations.Explorer {

  private static final double LEAST_BETA = 0.2;
  private static final double BETA_FACTOR = 0.4;
  private static final int RANDOM_POINTS = 256;
  private static final int ROUNDS = 6;
  private static final int POINTS_A_ROUND = 32;
  private static final double FIRST_STEP = 0.2;

  @Override
  public Map<String, @Nullable Object> explore(
      TrialHistory history, Generations generations, Generations.Selection selection, int worst) {
    SearchSpace space = history.space(selection.parents().get(worst));
    Gains gains = new Gains(history, generations, space, selection.step());
    double[] targets = gains.standardised();
    double report = history.reportedAt(selection.parents().get(worst), selection.step());
    if (targets.length == 0 || !Double.isFinite(report)) {
      return perturbed(history, generations, selection, worst);
    }
    Search search = new Search(history, generations, selection, space, gains, targets);
    for (int earlier = 0; earlier < worst; earlier++) {
      if (history.space(selection.parents().get(earlier)).equals(space)
          && Double.isFinite(search.report(selection.parents().get(earlier)))) {
        search.choose(earlier);
      }
    }
    return search.choose(worst);
  }

  private static Map<String, @Nullable Object> perturbed(
      TrialHistory history, Generations generations, Generations.Selection selection, int worst) {
    RandomGenerator random =
        Seeds.generator(generations.seed(), selection.worst().get(worst), "pb2:perturb");
    return Perturbation.of(history, selection.parents().get(worst), random);
  }

  /** The choice of one copy after the other. */
  private static final class Search {

    private final TrialHistory history;
    private final Generations generations;
    private final Generations.Selection selection;
    private final SearchSpace space;
    private final ForgetfulProcess process;
    private final double low;
    private final double range;
    private final double root;
    private final int time;

    Search(
        TrialHistory history,
        Generations generations,
        Generations.Selection selection,
        SearchSpace space,
        Gains gains,
        double[] targets) {
      this.history = history;
      this.generations = generations;
      this.selection = selection;
      this.space = space;
      time = selection.step() / generations.interval();
      List<ForgetfulProcess.Point> going = new ArrayList<>();
      for (int row : selection.others()) {
        if (gains.hasAll(row) && Double.isFinite(report(row))) {
          going.add(gains.point(row, report(row), selection.step()));
        }
      }
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (List<ForgetfulProcess.Point> some : List.of(gains.points(), going)) {
        for (ForgetfulProcess.Point point : some) {
          least = Math.min(least, point.at(space.size()));
          most = Math.max(most, point.at(space.size()));
        }
      }
      low = least;
      range = most > least ? most - least : 1;
      boolean[] categories = new boolean[space.size() + 1];
      for (int j = 0; j < space.size(); j++) {
        categories[j] = space.distribution(j) instanceof CategoricalDistribution;
      }
      process =
          ForgetfulProcess.fit(
              gains.points().stream().map(this::scaled).toList(), targets, categories);
      going.forEach(point -> process.await(scaled(point)));
      root = Math.sqrt(LEAST_BETA + Math.max(0, Math.log(BETA_FACTOR * targets.length)));
    }

    private double report(int row) {
      return history.reportedAt(row, selection.step());
    }

    private ForgetfulProcess.Point scaled(ForgetfulProcess.Point point) {
      return point.with(space.size(), (point.at(space.size()) - low) / range);
    }

    /** The values of a copy, which counts as seen from now on. */
    Map<String, @Nullable Object> choose(int worst) {
      int parent = selection.parents().get(worst);
      Map<String, @Nullable Object> values = perturbed(history, generations, selection, worst);
      RandomGenerator random =
          Seeds.generator(generations.seed(), selection.worst().get(worst), "pb2:explore");
      double[] start = new double[space.size() + 1];
      for (int j = 0; j < space.size(); j++) {
        double internal = space.distribution(j).toInternal(values.get(space.name(j)));
        start[j] = isChoice(j) ? internal : UnitInterval.position(space.distribution(j), internal);
      }
      start[space.size()] = (report(parent) - low) / range;
      double[] best = maximum(start, random);
      process.await(new ForgetfulProcess.Point(best, time));
      Map<String, @Nullable Object> chosen = new LinkedHashMap<>(values);
      for (int j = 0; j < space.size(); j++) {
        if (!isChoice(j)) {
          double internal = UnitInterval.value(space.distribution(j), best[j]);
          chosen.put(space.name(j), space.distribution(j).toExternal(internal));
        }
      }
      return chosen;
    }

    private boolean isChoice(int j) {
      return space.distribution(j) instanceof CategoricalDistribution;
    }

    private double[] maximum(double[] start, RandomGenerator random) {
      double[] best = start;
      double highest = bound(start);
      for (int round = 0; round <= ROUNDS; round++) {
        double[] middle = best;
        double step = FIRST_STEP / (1 << Math.max(0, round - 1));
        for (int i = 0; i < (round == 0 ? RANDOM_POINTS : POINTS_A_ROUND); i++) {
          double[] x = middle.clone();
          for (int j = 0; j < space.size(); j++) {
            if (!isChoice(j)) {
              double near = middle[j] + step * random.nextGaussian();
              x[j] = round == 0 ? random.nextDouble() : Math.min(1, Math.max(0, near));
            }
          }
          double bound = bound(x);
          if (bound > highest) {
            highest = bound;
            best = x;
          }
        }
      }
      return best;
    }

    private double bound(double[] x) {
      ForgetfulProcess.Point point = new ForgetfulProcess.Point(x, time);
      return process.mean(point) + root * process.deviation(point);
    }
  }
}
