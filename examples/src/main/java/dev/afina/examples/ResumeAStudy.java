package dev.afina.examples;

import dev.afina.core.storage.Storage;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Trial;
import dev.afina.report.HtmlReport;
import dev.afina.storage.Storages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A study that goes on where it ended, and its report. */
public final class ResumeAStudy {

  private ResumeAStudy() {}

  /** Brings the study in a database to a number of trials; returns them all. */
  public static List<FrozenTrial> run(Path database, int trials) {
    try (Storage storage = Storages.open("sqlite:///" + database)) {
      Study study =
          Study.named("valley").minimize("height").storage(storage).seed(1).createOrLoad();
      study.optimize(ResumeAStudy::height, Budget.trials(trials).within(Duration.ofMinutes(10)));
      return study.trials();
    }
  }

  private static double height(Trial trial) {
    double x = trial.suggestDouble("x", -2, 2);
    double y = trial.suggestDouble("y", -1, 3);
    return Math.pow(1 - x, 2) + 100 * Math.pow(y - x * x, 2);
  }

  /** Writes the report of the study in a database. */
  public static void report(Path database, Path html) {
    try (Storage storage = Storages.openExisting("sqlite:///" + database)) {
      var study = storage.findStudy("valley").orElseThrow();
      HtmlReport.of(study, storage.trials(study.id(), -1, List.of())).writeTo(html);
    }
  }

  /** Runs 20 more trials than there are in the current folder's database, at least 20. */
  public static void main(String[] args) {
    Path database = Path.of("valley.db");
    int before = run(database, 20).size();
    System.out.printf("%d trials%n", run(database, before + 20).size());
    report(database, Path.of("valley.html"));
  }
}
