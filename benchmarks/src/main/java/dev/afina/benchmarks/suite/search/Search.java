package dev.afina.benchmarks.suite.search;

import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.problem.Outcome;
import dev.afina.benchmarks.suite.problem.Point;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyBuilder;
import dev.afina.core.trial.Resume;
import dev.afina.core.trial.Seeds;
import dev.afina.core.trial.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * One search of one problem, in memory and in the calling thread.
 *
 * <p>Several trials in flight are simulated: each takes a random time, log-normal with σ 0.5 and
 * derived from the seed and the trial, and the one that ends first is told and replaced. Where
 * epochs are paid for, a trial that the pruner ends or sets aside costs the epochs until then, and
 * the search ends when those of as many whole trials are spent; a trial under way at that moment
 * counts for nothing.
 */
final class Search {

  private static final double SPREAD = 0.5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Problem problem;
  private final Contender contender;
  private final int seed;
  private final int trials;
  private final Study study;
  private final Scoreboard scores = new Scoreboard();
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          Comparator.comparingDouble(Flight::end).thenComparing(flight -> flight.trial.number()));

  private long suggestNanos;
  private double now;
  private int told;
  private int epochs;
  private int failures;

  Search(Problem problem, Contender contender, int seed, int trials) {
    this.problem = problem;
    this.contender = contender;
    this.seed = seed;
    this.trials = trials;
    StudyBuilder builder = Study.create().minimize("loss").sampler(contender.create()).seed(seed);
    if (contender.pruner() != null) {
      builder.pruner(Contender.createPruner(contender.pruner(), problem.steps()));
    }
    study = builder.create();
  }

  private record Flight(Trial trial, Point point, double end) {}

  /** Runs it to its end. */
  Cell run(String version) {
    while (hasBudget() || !flights.isEmpty()) {
      while (hasBudget() && flights.size() < contender.inFlight()) {
        flights.add(start());
      }
      Flight first = flights.remove();
      now = first.end();
      finish(first);
    }
    return new Cell(
        problem.name(), seed, version, told, suggestNanos / 1e9, failures, scores.curve());
  }

  /** Whether another trial may start. */
  private boolean hasBudget() {
    return problem.steps() == 0
        ? told + flights.size() < trials
        : epochs < trials * problem.steps();
  }

  private Flight start() {
    Trial trial = timed(study::ask);
    Point point = timed(() -> problem.space().suggest(trial));
    double duration =
        Math.exp(SPREAD * Seeds.generator(seed, trial.index(), "duration").nextGaussian());
    return new Flight(trial, point, now + duration);
  }

  private void finish(Flight flight) {
    Trial trial = flight.trial();
    int begin = trial.resume().map(Resume::step).orElse(0);
    for (int step = begin + 1; step < problem.steps(); step++) {
      epochs++;
      if (isSpent()) {
        study.prune(trial);
        return;
      }
      trial.report(problem.evaluate(flight.point(), seed, trial.index(), step).value(), step);
      if (trial.shouldPause()) {
        study.pause(trial);
        return;
      }
      if (trial.shouldPrune()) {
        told++;
        study.prune(trial);
        return;
      }
    }
    epochs += Math.min(1, problem.steps());
    told++;
    Outcome outcome = problem.evaluate(flight.point(), seed, trial.index());
    scores.add(
        problem.steps() == 0 ? told : (epochs + problem.steps() - 1) / problem.steps(), outcome);
    if (outcome.isFailed()) {
      failures += told > Cell.SETTLING ? 1 : 0;
      timed(() -> study.fail(trial, "the problem fails here"));
    } else {
      Problem.state(outcome, trial);
      timed(() -> study.tell(trial, outcome.value()));
    }
  }

  /** Whether the epochs are used up before a trial could have its value. */
  private boolean isSpent() {
    return epochs >= trials * problem.steps();
  }

  private <T> T timed(Supplier<T> work) {
    long start = THREADS.getCurrentThreadCpuTime();
    T result = work.get();
    suggestNanos += THREADS.getCurrentThreadCpuTime() - start;
    return result;
  }
}
