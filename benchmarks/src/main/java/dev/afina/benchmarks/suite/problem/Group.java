package dev.afina.benchmarks.suite.problem;

import java.util.Locale;

/** Kinds of problems that are also reported by themselves. */
public enum Group {
  /** A surrogate of real networks, flat and numeric. */
  LCBENCH,
  /** Test functions of real arguments. */
  FUNCTION,
  /** Functions of real numbers, integers and categories. */
  MIXED,
  /** Some parameters exist only with some values of others. */
  CONDITIONAL,
  /** What is observed is not what counts. */
  NOISY,
  /** Not every point is allowed. */
  CONSTRAINED,
  /** A network that is really trained. */
  NETWORK,
  /** A trial may be ended after any epoch, and epochs are what is paid for. */
  FIDELITY,
  /** A part of the space fails; not ranked. */
  FAILING,
  /** As {@link #FIDELITY}, for rules that end trials or set them aside; not ranked. */
  BUDGET;

  /** Whether the group counts in the ranks. */
  public boolean isRanked() {
    return this != FAILING && this != BUDGET;
  }

  /** Whether scores are normalised regrets as they come, between 0 and 1 for known data. */
  public boolean isNormalised() {
    return this == LCBENCH || this == FIDELITY || this == BUDGET;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
