package dev.afina.algorithms.halving;

import dev.afina.core.trial.Leg;
import dev.afina.core.trial.TrialHistory;
import dev.afina.core.trial.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a history says of the trials at a rung. */
final class Standings {

  private Standings() {}

  /** The rows of a bracket's trials that were to be trained up to a step or further. */
  static List<Integer> members(TrialHistory history, int bracket, int step) {
    List<Integer> members = new ArrayList<>();
    for (int row = 0; row < history.size(); row++) {
      Optional<Leg> leg = history.leg(row);
      if (leg.isPresent() && leg.get().bracket() == bracket && leg.get().maxStep() >= step) {
        members.add(row);
      }
    }
    return members;
  }

  /** The last step that a trial has reported; 0 if there is none. */
  static int lastStep(TrialHistory history, int row) {
    int reports = history.reports(row);
    return reports == 0 ? 0 : history.step(row, reports - 1);
  }

  /** Whether a trial's training up to a step is still to come or going on. */
  static boolean isPending(TrialHistory history, int row, int step) {
    return history.isVacant(row)
        || ((history.isRunning(row) || history.isPaused(row)) && lastStep(history, row) < step);
  }

  /**
   * What a trial is worth at a step: its first report there or after, or, where it completed
   * before, its value. NaN for a failed trial, for one that was pruned before the end of its leg,
   * and for one that has not come so far. One that was given up after its leg keeps its place among
   * those it was compared with, or else another one would be promoted instead of it.
   */
  static double value(TrialHistory history, int row, int step) {
    TrialState state = history.state(row);
    boolean isOpen = history.isRunning(row) || history.isPaused(row);
    if (history.isVacant(row)
        || state == TrialState.FAIL
        || state == TrialState.WAITING
        || (state == TrialState.PRUNED && !isOpen && !isAtEndOfLeg(history, row))) {
      return Double.NaN;
    }
    for (int report = 0; report < history.reports(row); report++) {
      if (history.step(row, report) >= step) {
        return history.reported(row, report);
      }
    }
    return state == TrialState.COMPLETE
        ? history.loss(row, history.reportedObjective())
        : Double.NaN;
  }

  private static boolean isAtEndOfLeg(TrialHistory history, int row) {
    return history.leg(row).filter(leg -> lastStep(history, row) >= leg.maxStep()).isPresent();
  }

  /** Those of some rows that have a value at a step, best first; earlier rows first of equals. */
  static List<Integer> ranked(TrialHistory history, List<Integer> rows, int step) {
    List<Integer> ranked = new ArrayList<>(rows);
    ranked.removeIf(row -> Double.isNaN(value(history, row, step)));
    ranked.sort(Comparator.comparingDouble(row -> value(history, row, step)));
    return ranked;
  }

  /** As {@link #ranked}, but by {@link #reportedFrom}. */
  static List<Integer> byReports(TrialHistory history, List<Integer> rows, int step) {
    List<Integer> ranked = new ArrayList<>(rows);
    ranked.sort(Comparator.comparingDouble(row -> reportedFrom(history, row, step)));
    return ranked;
  }

  /** As {@link #value}, but also of trials that were pruned after they had come to the step. */
  static double reportedFrom(TrialHistory history, int row, int step) {
    for (int report = 0; report < history.reports(row); report++) {
      if (history.step(row, report) >= step) {
        return history.reported(row, report);
      }
    }
    return Double.NaN;
  }

  /**
   * Whether a trial is among the best at a step: of k that have reported there the best ⌊k/η⌋, at
   * least one.
   */
  static boolean isAmongBest(
      TrialHistory history, List<Integer> rows, int row, int step, int factor) {
    double own = reportedFrom(history, row, step);
    if (Double.isNaN(own)) {
      return false;
    }
    int count = 0;
    int better = 0;
    for (int other : rows) {
      double value = reportedFrom(history, other, step);
      count += Double.isNaN(value) ? 0 : 1;
      better += value < own ? 1 : 0;
    }
    return better < Math.max(1, count / factor);
  }
}
