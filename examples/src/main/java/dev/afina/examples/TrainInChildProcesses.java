package dev.afina.examples;

import dev.afina.core.isolation.IsolatedObjective;
import dev.afina.core.isolation.Isolation;
import dev.afina.core.storage.Direction;
import dev.afina.core.study.Budget;
import dev.afina.core.study.Objective;
import dev.afina.core.study.Study;
import dev.afina.neural.tune.BestModel;
import dev.afina.neural.tune.NetworkObjective;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Networks trained in processes of their own: what native code leaks is given back with the
 * process, and a crash or a lack of memory costs one trial.
 */
public final class TrainInChildProcesses {

  private static final int EPOCHS = 3;

  private TrainInChildProcesses() {}

  /** Makes the objective in a child, from its system properties. */
  public static final class Training implements Supplier<Objective> {

    @Override
    public Objective get() {
      Digits digits = Digits.read(Path.of(System.getProperty("digits")));
      return new NetworkObjective(
              TunePerceptron::build, digits.train(), digits.validation(), "val_accuracy", EPOCHS)
          .keeping(networks(Path.of(System.getProperty("networks"))));
    }
  }

  /** Keeps the network of the best trial: the children write it, the study throws others away. */
  static BestModel networks(Path folder) {
    return new BestModel(folder, Direction.MAXIMIZE);
  }

  /**
   * Runs the study and returns it.
   *
   * @param csv the table of digits
   * @param folder where the best network is kept
   */
  public static Study run(Path csv, Path folder) {
    Isolation isolation =
        Isolation.standard()
            .children(2)
            .jvmOptions("-Xmx256m", "-Ddigits=" + csv, "-Dnetworks=" + folder);
    Study study =
        Study.create().maximize("val_accuracy").listener(networks(folder)).seed(3).create();
    try (IsolatedObjective training = IsolatedObjective.of(Training.class, isolation)) {
      study.optimize(training, Budget.trials(3).inParallel(2));
    }
    return study;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    Study study = run(Path.of("samples", "digits.csv"), Path.of("target", "isolated"));
    System.out.println(study.bestTrial().orElseThrow());
  }
}
