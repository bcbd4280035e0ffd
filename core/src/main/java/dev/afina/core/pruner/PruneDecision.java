package dev.afina.core.pruner;

/**
 * What becomes of a trial after a report, and why.
 *
 * @param prune whether it should end; together with {@code pause}, whether it should end if it
 *     cannot be set aside
 * @param pause whether it should be set aside, to be continued when its {@link Scheduler} says so
 * @param reason one sentence for people; empty when the trial goes on
 */
public record PruneDecision(boolean prune, boolean pause, String reason) {

  private static final PruneDecision CONTINUE = new PruneDecision(false, false, "");

  /** The trial goes on. */
  public static PruneDecision goOn() {
    return CONTINUE;
  }

  /** The trial ends. */
  public static PruneDecision prune(String reason) {
    return new PruneDecision(true, false, reason);
  }

  /** The trial is set aside; one whose objective cannot be set aside ends. */
  public static PruneDecision pause(String reason) {
    return new PruneDecision(true, true, reason);
  }

  /** The trial is set aside; one whose objective cannot be set aside goes on. */
  public static PruneDecision pauseOrGoOn(String reason) {
    return new PruneDecision(false, true, reason);
  }
}
