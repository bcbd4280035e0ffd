package dev.afina.benchmarks.worker;

import dev.afina.core.storage.Direction;
import dev.afina.core.study.Objective;
import dev.afina.neural.tune.BestModel;
import dev.afina.neural.tune.NetworkObjective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Makes the objective of a soak in a child process, from its system properties. */
public final class SoakTraining implements Supplier<Objective> {

  /** The table of digits. */
  static final String DATA = "soak.data";

  /** Where networks are kept. */
  static final String NETWORKS = "soak.networks";

  /** Called in the child. */
  public SoakTraining() {}

  /** Where the networks of the best trials are kept. */
  static BestModel networks(Path folder) {
    return new BestModel(folder, List.of(Direction.MINIMIZE), TunerSoakWorker.KEPT);
  }

  @Override
  public Objective get() {
    try {
      SoakDigits digits = SoakDigits.read(Path.of(System.getProperty(DATA)));
      return new NetworkObjective(
              new SoakDigits.Network(),
              digits.train(),
              digits.validation(),
              "val_loss",
              TunerSoakWorker.EPOCHS)
          .keeping(networks(Path.of(System.getProperty(NETWORKS))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
