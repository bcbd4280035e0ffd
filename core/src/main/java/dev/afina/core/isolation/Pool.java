package dev.afina.core.isolation;

import static java.lang.System.Logger.Level.DEBUG;

import dev.afina.core.AfinaException;
import dev.afina.core.RunAbortedException;
import dev.afina.core.trial.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The children of an objective: those that evaluate a trial, and at most one more than those that
 * could go on, so that the next trial finds one warm. Thread-safe.
 */
final class Pool implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.afina.isolation");

  private final Made objective;
  private final Isolation isolation;
  private final Semaphore places;
  private final Deque<Child> idle = new ArrayDeque<>();
  private final Set<Child> busy = new LinkedHashSet<>();
  private final Set<Child> ending = new LinkedHashSet<>();
  private boolean closed;

  private Pool(Made objective, Isolation isolation) {
    this.objective = objective;
    this.isolation = isolation;
    places = new Semaphore(isolation.children(), true);
  }

  /** With one child that is ready. */
  static Pool open(Made objective, Isolation isolation) {
    Pool pool = new Pool(objective, isolation);
    Child first = Child.launch(objective, isolation);
    try {
      first.await(() -> {});
    } catch (InterruptedException e) {
      first.kill();
      Thread.currentThread().interrupt();
      throw new AfinaException("the start of a child process was interrupted", e);
    } catch (RuntimeException | Error e) {
      first.kill();
      throw e;
    }
    pool.idle.add(first);
    return pool;
  }

  /** Evaluates a trial, as soon as a child is free. */
  double[] evaluate(Trial trial) throws Exception {
    while (!places.tryAcquire(Child.LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      trial.checkInterrupted();
    }
    try {
      return evaluateNow(trial);
    } finally {
      places.release();
    }
  }

  private double[] evaluateNow(Trial trial) throws Exception {
    Child child = take();
    boolean kept = false;
    try {
      child.await(trial::checkInterrupted);
      boolean last = child.begin() >= isolation.trialsPerChild();
      if (last) {
        prepareNext();
      }
      Outcome outcome =
          new Conversation(child, trial, isolation, objective.type().getClassLoader()).run();
      kept = !last && !(outcome.thrown() instanceof Error);
      end(child, kept);
      return outcome.values();
    } catch (Exception e) {
      if (isClosed()) {
        throw new RunAbortedException("the child processes were ended while the study ran", e);
      }
      throw e;
    } finally {
      if (!kept) {
        end(child, false);
      }
    }
  }

  private synchronized Child take() {
    if (closed) {
      throw new RunAbortedException(
          "the isolated objective was closed; close it after the study ran", null);
    }
    Child child = idle.poll();
    while (child != null && !child.isAlive()) {
      child.kill(); // it died while it had nothing to do
      child = idle.poll();
    }
    Child taken = child == null ? Child.launch(objective, isolation) : child;
    busy.add(taken);
    return taken;
  }

  private synchronized void prepareNext() {
    if (closed || !idle.isEmpty()) {
      return;
    }
    try {
      idle.add(Child.launch(objective, isolation));
    } catch (AfinaException e) {
      LOG.log(DEBUG, "the next child is started when it is needed: {0}", e.getMessage());
    }
  }

  private void end(Child child, boolean keep) {
    synchronized (this) {
      if (!busy.remove(child)) {
        return;
      }
      if (keep && !closed) {
        idle.addFirst(child);
        return;
      }
      ending.removeIf(former -> !former.isAlive());
      ending.add(child);
    }
    child.dismiss();
    FreedMemory.handBackIfDue();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    List<Child> left = new ArrayList<>();
    synchronized (this) {
      closed = true;
      left.addAll(idle);
      idle.clear();
      busy.forEach(Child::kill);
      left.addAll(busy);
      left.addAll(ending);
    }
    left.forEach(Child::dismiss);
    try {
      for (Child child : left) {
        child.awaitEnd();
      }
    } catch (InterruptedException e) {
      left.forEach(Child::kill);
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How an objective ended in a child.
   *
   * @param returned the values, unless it threw
   */
  record Outcome(@Nullable List<Double> returned, @Nullable Throwable thrown) {

    /** The values, or what was thrown. */
    double[] values() throws Exception {
      if (returned != null) {
        return returned.stream().mapToDouble(Double::doubleValue).toArray();
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof InterruptedException) { // of the child's thread, not of this one
        throw new AfinaException("the objective was interrupted in its child process", thrown);
      }
      throw thrown instanceof Exception e ? e : new AfinaException(String.valueOf(thrown), thrown);
    }
  }
}
