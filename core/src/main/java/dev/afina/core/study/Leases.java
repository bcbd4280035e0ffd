package dev.afina.core.study;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.AfinaException;
import dev.afina.core.space.Params;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the storage, every 15 seconds while trials run here, that they are being worked at: four
 * times in the grace period. And shows other workers what was chosen for running trials, within a
 * tenth of a second, but not for those that end so soon that it would only cost a commit; in a
 * deterministic study they see what was drawn at the start instead.
 */
final class Leases {

  private static final System.Logger LOG = System.getLogger("dev.afina.study");
  private static final long SECONDS = Study.GRACE.toSeconds() / 4;

  /** What is new at one look is shown at the next: after 30 to 60 ms. */
  private static final long SHOW_MILLIS = 30;

  private static final long EDITS_MILLIS = 80;

  private final Ledger ledger;
  private @Nullable ScheduledExecutorService clock;

  Leases(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Begins to watch, unless that is so already. */
  synchronized void watch() {
    if (clock == null) {
      clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "afina-leases");
                thread.setDaemon(true);
                return thread;
              });
      ScheduledFuture<?> unused =
          clock.scheduleAtFixedRate(this::renew, SECONDS, SECONDS, TimeUnit.SECONDS);
      if (ledger.window().isEmpty()) {
        unused =
            clock.scheduleWithFixedDelay(
                this::show, SHOW_MILLIS, SHOW_MILLIS, TimeUnit.MILLISECONDS);
        unused =
            clock.scheduleWithFixedDelay(
                this::followEdits, EDITS_MILLIS, EDITS_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** What fails here fails again, and is told, when the trial itself writes. */
  private void show() {
    for (LiveTrial trial : ledger.running()) {
      Params params = trial.takeUnshown();
      if (params != null) {
        try {
          ledger.storage().addParams(trial.id(), params);
        } catch (RuntimeException e) {
          LOG.log(DEBUG, "could not show the parameters of a running trial: {0}", e.getMessage());
        }
      }
    }
  }

  private void followEdits() {
    try {
      ledger.refreshEdits();
    } catch (RuntimeException e) {
      LOG.log(DEBUG, "could not look for edited trials: {0}", e.getMessage());
    }
  }

  private void renew() {
    Collection<Long> running = ledger.runningIds();
    if (running.isEmpty()) {
      rest();
      return;
    }
    try {
      ledger.storage().heartbeat(running);
      ledger.refreshEdits();
    } catch (AfinaException e) {
      LOG.log(WARNING, "could not renew the leases of running trials: {0}", e.getMessage());
    }
  }

  /** Stops watching, unless a trial runs. */
  synchronized void rest() {
    if (clock != null && ledger.runningIds().isEmpty()) {
      clock.shutdown();
      clock = null;
    }
  }
}
