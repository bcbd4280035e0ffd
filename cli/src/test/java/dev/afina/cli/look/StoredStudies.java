package dev.afina.cli.look;

import dev.afina.core.storage.Storage;
import dev.afina.core.storage.TrialPause;
import dev.afina.core.study.Study;
import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Leg;
import dev.afina.core.trial.Trial;
import dev.afina.storage.SqliteStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes databases with small studies of known content. */
final class StoredStudies {

  private StoredStudies() {}

  /** {@code sqlite:///…} of a file. */
  static String url(Path file) {
    return "sqlite:///" + file;
  }

  /** A database with the studies {@code digits} (4 trials), {@code two} (3) and {@code new} (0). */
  static Path make(Path folder) {
    Path file = folder.resolve("studies.db");
    try (Storage storage = SqliteStorage.open(file)) {
      digits(storage);
      two(storage);
      Study.named("new").minimize("loss").storage(storage).seed(3).create();
    }
    return file;
  }

  /** Trials: 0 complete with 0.5, 1 complete with 0.9375 (the best), 2 failed, 3 pruned. */
  private static void digits(Storage storage) {
    Study study = Study.named("digits").maximize("accuracy").storage(storage).seed(7).create();
    study.setUserAttribute("data", "digits.csv");
    for (double lr : new double[] {0.5, 0.0625, 0.25, 0.125}) {
      study.enqueue(Map.of("lr", lr, "layers", 2, "optimizer", "adam"));
    }
    for (int i = 0; i < 4; i++) {
      Trial trial = study.ask();
      double lr = trial.suggestDouble("lr", 0, 1);
      trial.suggestInt("layers", 0, 4);
      trial.suggestCategorical("optimizer", "adam", "sgd");
      trial.setUserAttribute("epochs", 5);
      trial.report(1 - lr, 0);
      switch (i) {
        case 2 -> study.fail(trial, "the loss became NaN");
        case 3 -> study.prune(trial);
        default -> study.tell(trial, 1 - lr);
      }
    }
  }

  /** Adds the study {@code rungs}: trial 0 complete at step 9, 1 set aside at 3, 2 running. */
  static void addRungs(Path file) {
    try (Storage storage = SqliteStorage.open(file)) {
      Study study = Study.named("rungs").minimize("loss").storage(storage).seed(7).create();
      long stored = storage.findStudy("rungs").orElseThrow().id();
      for (int number = 0; number < 3; number++) {
        Trial trial = study.ask();
        trial.suggestDouble("x", 0, 1);
        long id = storage.trials(stored, -1, List.of()).get(number).id();
        storage.setTrialSystemAttributes(
            id, Map.of(FrozenTrial.LEG, new Leg(0, number == 0 ? 9 : 3).toAttribute()));
        trial.report(0.5 + number, number == 2 ? 1 : 3);
        if (number == 0) {
          trial.report(0.25, 9);
          study.tell(trial, 0.25);
        } else if (number == 1) {
          storage.pause(id, new TrialPause(trial.params(), Map.of(), Map.of(), Map.of()));
        }
      }
    }
  }

  /** Trials (1, 4), (4, 1) and, dominated, (5, 5). */
  private static void two(Storage storage) {
    Study study = Study.named("two").minimize("time").minimize("error").storage(storage).create();
    for (double[] values : new double[][] {{1, 4}, {4, 1}, {5, 5}}) {
      Trial trial = study.ask();
      trial.suggestDouble("x", 0, 1);
      study.tell(trial, values);
    }
  }
}
