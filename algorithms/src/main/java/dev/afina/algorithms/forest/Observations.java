package dev.afina.algorithms.forest;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What forests learn from: the trials of a history as points, losses and labels. */
final class Observations {

  /** More ended trials than this are thinned out, so that a suggestion's cost is bounded. */
  static final int MOST = 2000;

  private static final int MOST_RUNNING = 64;
  private static final int INCUMBENTS = 10;

  /**
   * Where SMAC has ten trees that cut best of all features, these are thirty that cut anywhere, of
   * half of the features. Bootstrap, as in SMAC. Compared on synthetic problems with at most 10
   * seeds, within which the differences are small: a preference, no proof.
   */
  private static final Settings LOSSES = new Settings(30, true, 0.5, Settings.Cut.ANYWHERE, 0);

  private static final Settings LABELS = new Settings(30, true, 0.5, Settings.Cut.ANYWHERE, 1);

  /**
   * What is too little to be called an improvement, of targets whose deviation is 1. A forest hopes
   * for ever smaller gains around the best trial. After 100 trials 0.3 had a smaller median regret
   * than 0.1 on six of nine synthetic problems, those with branches among them, and a greater one
   * on Hartmann 6 (10 or 12 seeds): a preference, no proof.
   */
  private static final double LEAST_GAIN = 0.3;

  /** The power of the probabilities of success and of being feasible. */
  private static final double CAUTION = 2;

  private final Encoding encoding;
  private final Tried tried;
  private final int ended;
  private final List<double[]> pending = new ArrayList<>();
  private final double[][] points;
  private final double[] losses;
  private final double[] success;
  private final double[] feasible;

  /** Reads a history for the trial that is being sampled for. */
  Observations(SamplingContext context, SearchSpace space) {
    TrialHistory history = context.history();
    double[] allLosses = Losses.of(history, context.random("forest:weights"));
    double[] allSuccess = Labels.ofSuccess(history);
    double[] allFeasible = Labels.ofFeasibility(history);
    double[][] columns = space.names().stream().map(history::column).toArray(double[][]::new);
    int[] rows =
        IntStream.range(0, history.size())
            .filter(row -> !Double.isNaN(allSuccess[row]) && hasAny(columns, row))
            .toArray();
    ended = rows.length;
    int[] chosen = thinned(rows, allLosses, MOST);
    encoding = new Encoding(space, history, whole(history, chosen));
    points = new double[chosen.length][];
    Arrays.setAll(points, i -> encoding.point(history, chosen[i]));
    losses = Arrays.stream(chosen).mapToDouble(row -> allLosses[row]).toArray();
    success = Arrays.stream(chosen).mapToDouble(row -> allSuccess[row]).toArray();
    feasible = Arrays.stream(chosen).mapToDouble(row -> allFeasible[row]).toArray();
    for (int row = history.size() - 1; row >= 0 && pending.size() < MOST_RUNNING; row--) {
      if (history.state(row) == TrialState.RUNNING && row != context.index()) {
        double[] point = encoding.point(history, row);
        if (!Encoding.isEmpty(point)) {
          pending.add(encoding.prune(point));
        }
      }
    }
    tried = new Tried(encoding, history, columns, pending);
  }

  private static boolean hasAny(double[][] columns, int row) {
    for (double[] column : columns) {
      if (!Double.isNaN(column[row])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Some of many rows: the better half of the allowance the best, the rest spread over the others.
   */
  static int[] thinned(int[] rows, double[] losses, int most) {
    if (rows.length <= most) {
      return rows;
    }
    double[] sorted = Arrays.stream(rows).mapToDouble(row -> losses[row]).sorted().toArray();
    double limit = sorted[most / 2 - 1];
    int[] kept = new int[most];
    int[] others = new int[rows.length];
    int best = 0;
    int rest = 0;
    for (int row : rows) {
      if (best < most / 2 && losses[row] <= limit) {
        kept[best++] = row;
      } else {
        others[rest++] = row;
      }
    }
    for (int k = best; k < most; k++) {
      kept[k] = others[(int) ((k - best + 1L) * rest / (most - best)) - 1];
    }
    Arrays.sort(kept);
    return kept;
  }

  /** Rows that did not fail, and so asked for all that they would; all if every one failed. */
  private static int[] whole(TrialHistory history, int[] rows) {
    int[] whole =
        Arrays.stream(rows).filter(row -> history.state(row) != TrialState.FAIL).toArray();
    return whole.length == 0 ? rows : whole;
  }

  Encoding encoding() {
    return encoding;
  }

  /** Which configurations are taken. */
  Tried tried() {
    return tried;
  }

  /** Number of trials that have ended, thinned out or not. */
  int ended() {
    return ended;
  }

  /** Points of ended and running trials. */
  List<double[]> all() {
    List<double[]> all = new ArrayList<>(Arrays.asList(points));
    all.addAll(pending);
    return all;
  }

  /** Points of the best trials that are not known to be infeasible, best first. */
  List<double[]> incumbents() {
    return IntStream.range(0, losses.length)
        .filter(this::isEligible)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .limit(INCUMBENTS)
        .map(i -> points[i])
        .toList();
  }

  private boolean isEligible(int i) {
    return !Double.isNaN(losses[i]) && !(feasible[i] < 1);
  }

  /** Grows the forests. */
  Promise promise(RandomGenerator random) {
    Promise promise = ofLosses(random);
    require(promise, success, CAUTION, random);
    require(promise, feasible, CAUTION, random);
    return promise;
  }

  private Promise ofLosses(RandomGenerator random) {
    int[] valued =
        IntStream.range(0, losses.length).filter(i -> !Double.isNaN(losses[i])).toArray();
    if (Arrays.stream(valued).noneMatch(this::isEligible)) {
      return Promise.ofConditions();
    }
    double[] targets = Targets.of(Arrays.stream(valued).mapToDouble(i -> losses[i]).toArray());
    double[][] known = points(valued);
    Forest forest = grow(known, targets, LOSSES, random);
    double[] means = new double[known.length];
    forest.predict(known, means, new double[known.length]);
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < known.length; k++) {
      if (isEligible(valued[k])) {
        best = Math.min(best, means[k]);
      }
    }
    return Promise.of(
        pending.isEmpty() ? forest : believing(forest, known, targets, random), best - LEAST_GAIN);
  }

  /** A forest that takes running trials to end as another one expects. */
  private Forest believing(
      Forest forest, double[][] known, double[] targets, RandomGenerator random) {
    double[][] running = pending.toArray(double[][]::new);
    double[] means = new double[running.length];
    forest.predict(running, means, new double[running.length]);
    double[][] all = Arrays.copyOf(known, known.length + running.length);
    double[] believed = Arrays.copyOf(targets, all.length);
    System.arraycopy(running, 0, all, known.length, running.length);
    System.arraycopy(means, 0, believed, known.length, running.length);
    return grow(all, believed, LOSSES, random);
  }

  private void require(Promise promise, double[] labels, double power, RandomGenerator random) {
    if (Labels.matters(labels)) {
      int[] known =
          IntStream.range(0, labels.length).filter(i -> !Double.isNaN(labels[i])).toArray();
      double[] met = Arrays.stream(known).mapToDouble(i -> labels[i]).toArray();
      promise.require(grow(points(known), met, LABELS, random), power);
    }
  }

  private double[][] points(int[] positions) {
    return Arrays.stream(positions).mapToObj(i -> points[i]).toArray(double[][]::new);
  }

  private Forest grow(
      double[][] known, double[] targets, Settings settings, RandomGenerator random) {
    return Forest.grow(new Sample(known, encoding.choices()), targets, settings, random);
  }
}
