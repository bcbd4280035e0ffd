package dev.afina.cli.tune;

import dev.afina.core.storage.Direction;
import dev.afina.core.study.Study;
import dev.afina.core.study.StudyListener;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.TrialState;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run as it goes: on a terminal a bar with the best value, the rate and the remaining time,
 * otherwise a line a trial.
 */
final class Progress implements StudyListener, AutoCloseable {

  /** Columns left free for the terminal's own ^C. */
  private static final int ECHO = 3;

  private final Console console;
  private final String metric;
  private final Direction direction;
  private final int trials;
  private final long done;
  private @Nullable ProgressBar bar;
  private double best = Double.NaN;
  private int bestNumber = -1;

  Progress(Console console, TuneMetric metric, int trials, long done) {
    this.console = console;
    this.metric = metric.objective();
    this.trials = trials;
    this.done = done;
    direction = metric.direction();
  }

  /** Starts the bar, with what an earlier run has reached. */
  void begin(Study study) {
    if (console.terminal().err()) {
      int width = console.terminal().width() - ECHO;
      bar =
          new ProgressBarBuilder()
              .setTaskName("Tuning")
              .setInitialMax(trials)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
              .setUpdateIntervalMillis(250)
              .setSpeedUnit(ChronoUnit.MINUTES)
              .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setMaxRenderedLength(width)
              .setConsumer(new ConsoleProgressBarConsumer(System.err, width))
              .build();
    }
    study.bestTrial().ifPresent(this::note);
    showBest();
  }

  private void note(FrozenTrial trial) {
    if (trial.state() == TrialState.COMPLETE && trial.isFeasible()) {
      double value = trial.values().get(0);
      if (bestNumber < 0 || direction.isBetter(value, best)) {
        best = value;
        bestNumber = trial.number();
      }
    }
  }

  private void showBest() {
    if (bar != null && bestNumber >= 0) {
      bar.setExtraMessage(String.format(Locale.ROOT, " best %s %.4f", metric, best));
    }
  }

  @Override
  public synchronized void trialPaused(Study study, FrozenTrial trial) {
    if (!console.terminal().err()) {
      tell(trial, "set aside after " + epochs(trial));
    }
  }

  @Override
  public synchronized void trialFinished(Study study, FrozenTrial trial) {
    note(trial);
    if (trial.isLost()) {
      return;
    }
    if (console.terminal().err()) {
      if (bar != null) {
        showBest();
        bar.step();
      }
      return;
    }
    String end =
        switch (trial.state()) {
          case COMPLETE -> String.format(Locale.ROOT, "%s %.4f", metric, trial.values().get(0));
          case PRUNED -> "pruned after " + epochs(trial);
          default -> "failed: " + trial.reason().orElse("no reason");
        };
    tell(trial, end);
  }

  private void tell(FrozenTrial trial, String what) {
    String record =
        bestNumber < 0
            ? ""
            : String.format(Locale.ROOT, "  best %.4f (trial %d)", best, bestNumber);
    console.note(
        "trial %3d  %-25s%s  %.1f s  %s",
        trial.number(),
        what,
        record,
        seconds(trial),
        String.join(" ", TopTrials.params(trial.params().toMap())));
  }

  private static String epochs(FrozenTrial trial) {
    int epochs = trial.intermediateValues().size();
    return epochs == 1 ? "1 epoch" : epochs + " epochs";
  }

  /** What was worked at the trial; of one that was set aside, each time that it went on. */
  private static double seconds(FrozenTrial trial) {
    return trial.systemAttributes().get(FrozenTrial.WORKED) instanceof Number worked
        ? worked.doubleValue()
        : trial.duration().map(time -> time.toMillis() / 1e3).orElse(0.0);
  }

  /** Leaves the bar as it is, on a line of its own; what ends later is not shown. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
