package dev.afina.core.pruner;

/**
 * Whether a trial should end now, and why.
 *
 * @param prune whether it should end
 * @param reason one sentence for people; empty when the trial goes on
 */
public record PruneDecision(boolean prune, String reason) {

  private static final PruneDecision CONTINUE = new PruneDecision(false, "");

  /** The trial goes on. */
  public static PruneDecision goOn() {
    return CONTINUE;
  }

  /** The trial ends. */
  public static PruneDecision prune(String reason) {
    return new PruneDecision(true, reason);
  }
}
