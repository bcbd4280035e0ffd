package dev.afina.cli.tune;

import dev.afina.cli.shell.StorageOption;
import dev.afina.core.storage.StudyRecord;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import dev.afina.neural.Model;
import dev.afina.neural.tune.BestModel;
import dev.afina.report.HtmlReport;
import dev.afina.report.TrialsTable;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows and keeps what a run has found. */
final class Outcome {

  private static final int SHOWN = 10;

  private final TuneStudy tuned;
  private final Study study;
  private final Problem problem;
  private final TuneMetric metric;
  private final OutputFolder folder;
  private final BestModel networks;
  private final Console console;
  private final StorageOption storage;

  Outcome(
      TuneStudy tuned,
      Study study,
      Problem problem,
      TuneMetric metric,
      OutputFolder folder,
      BestModel networks,
      Console console,
      StorageOption storage) {
    this.tuned = tuned;
    this.study = study;
    this.problem = problem;
    this.metric = metric;
    this.folder = folder;
    this.networks = networks;
    this.console = console;
    this.storage = storage;
  }

  /** Writes and prints what there is. */
  void show() {
    List<FrozenTrial> trials = study.trials();
    console.line("Results   %s", TuneRun.counts(trials));
    Optional<FrozenTrial> best = study.bestTrial();
    if (best.isEmpty()) {
      TrialsTable.of(tuned.record(), trials).writeCsv(folder.trials());
      HtmlReport.of(tuned.record(), trials).writeTo(folder.report());
      boolean pruned = TuneStudy.count(trials, TrialState.PRUNED) > 0;
      console.line(
          "No trial was completed, so there is no model%s.",
          pruned ? "; allow more time, or more trials" : "");
      return;
    }
    showTop(trials);
    TestScore score = keep(best.get());
    HtmlReport report = HtmlReport.of(tuned.record(), trials);
    score.addTo(report).writeTo(folder.report());
    TrialsTable.of(tuned.record(), trials).writeCsv(folder.trials());
    showScore(best.get(), score);
    showNext();
  }

  private void showTop(List<FrozenTrial> trials) {
    double sign = metric.direction().sign();
    List<FrozenTrial> top =
        trials.stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE)
            .sorted(Comparator.comparingDouble(trial -> sign * trial.values().get(0)))
            .limit(SHOWN)
            .toList();
    console.line("");
    console.line(
        top.size() == 1 ? "The only complete trial, by %2$s" : "The best %d by %s",
        top.size(),
        metric.objective());
    new TopTrials(TrialsTable.of(tuned.record(), top), top, metric.objective())
        .lines(console.terminal().tableWidth())
        .forEach(console.out()::println);
  }

  private TestScore keep(FrozenTrial best) {
    Path kept = networks.of(best).orElseThrow();
    try (Model model = Model.load(kept)) {
      TestScore score = TestScore.of(model, problem.test(), problem.inputs());
      Map<String, @Nullable Object> origin = new LinkedHashMap<>();
      origin.put("study", study.name());
      origin.put("trial", best.number());
      origin.put(metric.objective(), best.values().get(0));
      origin.put("params", best.params().toMap());
      origin.put("scores", score.scores());
      new ModelFolder(model, problem.inputs()).write(folder.model(), origin);
      score.keepIn(study);
      return score;
    }
  }

  private void showScore(FrozenTrial best, TestScore score) {
    console.line("");
    console.line(
        "The best is trial %d: %s %s, from epoch %s of %s",
        best.number(),
        metric.objective(),
        number(best.values().get(0)),
        attribute(best, "best_epoch"),
        attribute(best, "epochs"));
    console.line("On %,d rows it never saw:", problem.test().size());
    score.scores().forEach((name, value) -> console.line("%s %s", name, number(value)));
  }

  private static String attribute(FrozenTrial trial, String key) {
    return String.valueOf(trial.userAttributes().get(key));
  }

  private void showNext() {
    String where = storage.isDefault() ? "" : " --storage " + storage.shown();
    StudyRecord record = tuned.record();
    console.line("");
    console.line("Next");
    console.line("  open %s", folder.report());
    console.line("  ./afina trials %s%s", record.name(), where);
    console.line("  ./afina best %s --format json%s", record.name(), where);
    console.line(
        "  ./afina predict --model %s %s FILE",
        folder.model(), problem.inputs() instanceof ModelInputs.OfTable ? "--data" : "--images");
  }

  /** Four decimals, or as many digits as make four significant ones. */
  static String number(double value) {
    return Math.abs(value) >= 1000
        ? String.format(Locale.ROOT, "%.1f", value)
        : Math.abs(value) < 1e-3 && value != 0
            ? String.format(Locale.ROOT, "%.4g", value)
            : String.format(Locale.ROOT, "%.4f", value);
  }
}
