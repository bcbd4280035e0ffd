package dev.afina.algorithms.halving;

import java.util.ArrayList;
import java.util.List;

/**
 * Which trials are trained how far: brackets, one after the other.
 *
 * @param brackets in the order in which they begin
 * @param factor how many times fewer trials come to the next rung
 */
public record HalvingPlan(List<Bracket> brackets, int factor) {

  /** Copies the brackets. */
  public HalvingPlan {
    brackets = List.copyOf(brackets);
    if (brackets.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one bracket");
    }
  }

  /**
   * The plan of Hyperband: algorithm 1 of <a href="https://jmlr.org/papers/v18/16-558.html">Li et
   * al. 2018</a>, whose resource is a number of steps here, rounded down as its numbers of trials
   * are: with s_max = ⌊log_η(R/r)⌋ there are, for s = s_max … 0, ⌈(s_max + 1)·η^s/(s + 1)⌉ trials,
   * of which ⌊n·η^−i⌋ are trained for ⌊R·η^(i−s)⌋ steps.
   *
   * @param minSteps the fewest steps a trial is trained for, r; at least 1
   * @param maxSteps the most, R
   * @param factor η, at least 2
   */
  public static HalvingPlan hyperband(int minSteps, int maxSteps, int factor) {
    check(minSteps, maxSteps, factor);
    int last = 0;
    for (long r = (long) minSteps * factor; r <= maxSteps; r *= factor) {
      last++;
    }
    List<Bracket> brackets = new ArrayList<>();
    for (int s = last; s >= 0; s--) {
      long n = ceilDiv((last + 1) * power(factor, s), s + 1);
      List<Rung> rungs = new ArrayList<>();
      for (int i = 0; i <= s; i++) {
        rungs.add(
            new Rung(
                Math.toIntExact(n / power(factor, i)), (int) (maxSteps / power(factor, s - i))));
      }
      brackets.add(new Bracket(rungs));
    }
    return new HalvingPlan(brackets, factor);
  }

  /**
   * The plan of KerasTuner 1.4.8's {@code Hyperband}: with B = ⌈1 + log_η R⌉ there are ⌈B·η^(s −
   * i)/(s + 1)⌉ trials in rung i of bracket s, trained for ⌈R·η^(i−s)⌉ steps. It equals {@link
   * #hyperband} where R is a power of η, but for sizes that are rounded up.
   *
   * @param maxSteps R, at least 1
   * @param factor η, at least 2
   */
  public static HalvingPlan kerasTuner(int maxSteps, int factor) {
    check(1, maxSteps, factor);
    int last = 0;
    while (power(factor, last + 1) <= maxSteps) {
      last++;
    }
    int budget = last + (power(factor, last) == maxSteps ? 1 : 2);
    List<Bracket> brackets = new ArrayList<>();
    for (int s = last; s >= 0; s--) {
      List<Rung> rungs = new ArrayList<>();
      for (int i = 0; i <= s; i++) {
        long share = power(factor, s - i);
        rungs.add(
            new Rung(
                Math.toIntExact(ceilDiv(budget * share, s + 1)), (int) ceilDiv(maxSteps, share)));
      }
      brackets.add(new Bracket(rungs));
    }
    return new HalvingPlan(brackets, factor);
  }

  /**
   * Successive halving: <a href="https://proceedings.mlr.press/v51/jamieson16.html">Jamieson,
   * Talwalkar 2016</a>. Every rung is given the same part of the budget, and of that every trial
   * the same, rounded down, so that the sum never exceeds the budget.
   *
   * @param trials number of trials at first, at least 1
   * @param budget number of steps in all
   * @param factor η, at least 2: ⌊n·η^−i⌋ trials come to rung i
   * @throws IllegalArgumentException if the budget is too small for one step each
   */
  public static HalvingPlan successiveHalving(int trials, long budget, int factor) {
    checkFactor(factor);
    if (trials < 1) {
      throw new IllegalArgumentException(
          "the number of trials (%d) must be at least 1".formatted(trials));
    }
    int count = 0;
    while (trials / power(factor, count) >= 1) {
      count++;
    }
    List<Rung> rungs = new ArrayList<>();
    int step = 0;
    for (int i = 0; i < count; i++) {
      int size = (int) (trials / power(factor, i));
      long more = budget / ((long) count * size);
      if (more < 1) {
        throw new IllegalArgumentException(
            "a budget of %d steps is too small for %d trials in %d rungs; give at least %d, or start fewer trials"
                .formatted(budget, trials, count, (long) count * trials));
      }
      if (more > Integer.MAX_VALUE - step) {
        throw new IllegalArgumentException(
            "a budget of %d steps makes trials longer than %d steps, the most there can be; give a smaller one"
                .formatted(budget, Integer.MAX_VALUE));
      }
      step += (int) more;
      rungs.add(new Rung(size, step));
    }
    return new HalvingPlan(List.of(new Bracket(rungs)), factor);
  }

  /** This plan so many times, one after the other. */
  public HalvingPlan times(int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "the number of iterations (%d) must be at least 1".formatted(iterations));
    }
    List<Bracket> all = new ArrayList<>();
    for (int i = 0; i < iterations; i++) {
      all.addAll(brackets);
    }
    return new HalvingPlan(all, factor);
  }

  /** Number of trials that are started. */
  public int trials() {
    return brackets.stream().mapToInt(Bracket::trials).sum();
  }

  /** Number of steps that are trained in all, none of them twice. */
  public long steps() {
    return brackets.stream().mapToLong(Bracket::steps).sum();
  }

  /** The plan as a table: a line a bracket, with the trials and the last step of each rung. */
  public String table() {
    StringBuilder table = new StringBuilder();
    for (int b = 0; b < brackets.size(); b++) {
      table.append("bracket %d:".formatted(b));
      String separator = " ";
      for (Rung rung : brackets.get(b).rungs()) {
        table.append(
            "%s%d %s to step %d"
                .formatted(
                    separator, rung.size(), rung.size() == 1 ? "trial" : "trials", rung.maxStep()));
        separator = ", ";
      }
      table.append(System.lineSeparator());
    }
    return table.append("%d trials, %d steps".formatted(trials(), steps())).toString();
  }

  static void check(int minSteps, int maxSteps, int factor) {
    checkFactor(factor);
    if (minSteps < 1) {
      throw new IllegalArgumentException(
          "the fewest steps (%d) must be at least 1".formatted(minSteps));
    }
    if (maxSteps < minSteps) {
      throw new IllegalArgumentException(
          "the most steps (%d) must not be below the fewest (%d); maybe they are swapped"
              .formatted(maxSteps, minSteps));
    }
  }

  static void checkFactor(int factor) {
    if (factor < 2) {
      throw new IllegalArgumentException(
          "the factor (%d) must be at least 2, for with 1 no rung has fewer trials; 3 is usual"
              .formatted(factor));
    }
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  /** base^exponent, no more than the greatest long. */
  static long power(int base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power = power > Long.MAX_VALUE / base ? Long.MAX_VALUE : power * base;
    }
    return power;
  }
}
