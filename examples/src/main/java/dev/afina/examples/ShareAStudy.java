package dev.afina.examples;

import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.storage.Storages;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Four processes of Afina and two of Optuna work at one study in PostgreSQL. Arguments: a Python
 * with Optuna and psycopg2, and the script of its workers; {@code examples/share-a-study} has both.
 */
public final class ShareAStudy {

  private static final int TRIALS = 60;
  private static final int TRIALS_OF_AN_OPTUNA = 8;

  private static final Logger LOG = Logger.getLogger("dev.afina");

  private ShareAStudy() {}

  /**
   * What they found.
   *
   * @param trials of all of them, by number
   * @param best the best one
   * @param trialsOf how many each worker ran
   */
  public record Result(List<FrozenTrial> trials, FrozenTrial best, Map<String, Integer> trialsOf) {}

  /** Runs it and prints the result, or a worker of it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LOG.setLevel(Level.WARNING); // not a line for each of their trials
    if (arguments[0].equals("work")) {
      work(arguments[1], arguments[2]);
      return;
    }
    Result result = run(Path.of(arguments[0]), Path.of(arguments[1]));
    result.trialsOf().forEach((worker, count) -> System.out.printf("%-8s %3d%n", worker, count));
    System.out.printf(
        "best of %d: %s with %s%n",
        result.trials().size(), result.best().values(), result.best().params());
  }

  /** A worker of Afina; the budget is the study's, whoever runs its trials. */
  static void work(String url, String name) {
    try (Storage storage = Storages.open(url)) {
      Study study = Study.named("shared").storage(storage).load();
      study.optimize(trial -> objective(trial, name), Budget.trials(TRIALS));
    }
  }

  private static double objective(Trial trial, String worker) {
    double x = trial.suggestDouble("x", -5, 5);
    double y = trial.suggestDouble("y", -5, 5);
    trial.setUserAttribute("worker", worker);
    return Math.pow(x - 1, 2) + Math.pow(y + 2, 2);
  }

  /** Starts the server and the workers, and waits for them. */
  public static Result run(Path python, Path script) throws IOException, InterruptedException {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start()) {
      String url =
          "postgresql+psycopg2://postgres:postgres@localhost:%d/postgres"
              .formatted(server.getPort());
      try (Storage storage = Storages.open(url)) {
        Study study = Study.named("shared").minimize("distance").storage(storage).create();
        List<Process> workers = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
          workers.add(
              start(
                  python.toString(),
                  script.toString(),
                  url,
                  "optuna-" + i,
                  Integer.toString(TRIALS_OF_AN_OPTUNA)));
        }
        for (int i = 1; i <= 4; i++) {
          workers.add(
              start(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  ShareAStudy.class.getName(),
                  "work",
                  url,
                  "afina-" + i));
        }
        for (Process worker : workers) {
          if (worker.waitFor() != 0) {
            throw new IllegalStateException("a worker failed; its message stands above");
          }
        }
        return result(study);
      }
    }
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static Result result(Study study) {
    Map<String, Integer> trialsOf = new TreeMap<>();
    for (FrozenTrial trial : study.trials()) {
      trialsOf.merge(String.valueOf(trial.userAttributes().get("worker")), 1, Integer::sum);
    }
    return new Result(study.trials(), study.bestTrial().orElseThrow(), trialsOf);
  }
}
