package dev.afina.algorithms.halving;

import dev.afina.algorithms.qmc.UnitInterval;
import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The sampler of DEHB, to be used with the pruner {@link Dehb}: differential evolution with a
 * population for each rung.
 *
 * <p><a href="https://arxiv.org/abs/2105.09821">Awad, Mallik, Hutter 2021</a>, section 4, with its
 * rand/1/bin, F = Cr = 0.5: v = a + F·(b − c) of three parents, drawn anew where it leaves the unit
 * interval, crossed with the member that the new trial stands against. Parents are of the trial's
 * own population in the first rung of a bracket, and the best of the next lower one in others. The
 * first bracket is random. Deviation: at least one parameter that the member has comes from the
 * parents, whatever the trial will ask for.
 */
public final class DehbSampler implements Sampler {

  /** That of the paper, section 5. */
  public static final double SCALING = 0.5;

  /** That of the paper, section 5. */
  public static final double CROSSOVER = 0.5;

  private final RandomSampler random;

  private DehbSampler(Map<String, ?> fixed) {
    random = new RandomSampler().knowing(fixed);
  }

  /** With the constants of the paper. */
  public static DehbSampler create() {
    return new DehbSampler(Map.of());
  }

  @Override
  public String name() {
    return "dehb";
  }

  @Override
  public Sampler knowing(Map<String, ?> fixed) {
    return new DehbSampler(fixed);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return random.isExhausted(history);
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    TrialHistory history = context.history();
    Optional<Leg> leg =
        context.index() < history.size() ? history.leg(context.index()) : Optional.empty();
    double[] column = history.column(name);
    if (leg.isEmpty() || leg.get().bracket() == 0 || column == null) {
      return random.sample(context, name, distribution);
    }
    int step = leg.get().maxStep();
    Populations populations = new Populations(history, context.index());
    int target = populations.target(step);
    List<Integer> parents =
        draw(context, populations.parents(step, isFirstRung(history, leg.get())), target);
    if (target < 0 || parents.size() < 3) {
      return random.sample(context, name, distribution);
    }
    RandomGenerator numbers = context.random("dehb:" + name);
    double fresh = numbers.nextDouble();
    double mutant =
        place(column, parents.get(0), distribution, numbers)
            + SCALING
                * (place(column, parents.get(1), distribution, numbers)
                    - place(column, parents.get(2), distribution, numbers));
    if (mutant < 0 || mutant > 1) {
      mutant = fresh;
    }
    boolean isCrossed =
        numbers.nextDouble() < CROSSOVER || name.equals(forced(context, history.space(target)));
    return UnitInterval.value(
        distribution, isCrossed ? mutant : place(column, target, distribution, numbers));
  }

  private static boolean isFirstRung(TrialHistory history, Leg leg) {
    for (int row = 0; row < history.size(); row++) {
      Optional<Leg> other = history.leg(row);
      if (other.isPresent()
          && other.get().bracket() == leg.bracket()
          && other.get().maxStep() < leg.maxStep()) {
        return false;
      }
    }
    return true;
  }

  /** Three different parents, none of them the target where there are enough. */
  private static List<Integer> draw(SamplingContext context, List<Integer> from, int target) {
    List<Integer> left = new ArrayList<>(from);
    if (left.size() > 3) {
      left.remove(Integer.valueOf(target));
    }
    RandomGenerator numbers = context.random("dehb:parents");
    List<Integer> drawn = new ArrayList<>();
    while (drawn.size() < 3 && !left.isEmpty()) {
      drawn.add(left.remove(numbers.nextInt(left.size())));
    }
    return drawn;
  }

  /** The parameter that is surely crossed. */
  private static String forced(SamplingContext context, SearchSpace space) {
    int size = space.size();
    return size == 0 ? "" : space.name(context.random("dehb:forced").nextInt(size));
  }

  /** A trial's parameter in the unit interval; random where it has none. */
  private static double place(
      double[] column, int row, Distribution distribution, RandomGenerator numbers) {
    double otherwise = numbers.nextDouble();
    double internal = column[row];
    return distribution.contains(internal)
        ? UnitInterval.position(distribution, internal)
        : otherwise;
  }
}
