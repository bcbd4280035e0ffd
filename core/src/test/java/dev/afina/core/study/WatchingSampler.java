package dev.afina.core.study;

import dev.afina.core.pruner.PruneDecision;
import dev.afina.core.pruner.Pruner;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.DoubleDistribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;

/**
 * Writes down all that it is shown, and makes every choice depend on every bit of it: two runs that
 * differ anywhere differ from there on.
 */
final class WatchingSampler implements Sampler, Pruner {

  /** What was seen, by trial and occasion. */
  final Map<String, String> seen = new ConcurrentSkipListMap<>();

  @Override
  public String name() {
    return "watching";
  }

  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    SearchSpace.Builder joint = SearchSpace.builder();
    for (SearchSpace space : history.spaces()) {
      int known = joint.build().size();
      for (int i = 0; i < space.size() && i < 2 && known == 0; i++) {
        joint.add(space.name(i), space.distribution(i));
      }
    }
    return joint.build();
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    double[] values = new double[space.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = choose(context, "joint " + space.name(i), space.distribution(i));
    }
    return values;
  }

  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    return choose(context, name, distribution);
  }

  private double choose(SamplingContext context, String occasion, Distribution distribution) {
    String view = see(context.history(), context.index(), occasion) + context.params();
    RandomGenerator random = context.random(view);
    return distribution.cardinality().isPresent()
        ? distribution.valueAt(random.nextLong(distribution.cardinality().getAsLong()))
        : ((DoubleDistribution) distribution).low() + random.nextDouble();
  }

  @Override
  public PruneDecision decide(TrialHistory history, int row) {
    int reports = history.reports(row);
    String view = see(history, row, "report " + reports);
    return view.hashCode() % 7 == 0 ? PruneDecision.prune("bad luck") : PruneDecision.goOn();
  }

  private String see(TrialHistory history, int row, String occasion) {
    String view = describe(history);
    String before = seen.putIfAbsent(row + " " + occasion, view);
    if (before != null && !before.equals(view)) {
      throw new IllegalStateException(
          "trial %d saw at its %s%n%s%nand now%n%s".formatted(row, occasion, before, view));
    }
    return view;
  }

  private static String describe(TrialHistory history) {
    StringBuilder text = new StringBuilder();
    text.append(history.size()).append(history.names()).append(history.spaces());
    for (TrialState state : TrialState.values()) {
      text.append(' ').append(history.count(state));
    }
    for (int row = 0; row < history.size(); row++) {
      text.append('\n').append(row).append(' ').append(history.state(row));
      text.append(history.isVacant(row) ? " vacant " : " ").append(history.loss(row, 0));
      text.append(' ').append(history.violation(row)).append(' ').append(history.seconds(row));
      new TreeMap<>(history.constraints(row))
          .forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
      text.append(' ').append(history.space(row).names());
      for (int i = 0; i < history.reports(row); i++) {
        text.append(' ').append(history.step(row, i)).append(':').append(history.reported(row, i));
      }
      for (String name : history.names()) {
        double[] column = history.column(name);
        text.append(' ').append(column == null ? "none" : column[row]);
      }
    }
    return text.toString();
  }
}
