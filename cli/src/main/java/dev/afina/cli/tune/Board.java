package dev.afina.cli.tune;

import dev.afina.neural.tune.NetworkSpace;
import dev.afina.neural.tune.TrialBoard;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder that TensorBoard is to look into, which belongs to one study: its page of parameters
 * knows no second one.
 *
 * @param root need not exist before {@link #open}
 */
record Board(Path root) {

  private OwnedFolder owned() {
    return new OwnedFolder(root, root.resolve("study.txt"), "--tensorboard");
  }

  /**
   * Sees that the folder can be written and that no other study has it; leaves everything as it
   * was.
   *
   * @throws IllegalArgumentException if not
   */
  void check(String study) {
    owned().check(study);
  }

  /** Makes the folder the study's. */
  TrialBoard open(String study, TuneMetric metric, NetworkSpace space) {
    owned().make(study);
    List<String> curves =
        metric.name().equals(TuneMetric.LOSS)
            ? List.of(TuneMetric.LOSS)
            : List.of(TuneMetric.LOSS, metric.name());
    return new TrialBoard(root, metric.objective(), metric.direction(), space.recorded(), curves);
  }
}
