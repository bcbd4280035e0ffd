package dev.afina.algorithms.gp;

import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What the models learn from: the trials of a history as points, losses and labels. */
final class Observations {

  /** More ended trials than this are thinned out, so that a suggestion's cost is bounded. */
  static final int MOST = 400;

  /**
   * As many more than the first {@link #MOST}, of those that came after an {@linkplain Model
   * anchor}.
   */
  private static final int MOST_LATE = MOST / 8;

  private static final int MOST_RUNNING = 64;
  private static final int INCUMBENTS = 5;

  /**
   * The power of the probability of success. A failed trial teaches nothing of the objective, whose
   * model so keeps its hopes beyond the border; with 1, a quarter of the trials failed in a space
   * of six parameters of which 30 % fail.
   */
  private static final double CAUTION = 8;

  /** Little, or a fit takes the jump at the border of what fails for noise. */
  private static final double LABEL_NOISE = 0.01;

  /** Clocks tell no difference below. */
  private static final double LEAST_SECONDS = 1e-3;

  private final Encoding encoding;
  private final Tried tried;
  private final int ended;
  private final List<double[]> pending = new ArrayList<>();
  private final double[][] points;
  private final double[] losses;
  private final List<Stages.Stage> observed;
  private final double[] success;
  private final double[] feasible;
  private final Map<String, double[]> constraints;
  private final double[] seconds;
  private final int anchored;
  private final double[] shares;
  private final Settings settings;
  private final RandomGenerator random;
  private final Beliefs beliefs;

  /** Reads a history for the trial that is being sampled for. */
  Observations(SamplingContext context, SearchSpace space, Settings settings) {
    this.settings = settings;
    random = context.random("gp:functions");
    TrialHistory history = context.history();
    double[] allLosses = Losses.of(history, context.random("gp:weights"));
    double[] allSuccess = Labels.ofSuccess(history);
    int[] rows =
        IntStream.range(0, history.size())
            .filter(row -> !Double.isNaN(allSuccess[row]) && hasAny(history, row, space))
            .toArray();
    ended = rows.length;
    double[] keys = new double[rows.length];
    Arrays.setAll(keys, i -> allLosses[rows[i]]);
    int early = Model.anchor(ended);
    int[] anchor = Thinning.positions(Arrays.copyOf(keys, early), MOST);
    int[] late = Thinning.positions(Arrays.copyOfRange(keys, early, ended), MOST_LATE);
    anchored = anchor.length;
    int[] chosen = Arrays.copyOf(anchor, anchored + late.length);
    Arrays.setAll(late, i -> early + late[i]);
    System.arraycopy(late, 0, chosen, anchored, late.length);
    Arrays.setAll(chosen, i -> rows[chosen[i]]);
    Stages stages = new Stages(history, chosen);
    shares = stages.shares();
    encoding =
        new Encoding(
            space, history, whole(history, chosen), Arrays.stream(shares).anyMatch(s -> s < 1));
    beliefs = new Beliefs(encoding, context, ended);
    tried = new Tried(encoding, history, context.index(), settings.noisy());
    points = new double[chosen.length][];
    Arrays.setAll(points, i -> encoding.point(history, chosen[i]));
    losses = Arrays.stream(chosen).mapToDouble(row -> allLosses[row]).toArray();
    observed = stages.of(losses, MOST);
    success = Arrays.stream(chosen).mapToDouble(row -> allSuccess[row]).toArray();
    feasible = Labels.ofViolations(Arrays.stream(chosen).mapToDouble(history::violation).toArray());
    constraints = Constraints.of(history, chosen);
    seconds = Arrays.stream(chosen).mapToDouble(history::seconds).toArray();
    for (int row = history.size() - 1; row >= 0 && pending.size() < MOST_RUNNING; row--) {
      if (history.state(row) == TrialState.RUNNING && row != context.index()) {
        double[] point = encoding.point(history, row);
        if (!Encoding.isEmpty(point)) {
          pending.add(encoding.prune(point));
        }
      }
    }
  }

  private static boolean hasAny(TrialHistory history, int row, SearchSpace space) {
    for (String name : space.names()) {
      double[] column = history.column(name);
      if (column != null && !Double.isNaN(column[row])) {
        return true;
      }
    }
    return false;
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

  /** What the study's user believes. */
  Beliefs beliefs() {
    return beliefs;
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

  /** Whether there is a loss or a failure to learn from. */
  boolean isInformative() {
    return Arrays.stream(losses).anyMatch(loss -> !Double.isNaN(loss))
        || hasBothSigns(success)
        || hasNegative(success);
  }

  private static boolean hasNegative(double[] labels) {
    return Arrays.stream(labels).anyMatch(label -> label < 0);
  }

  private static boolean hasBothSigns(double[] labels) {
    return hasNegative(labels) && Arrays.stream(labels).anyMatch(label -> label > 0);
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
    return !Double.isNaN(losses[i]) && !(feasible[i] < 0);
  }

  /** Whether it may be what is to be improved on. */
  private boolean isRival(Stages.Stage stage) {
    return stage.isLast() && isEligible(stage.position());
  }

  /** The losses that are known. */
  double[] knownLosses() {
    return knownOf(losses);
  }

  /** A process of standardised losses as they are, without warping, less being better. */
  GaussianProcess unwarped(Model model) {
    return model.of("unwarped", sample(losses), fitting(), (p, v) -> Targets.standardised(v));
  }

  /** Fits the models and tells them of running trials. */
  Acquisition acquisition(Model model) {
    boolean hasObjective = observed.stream().anyMatch(this::isRival);
    Acquisition acquisition = new Acquisition(hasObjective ? merit(model) : null);
    acquisition.believe(beliefs);
    requireLabels(acquisition, "success", success, CAUTION, model);
    if (constraints.isEmpty()) {
      requireLabels(acquisition, "feasibility", feasible, 1, model);
    }
    constraints.forEach((name, values) -> constrain(acquisition, name, values, model));
    if (settings.costExponent() > 0) {
      charge(acquisition, model);
    }
    for (int i = 0; i < points.length; i++) {
      if (success[i] < 0 || shares[i] < 1) {
        acquisition.takeAsExpected(encoding.features(points[i]));
      }
    }
    for (double[] point : pending) {
      acquisition.expect(encoding.features(point));
    }
    return acquisition;
  }

  private Merit merit(Model model) {
    double[][] features =
        observed.stream()
            .map(stage -> encoding.features(points[stage.position()], stage.share()))
            .toArray(double[][]::new);
    double[] values = observed.stream().mapToDouble(Stages.Stage::loss).toArray();
    int early = (int) observed.stream().filter(stage -> stage.position() < anchored).count();
    GaussianProcess objective =
        model.of(
            "objective",
            new Model.Sample(features, values, early),
            encoding.isStepped() ? fitting().ofSteps() : fitting(),
            (points, own) -> Targets.warped(own),
            (points, own) -> Targets.plain(own));
    boolean anyWhole = observed.stream().anyMatch(stage -> isRival(stage) && stage.share() == 1);
    boolean[] eligible = new boolean[values.length];
    double best = Double.NEGATIVE_INFINITY;
    double[] means = objective.fittedMeans();
    for (int k = 0; k < values.length; k++) {
      eligible[k] = isRival(observed.get(k)) && (!anyWhole || observed.get(k).share() == 1);
      best = eligible[k] ? Math.max(best, means[k]) : best;
    }
    return settings.acquisition() == AcquisitionFunction.LOG_NOISY_EI
        ? new NoisyImprovement(objective, features, eligible, NoisyImprovement.PAIRS, random)
        : new AnalyticMerit(objective, best, settings.acquisition());
  }

  private void requireLabels(
      Acquisition acquisition, String purpose, double[] labels, double power, Model model) {
    if (hasNegative(labels)) {
      double offset = mean(softened(features(known(labels)), knownOf(labels)));
      Model.Scale scale = (features, values) -> centred(softened(features, values));
      Fit.Options options = fitting().ofLabels(LABEL_NOISE);
      acquisition.require(model.of(purpose, sample(labels), options, scale), offset, power);
    }
  }

  private double[] softened(double[][] features, double[] labels) {
    double[] softened = labels.clone();
    Labels.soften(features, softened, encoding.hamming());
    return softened;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double[] centred(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> value - mean).toArray();
  }

  /** Whether an ended trial has stated a constraint. */
  boolean isConstrained() {
    return !constraints.isEmpty();
  }

  /** One constraint; one of flags, once it was violated. */
  private void constrain(Acquisition acquisition, String name, double[] values, Model model) {
    String purpose = "constraint:" + name;
    if (Constraints.areFlags(values)) {
      requireLabels(acquisition, purpose, Labels.ofViolations(values), 1, model);
    } else {
      double offset = mean(Constraints.graded(knownOf(values)));
      Model.Scale scale = (features, own) -> centred(Constraints.graded(own));
      acquisition.require(model.of(purpose, sample(values), fitting(), scale), offset, 1);
    }
  }

  /** Subtracts what trials cost, where their times are known and differ. */
  private void charge(Acquisition acquisition, Model model) {
    double[] logs =
        Arrays.stream(seconds).map(time -> Math.log(Math.max(LEAST_SECONDS, time))).toArray();
    double deviation = Targets.deviation(knownOf(logs));
    if (deviation < Double.POSITIVE_INFINITY) {
      GaussianProcess cost =
          model.of("cost", sample(logs), fitting(), (points, own) -> Targets.standardised(own));
      acquisition.charge(cost, settings.costExponent() * deviation);
    }
  }

  private static int[] known(double[] values) {
    return IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
  }

  private static double[] knownOf(double[] values) {
    return Arrays.stream(known(values)).mapToDouble(i -> values[i]).toArray();
  }

  /** The rows that have a value, those of the anchor first. */
  private Model.Sample sample(double[] values) {
    int[] known = known(values);
    int early = (int) Arrays.stream(known).filter(i -> i < anchored).count();
    return new Model.Sample(features(known), knownOf(values), early);
  }

  private Fit.Options fitting() {
    return Fit.Options.of(encoding.hamming(), encoding.parameters(), settings.warped());
  }

  private double[][] features(int[] positions) {
    return Arrays.stream(positions)
        .mapToObj(i -> encoding.features(points[i]))
        .toArray(double[][]::new);
  }
}
