package dev.afina.algorithms.gp;

import dev.afina.core.sampler.RandomSampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.Params;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import dev.afina.core.trial.TrialTable;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Trials in the unit cube, one after the other, whose constraints and times are told. */
final class SimulatedStudy {

  /** How a trial ended; NaN seconds are not told. */
  record Outcome(double loss, Map<String, Double> constraints, double seconds) {

    static Outcome of(double loss) {
      return new Outcome(loss, Map.of(), 1);
    }

    boolean isFeasible() {
      return constraints.values().stream().allMatch(value -> value <= 0);
    }
  }

  private static final Distribution UNIT =
      SearchSpace.builder().doubleRange("x", 0, 1).build().distribution(0);

  private final SearchSpace space;
  private final TrialTable table = new TrialTable(new double[] {1});
  private final List<double[]> points = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  private SimulatedStudy(int dimension) {
    SearchSpace.Builder builder = SearchSpace.builder();
    IntStream.range(0, dimension).forEach(j -> builder.doubleRange("x" + j, 0, 1));
    space = builder.build();
  }

  /** Runs some trials. */
  static SimulatedStudy run(
      GaussianProcessSampler sampler,
      long seed,
      int dimension,
      int trials,
      Function<double[], Outcome> objective) {
    return run(sampler, seed, dimension, trials, objective, false);
  }

  /**
   * Runs some trials.
   *
   * @param summed whether the sampler sees only the sum of violations
   */
  static SimulatedStudy run(
      GaussianProcessSampler sampler,
      long seed,
      int dimension,
      int trials,
      Function<double[], Outcome> objective,
      boolean summed) {
    SimulatedStudy study = new SimulatedStudy(dimension);
    for (int index = 0; index < trials; index++) {
      study.table.put(FrozenTrial.builder(TrialState.RUNNING).index(index).build());
      TrialHistory seen = summed ? summed(study.table) : study.table;
      SamplingContext context = new SamplingContext(seen, index, Params::empty, seed);
      SearchSpace joint = sampler.jointSpace(seen);
      double[] point = joint.size() == 0 ? new double[0] : sampler.sampleJoint(context, joint);
      if (point.length == 0) {
        RandomSampler random = new RandomSampler();
        point =
            study.space.names().stream()
                .mapToDouble(name -> random.sample(context, name, UNIT))
                .toArray();
      }
      study.end(index, point, objective.apply(point));
    }
    return study;
  }

  private static TrialHistory summed(TrialTable table) {
    return (TrialHistory)
        Proxy.newProxyInstance(
            TrialHistory.class.getClassLoader(),
            new Class<?>[] {TrialHistory.class},
            (proxy, method, arguments) ->
                method.getName().equals("constraints")
                    ? Map.of()
                    : method.invoke(table, arguments));
  }

  private void end(int index, double[] point, Outcome outcome) {
    points.add(point);
    outcomes.add(outcome);
    FrozenTrial.Builder trial =
        FrozenTrial.builder(TrialState.COMPLETE)
            .index(index)
            .params(Params.of(space, point))
            .values(List.of(outcome.loss()))
            .constraints(outcome.constraints());
    if (!Double.isNaN(outcome.seconds())) {
      Instant start = Instant.EPOCH;
      trial.start(start).complete(start.plusNanos((long) (1e9 * outcome.seconds())));
    }
    table.put(trial.build());
  }

  /** What was tried, in order. */
  List<double[]> points() {
    return points;
  }

  /** The least loss of a feasible trial; infinite without one. */
  double best() {
    return outcomes.stream()
        .filter(Outcome::isFeasible)
        .mapToDouble(Outcome::loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** How many trials it took to get to a loss; one more than there were if none did. */
  int trialsTo(double loss) {
    int index = 0;
    while (index < outcomes.size() && outcomes.get(index).loss() > loss) {
      index++;
    }
    return index + 1;
  }

  /** The seconds that it took to get to a loss; all if it was never reached. */
  double secondsTo(double loss) {
    return outcomes.stream().limit(trialsTo(loss)).mapToDouble(Outcome::seconds).sum();
  }

  /** Where a model of the losses has its best trial. */
  double[] recommended() {
    double[] losses = outcomes.stream().mapToDouble(Outcome::loss).toArray();
    double[] targets = Targets.warped(losses);
    double[][] all = points.toArray(double[][]::new);
    Fit.Options options = Fit.Options.of(new boolean[space.size()], space.size(), false);
    double[] means = Fit.of(all, targets, options).process(all, targets).fittedMeans();
    int best =
        IntStream.range(0, means.length)
            .reduce((a, b) -> means[a] >= means[b] ? a : b)
            .orElseThrow();
    return all[best];
  }

  /** The median over seeds. */
  static double median(int seeds, IntToDoubleFunction ofSeed) {
    double[] sorted = IntStream.range(0, seeds).mapToDouble(ofSeed).sorted().toArray();
    return 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
  }
}
