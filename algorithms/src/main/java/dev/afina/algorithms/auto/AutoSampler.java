package dev.afina.algorithms.auto;

import dev.afina.algorithms.gp.GaussianProcessSampler;
import dev.afina.algorithms.tpe.TpeSampler;
import dev.afina.core.sampler.Sampler;
import dev.afina.core.sampler.SamplingContext;
import dev.afina.core.space.Distribution;
import dev.afina.core.space.SearchSpace;
import dev.afina.core.trial.TrialHistory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The default: chooses a sampler by the space, the number of trials, and how the search goes, anew
 * for each trial, so that nothing is lost when it changes its mind.
 *
 * <ul>
 *   <li>Up to {@value Choice#MOST_FOR_PROCESS} ended trials, {@link GaussianProcessSampler}, in
 *       flat spaces and in conditional ones.
 *   <li>While the last 15 results brought nothing better, every fourth trial comes from {@link
 *       TpeSampler}; in conditional spaces every second, after 6 results: a model that believes too
 *       much in one branch or one valley is led out of it. On problems that are not those of the
 *       benchmark this halved the mean regret in conditional spaces after 100 trials.
 *   <li>From then on TPE, whose suggestions stay cheap.
 * </ul>
 *
 * <p>What it chose, and why, is logged when that changes. Not thread-safe; a study calls it by one
 * thread at a time.
 */
public final class AutoSampler implements Sampler {

  private static final Logger LOG = System.getLogger(AutoSampler.class.getName());

  /** Before these no search is stuck. */
  private static final int EARLIEST_DIVERSION = 16;

  private final GaussianProcessSampler process = GaussianProcessSampler.create();
  private final TpeSampler estimator = TpeSampler.create();
  private @Nullable Choice said;

  private AutoSampler() {}

  /** The sampler; it has no options, for whoever knows better names another. */
  public static AutoSampler create() {
    return new AutoSampler();
  }

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public SearchSpace jointSpace(TrialHistory history) {
    return process.jointSpace(history);
  }

  @Override
  public double[] sampleJoint(SamplingContext context, SearchSpace space) {
    Choice choice = Choice.of(context.history(), space);
    say(choice);
    return takesEstimator(choice, context)
        ? byEstimator(context, space)
        : process.sampleJoint(context, space);
  }

  /** Of a parameter that no trial had before. */
  @Override
  public double sample(SamplingContext context, String name, Distribution distribution) {
    return process.sample(context, name, distribution);
  }

  @Override
  public boolean isExhausted(TrialHistory history) {
    return process.isExhausted(history);
  }

  private static boolean takesEstimator(Choice choice, SamplingContext context) {
    if (choice.model() == Choice.Model.ESTIMATOR) {
      return true;
    }
    return context.index() >= EARLIEST_DIVERSION
        && context.index() % choice.diversion() == 0
        && Progress.resultsSinceBest(context.history()) >= choice.patience();
  }

  /** What all trials have, jointly; the rest one by one. */
  private double[] byEstimator(SamplingContext context, SearchSpace space) {
    double[] values = new double[space.size()];
    SearchSpace joint = estimator.jointSpace(context.history());
    double[] together = joint.size() == 0 ? new double[0] : estimator.sampleJoint(context, joint);
    for (int i = 0; i < values.length; i++) {
      int position = joint.position(space.name(i));
      boolean known =
          position >= 0
              && together.length > 0
              && joint.distribution(position).equals(space.distribution(i));
      values[i] =
          known
              ? together[position]
              : estimator.sample(context, space.name(i), space.distribution(i));
    }
    return values;
  }

  private void say(Choice choice) {
    if (said == null || !choice.isAs(said)) {
      said = choice;
      LOG.log(Level.INFO, "sampler auto chose {0}: {1}", choice.what(), choice.reason());
    }
  }
}
