package dev.afina.cli.tune;

import dev.afina.core.study.Study;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run cleanly when the process is asked to end, by Ctrl-C or a signal: trials stop at their
 * next epoch; those that do not within some seconds are recorded as lost all the same.
 */
final class Interruption implements AutoCloseable {

  private static final long SECONDS = 10;

  private final Study study;
  private final Console console;
  private final Progress progress;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "afina-interruption");
  private volatile boolean interrupted;

  Interruption(Study study, Console console, Progress progress) {
    this.study = study;
    this.console = console;
    this.progress = progress;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt() {
    interrupted = true;
    study.interrupt();
    progress.close();
    console.note("afina: interrupted; ending the running trials");
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        study.abandonRunning();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.note("afina: study \"%s\" is sound; repeat the command to go on", study.name());
  }

  boolean isInterrupted() {
    return interrupted;
  }

  /** The run is over; the process may end. */
  @Override
  public void close() {
    ended.countDown();
    if (!interrupted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        interrupted = true; // it began to shut down just now
      }
    }
  }
}
