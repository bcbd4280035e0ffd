package dev.afina.neural.tune;

import static java.lang.System.Logger.Level.WARNING;

import dev.afina.core.trial.FrozenTrial;
import dev.afina.core.trial.Resume;
import dev.afina.neural.Model;
import dev.afina.neural.TrainingState;
import dev.afina.neural.exception.ModelFormatException;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the training of a trial that goes on comes from: its own checkpoint, or, in a trial that
 * began as a copy, the one of its parent, as long as it has none of its own.
 *
 * <p>A copy takes the parent's weights and epoch, and the optimizer's vectors where the optimizer
 * is the same; seed, step size, batch size and all else are its own.
 *
 * @param resume of the trial
 */
record Inheritance(Resume resume) {

  /** The file of the parent's training beside a copy's own. */
  static final String PARENT = "parent.safetensors";

  private static final System.Logger LOG = System.getLogger("dev.afina.neural");

  /** The file of a training that has come to its end, until the trial has. */
  private static final String TRAINED = "trained.safetensors";

  /**
   * Keeps the checkpoint of a training that has come to its end: where the worker dies before the
   * trial has ended as well, nothing is trained again.
   */
  static void keepTrained(Path directory) {
    moveIfThere(directory.resolve(TrialTraining.CHECKPOINT), directory.resolve(TRAINED));
  }

  /** Removes what a trial has saved and taken over, if it has ended. */
  static void discard(FrozenTrial trial) {
    if (!trial.state().isFinished() || trial.checkpoint().isEmpty()) {
      return;
    }
    Path directory = trial.checkpoint().get().directory();
    try {
      Files.deleteIfExists(directory.resolve(TRAINED));
      Files.deleteIfExists(directory.resolve(PARENT));
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      return; // the hypermodel has put something of its own there
    } catch (IOException e) {
      LOG.log(WARNING, "could not remove the checkpoint {0}: {1}", directory, e.getMessage());
    }
  }

  private static void moveIfThere(Path from, Path to) {
    try {
      if (Files.exists(from)) {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename %s to %s: %s".formatted(from, to, e), e);
    }
  }

  /** The epoch that the trial began after: 0 for one that is no copy. */
  int bornAfter() {
    return resume.reports().isEmpty() ? resume.step() : resume.reports().firstKey() - 1;
  }

  /**
   * Prepares a model to go on.
   *
   * @return why it cannot, if it cannot; the model is as it was then
   * @throws ModelFormatException if the parent's file is broken
   */
  Optional<String> prepare(Model model) {
    Path own = resume.directory().resolve(TrialTraining.CHECKPOINT);
    Path parent = resume.directory().resolve(PARENT);
    boolean isCopy = bornAfter() > 0;
    if (isCopy && resume.reports().isEmpty()) {
      moveIfThere(own, parent);
    }
    moveIfThere(resume.directory().resolve(TRAINED), own);
    if (Files.exists(own)) {
      return Optional.empty();
    }
    if (!isCopy || !Files.exists(parent)) {
      return Optional.of("the checkpoint is missing");
    }
    return takeOver(model, TrainingState.read(parent));
  }

  /** With the parent's optimizer, or the model's own where that is another one. */
  private static Optional<String> takeOver(Model model, TrainingState parent) {
    TrainingState own = model.trainingState();
    try {
      model.resume(state(parent, parent.optimizer(), own));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return takeOverWeights(model, parent, own);
    }
  }

  private static Optional<String> takeOverWeights(
      Model model, TrainingState parent, TrainingState own) {
    try {
      model.resume(state(parent, own.optimizer(), own));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      model.resume(own);
      return Optional.of("its parent's network has other layers; " + e.getMessage());
    }
  }

  /** The parent's state with an optimizer's vectors, and the copy's own step size. */
  private static TrainingState state(TrainingState parent, Weights optimizer, TrainingState own) {
    return new TrainingState(
        parent.epoch(), parent.step(), parent.weights(), optimizer, own.learningRate());
  }
}
