package dev.afina.neural.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A rule by which one of the best trials is chosen: criterion after criterion, each leaves those
 * that come near enough to the best of it; of the last one the best, and of equals the better score
 * and the earlier trial. Immutable; its text states it.
 *
 * <pre>{@code
 * SelectionRule.score().within(0.01).then(Criterion.WEIGHTS).withinShare(0.2).then(Criterion.LATENCY)
 * }</pre>
 */
public final class SelectionRule {

  /** What a trial can be chosen by; less is better of each. */
  public enum Criterion {
    /** The first objective, in its own direction. */
    SCORE("best score"),
    /** The number of trained weights. */
    WEIGHTS("fewest weights"),
    /** The measured time of a prediction. */
    LATENCY("lowest latency"),
    /** The standard deviation over the executions. */
    SPREAD("least spread over executions");

    private final String text;

    Criterion(String text) {
      this.text = text;
    }

    private double of(Candidate candidate) {
      return switch (this) {
        case SCORE -> candidate.loss();
        case WEIGHTS -> candidate.weights();
        case LATENCY -> candidate.latency().toNanos();
        case SPREAD -> candidate.spread();
      };
    }
  }

  /** How far from the best of a criterion is near enough. */
  private enum Kind {
    AMOUNT,
    SHARE,
    STANDARD_ERROR
  }

  private record Step(Criterion criterion, Kind kind, double tolerance) {

    List<Candidate> filter(List<Candidate> candidates) {
      Candidate best =
          candidates.stream().min(Comparator.comparingDouble(criterion::of)).orElseThrow();
      double value = criterion.of(best);
      double limit =
          value
              + switch (kind) {
                case AMOUNT -> tolerance;
                case SHARE -> tolerance * Math.abs(value);
                case STANDARD_ERROR -> best.spread() / Math.sqrt(best.executions());
              };
      return candidates.stream().filter(candidate -> criterion.of(candidate) <= limit).toList();
    }

    @Override
    public String toString() {
      String near =
          switch (kind) {
            case AMOUNT -> tolerance == 0 ? "" : " or at most %s from it".formatted(tolerance);
            case SHARE -> " or at most %s %% from it".formatted(tolerance * 100);
            case STANDARD_ERROR -> " or at most one standard error from it";
          };
      return criterion.text + near;
    }
  }

  private final List<Step> steps;

  private SelectionRule(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Beginning with the score. */
  public static SelectionRule score() {
    return by(Criterion.SCORE);
  }

  /** Beginning with a criterion. */
  public static SelectionRule by(Criterion criterion) {
    return new SelectionRule(List.of(new Step(criterion, Kind.AMOUNT, 0)));
  }

  /** Then by another criterion. */
  public SelectionRule then(Criterion criterion) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(criterion, Kind.AMOUNT, 0));
    return new SelectionRule(more);
  }

  /**
   * With those left in whose last-named criterion is at most so much worse than the best.
   *
   * @param amount in the criterion's unit, at least 0; of latency nanoseconds
   */
  public SelectionRule within(double amount) {
    return last(Kind.AMOUNT, checked(amount));
  }

  /**
   * With those left in whose last-named criterion is at most by such a share worse than the best.
   *
   * @param share at least 0, such as 0.1 for a tenth
   */
  public SelectionRule withinShare(double share) {
    return last(Kind.SHARE, checked(share));
  }

  /**
   * With those left in whose score is at most one standard error of the best one's mean worse (<a
   * href="https://doi.org/10.1201/9781315139470">Breiman et al. 1984</a>, section 3.4.3); without
   * several executions a trial the best alone.
   */
  public SelectionRule withinOneStandardError() {
    if (steps.get(steps.size() - 1).criterion != Criterion.SCORE) {
      throw new IllegalArgumentException(
          "one standard error is that of the score, but the criterion is %s; say score() before"
              .formatted(steps.get(steps.size() - 1).criterion));
    }
    return last(Kind.STANDARD_ERROR, 0);
  }

  private static double checked(double tolerance) {
    if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException(
          "the tolerance is %s, expected a finite number of at least 0".formatted(tolerance));
    }
    return tolerance;
  }

  private SelectionRule last(Kind kind, double tolerance) {
    List<Step> changed = new ArrayList<>(steps);
    int end = changed.size() - 1;
    changed.set(end, new Step(changed.get(end).criterion, kind, tolerance));
    return new SelectionRule(changed);
  }

  /**
   * The one that the rule chooses.
   *
   * @throws IllegalArgumentException if there is none to choose from
   */
  public Candidate choose(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no complete trial to choose from, expected at least one; search first");
    }
    List<Candidate> left = candidates;
    for (Step step : steps) {
      left = step.filter(left);
    }
    Criterion last = steps.get(steps.size() - 1).criterion;
    return left.stream()
        .min(
            Comparator.comparingDouble(last::of)
                .thenComparingDouble(Candidate::loss)
                .thenComparingInt(candidate -> candidate.trial().index()))
        .orElseThrow();
  }

  /** The rule in words. */
  @Override
  public String toString() {
    return String.join(", then ", steps.stream().map(Step::toString).toList());
  }
}
