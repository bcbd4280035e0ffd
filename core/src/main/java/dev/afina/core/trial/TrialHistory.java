package dev.afina.core.trial;

import dev.afina.core.space.SearchSpace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What samplers and pruners see of a study: every trial's numbers, column by column.
 *
 * <p>A row is a trial, in the order of {@link Trial#index()}; a row whose trial was lost and not
 * yet retried, or was discarded, is {@linkplain #isVacant vacant}. Everything is to be minimised:
 * where the study maximises an objective, its values and reports stand here with the sign turned.
 *
 * <p>Read-only, and stable for as long as a sampler or pruner runs; not to be kept longer. The
 * arrays handed out are the history's own and must not be written to; entries at and beyond {@link
 * #size()} mean nothing.
 */
public interface TrialHistory {

  /** Number of rows. */
  int size();

  /** Number of objectives, at least 1. */
  int objectives();

  /** The objective whose values trials report, from 0. */
  default int reportedObjective() {
    return 0;
  }

  /** What turns a report as it stands here into one as it was made: 1 or −1. */
  default double reportSign() {
    return 1;
  }

  /** A number that changes whenever anything in this history does. */
  long version();

  /** Whether a row has no trial that counts. */
  boolean isVacant(int row);

  /**
   * The state of a row's trial; {@link TrialState#WAITING} for a vacant one. A trial that was set
   * aside is {@link TrialState#PRUNED} as long as it has not ended otherwise, even when it {@link
   * #isRunning goes on}: its reports so far are what is known of it.
   */
  TrialState state(int row);

  /** Whether a worker evaluates the trial now. */
  default boolean isRunning(int row) {
    return state(row) == TrialState.RUNNING;
  }

  /** Whether the trial is set aside, and can be continued. */
  default boolean isPaused(int row) {
    return false;
  }

  /** What a scheduler ordered last for the trial, also for a lost one; empty if none did. */
  default Optional<Leg> leg(int row) {
    return Optional.empty();
  }

  /**
   * A completed trial's value, to be minimised; for a pruned one the last report that is not NaN;
   * otherwise NaN.
   */
  double loss(int row, int objective);

  /** The sum of a trial's constraint violations, each at least 0; NaN if it stated none. */
  double violation(int row);

  /**
   * A trial's constraints as it stated them, by name, each met where it is at most 0; empty if it
   * stated none, or where only their sum is known.
   */
  default Map<String, Double> constraints(int row) {
    return Map.of();
  }

  /**
   * Parameters and distributions of a row's trial; ended trials with the same ones share the
   * object. Those of a running trial are what it was given so far.
   */
  SearchSpace space(int row);

  /** The different spaces of ended trials, in order of appearance. */
  Set<SearchSpace> spaces();

  /** The names of all parameters, in order of appearance. */
  Set<String> names();

  /**
   * A parameter's internal values, {@code [rows]}; NaN in rows that lack it. In the row of a
   * running trial also one that was chosen for it, but that its objective has not asked for yet.
   *
   * @return {@code null} if no trial has a parameter of this name
   */
  double @Nullable [] column(String name);

  /** Number of reports of a row's trial. */
  int reports(int row);

  /** The step of a report, ascending in {@code report} of {@code [0, reports(row))}. */
  int step(int row, int report);

  /** The value of a report, to be minimised; may be NaN. */
  double reported(int row, int report);

  /**
   * Seconds that a trial was worked at until it ended, was set aside, or, where it runs in this
   * process, made its last report; NaN if that is not known.
   */
  double seconds(int row);

  /** How many rows are in the given state, vacant ones not counted. */
  int count(TrialState state);

  /** The value reported at exactly this step, or NaN if there is none. */
  default double reportedAt(int row, int step) {
    int low = 0;
    int high = reports(row) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = step(row, middle);
      if (found == step) {
        return reported(row, middle);
      }
      if (found < step) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Double.NaN;
  }
}
