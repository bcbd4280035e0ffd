package dev.afina.neural.callback;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Shows training as it goes, much as Keras does: on a terminal a bar for every epoch, with the time
 * left and the values so far, and otherwise one line an epoch. Immutable; may be shared by
 * trainings one after the other.
 *
 * <pre>
 * Epoch 2/10
 * 141/188 ━━━━━━━━━━━━━━━━━━━━━━━───────  1s  12ms/step - loss: 0.2291 - accuracy: 0.9312
 * </pre>
 */
public final class ProgressBar implements Callback {

  private static final int WIDTH = 30;
  private static final long REFRESH_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean bar;
  private final LongSupplier nanos;

  ProgressBar(PrintStream out, boolean bar, LongSupplier nanos) {
    this.out = out;
    this.bar = bar;
    this.nanos = nanos;
  }

  /** To a stream such as {@code System.err}: a bar where the process has a terminal, else lines. */
  public static ProgressBar on(PrintStream out) {
    return new ProgressBar(out, hasTerminal(), System::nanoTime);
  }

  /** This one with a bar in any case. */
  public ProgressBar withBar() {
    return new ProgressBar(out, true, nanos);
  }

  /** This one with one line an epoch in any case. */
  public ProgressBar withLines() {
    return new ProgressBar(out, false, nanos);
  }

  /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // that method is asked below
  private static boolean hasTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public Callback forTraining() {
    return new Display();
  }

  private final class Display implements Callback {

    private long begin;
    private long shown;
    private int length;

    @Override
    public void epochBegin(Training training) {
      begin = nanos.getAsLong();
      shown = begin;
      length = 0;
      if (bar) {
        out.printf("Epoch %d/%d%n", training.epoch() + 1, training.endEpoch());
      }
    }

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      long now = nanos.getAsLong();
      if (bar && now - shown >= REFRESH_NANOS) {
        shown = now;
        double each = (now - begin) / (batch + 1.0);
        double left = each * (training.batches() - batch - 1);
        draw(training, batch + 1, left, each, training.valuesSoFar());
      }
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      double whole = nanos.getAsLong() - begin;
      if (bar) {
        draw(training, training.batches(), whole, whole / training.batches(), values);
        out.println();
      } else {
        out.printf(
            "Epoch %d/%d - %s%s%n",
            training.epoch() + 1, training.endEpoch(), time(whole), text(values));
      }
      out.flush();
    }

    @Override
    public void trainFailed(Training training, Throwable cause) {
      if (length > 0) {
        out.println();
        out.flush();
      }
    }

    private void draw(
        Training training, int done, double time, double each, Map<String, Double> values) {
      int all = training.batches();
      int full = (int) ((long) WIDTH * done / all);
      String line =
          "%d/%d %s%s %s %s/step%s"
              .formatted(
                  done,
                  all,
                  "━".repeat(full),
                  "─".repeat(WIDTH - full),
                  time(time),
                  time(each),
                  text(values));
      // A shorter line overwrites the rest of the one before with spaces.
      out.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
      out.flush();
      length = line.length();
    }
  }

  private static String text(Map<String, Double> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    value != 0 && Math.abs(value) < 1e-3 ? " - %s: %.4e" : " - %s: %.4f",
                    name,
                    value)));
    return text.toString();
  }

  private static String time(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.0fus", nanos / 1e3);
    } else if (nanos < 1e9) {
      return String.format(Locale.ROOT, "%.0fms", nanos / 1e6);
    }
    long seconds = Math.round(nanos / 1e9);
    return seconds < 60
        ? "%ds".formatted(seconds)
        : seconds < 3600
            ? "%d:%02d".formatted(seconds / 60, seconds % 60)
            : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
