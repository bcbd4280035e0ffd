package dev.afina.tensorboard;

import dev.afina.tensorboard.HParam.Discrete;
import dev.afina.tensorboard.HParam.Interval;
import dev.afina.tensorboard.SessionMetric.DatasetType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The events of {@code golden.py}. */
final class Sample {

  static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 250_000_000);
  static final Clock CLOCK = Clock.fixed(TIME, ZoneOffset.UTC);

  private Sample() {}

  static Experiment experiment() {
    return new Experiment(
        "digits",
        "Ten *digits*",
        TIME,
        List.of(
            new HParam("learning_rate", new Interval(1e-4, 0.1)),
            new HParam("layers", new Interval(0, 4)),
            new HParam("optimizer", new Discrete(List.of("adam", "sgd"))),
            new HParam("batch_normalization", new Discrete(List.of(false, true))),
            new HParam("batch_size", new Discrete(List.of(32L, 64L))),
            new HParam("depth", new Discrete(Arrays.asList(3.0, null)))),
        List.of(
            new SessionMetric("", "objective/best", "val_accuracy", DatasetType.UNKNOWN),
            new SessionMetric("train", "epoch_loss", "", DatasetType.TRAINING),
            new SessionMetric("validation", "epoch_loss", "", DatasetType.VALIDATION)));
  }

  static Path write(Path run) {
    try (EventFile file = EventFile.in(run, CLOCK)) {
      file.experiment(experiment())
          .sessionStart(new Session("trial-7", TIME, Map.of("learning_rate", 0.01)));
      for (int step = 0; step < 3; step++) {
        file.scalar("epoch_loss", step, 0.5 / (step + 1));
      }
      file.histogram("dense/kernel/histogram", 0, values(100))
          .histogram("dense/kernel/histogram", 1, 2.5, 2.5, 2.5, 2.5, 2.5)
          .histogram("dense/kernel/histogram", 2)
          .text("note", 300, "Größe **1**")
          .sessionEnd(SessionStatus.SUCCESS, TIME)
          .restart(2);
      return file.path();
    }
  }

  private static double[] values(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> (i * 37 % 101) / 7.0 - 5);
    return values;
  }
}
