package dev.afina.benchmarks.suite.search;

import dev.afina.benchmarks.suite.cell.Cell;
import dev.afina.benchmarks.suite.cell.CellFile;
import dev.afina.benchmarks.suite.problem.Group;
import dev.afina.benchmarks.suite.problem.Problem;
import dev.afina.benchmarks.suite.problem.Problems;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Searches what is missing: cells that are not in the files, or with another version or fewer
 * trials. The first seed comes first on all problems.
 */
public final class Runner {

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Path folder;
  private final Problems problems;
  private final PrintStream log;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private long lastProgress = System.nanoTime();

  /**
   * A runner.
   *
   * @param folder of the cells
   * @param log is told the progress
   */
  public Runner(Path folder, Problems problems, PrintStream log) {
    this.folder = folder;
    this.problems = problems;
    this.log = log;
  }

  private record Task(
      Contender contender, Problem problem, int seed, String version, CellFile file) {}

  /**
   * Runs until nothing is missing.
   *
   * @return how many searches broke off by an exception, which is told
   * @throws IllegalArgumentException if a sampler does not exist
   */
  public int run(Options options) {
    List<Task> tasks = missing(options);
    log.printf("%d cells are missing, %d threads%n", tasks.size(), options.threads());
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    try {
      for (Task task : tasks) {
        threads.execute(() -> search(task, options.trials(), tasks.size()));
      }
    } finally {
      threads.shutdown();
    }
    await(threads);
    return failed.get();
  }

  private static void await(ExecutorService threads) {
    try {
      while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
        // goes on
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private List<Task> missing(Options options) {
    Map<Contender, Map<Cell.Key, Cell>> known = new LinkedHashMap<>();
    Map<Contender, CellFile> files = new LinkedHashMap<>();
    Map<Contender, String> versions = new LinkedHashMap<>();
    for (String name : options.samplers()) {
      Contender contender = Contender.named(name);
      versions.put(contender, SamplerVersion.of(contender.create()));
      CellFile file = CellFile.of(folder, name);
      files.put(contender, file);
      known.put(contender, file.read());
    }
    List<Task> tasks = new ArrayList<>();
    for (int seed = options.first(); seed < options.seeds(); seed++) {
      for (Problem problem : problems.available()) {
        for (Contender contender : files.keySet()) {
          String version = versions.getOrDefault(contender, "");
          Cell cell =
              known.getOrDefault(contender, Map.of()).get(new Cell.Key(problem.name(), seed));
          CellFile file = files.get(contender);
          boolean present =
              cell != null && cell.version().equals(version) && cell.trials() >= options.trials();
          boolean suits = (contender.pruner() != null) == (problem.group() == Group.BUDGET);
          if (file != null && !present && suits && options.includes(problem)) {
            tasks.add(new Task(contender, problem, seed, version, file));
          }
        }
      }
    }
    return tasks;
  }

  private void search(Task task, int trials, int all) {
    try {
      Search search = new Search(task.problem(), task.contender(), task.seed(), trials);
      task.file().append(search.run(task.version()));
    } catch (RuntimeException | Error e) {
      failed.incrementAndGet();
      log.printf(
          "sampler %s broke off on %s with seed %d: %s%n",
          task.contender(), task.problem(), task.seed(), e);
    }
    progress(done.incrementAndGet(), all);
  }

  private synchronized void progress(int count, int all) {
    if (count == all || System.nanoTime() - lastProgress > PROGRESS_NANOS) {
      lastProgress = System.nanoTime();
      log.printf("%d of %d cells%n", count, all);
    }
  }
}
