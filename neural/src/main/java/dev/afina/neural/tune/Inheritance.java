package dev.afina.neural.tune;

import dev.afina.core.trial.Resume;
import dev.afina.neural.Model;
import dev.afina.neural.TrainingState;
import dev.afina.neural.exception.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    try {
      if (isCopy && resume.reports().isEmpty() && Files.exists(own)) {
        Files.move(own, parent, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot rename %s: %s".formatted(own, e), e);
    }
    if (Files.exists(own)) {
      return Optional.empty();
    }
    if (!isCopy || !Files.exists(parent)) {
      return Optional.of("the checkpoint is missing");
    }
    return takeOver(model, TrainingState.read(parent));
  }

  private static Optional<String> takeOver(Model model, TrainingState parent) {
    TrainingState own = model.trainingState();
    try {
      model.resume(
          new TrainingState(
              parent.epoch(),
              parent.step(),
              parent.weights(),
              parent.optimizer(),
              own.learningRate()));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return withOwnOptimizer(model, parent, own);
    }
  }

  private static Optional<String> withOwnOptimizer(
      Model model, TrainingState parent, TrainingState own) {
    try {
      model.resume(
          new TrainingState(
              parent.epoch(),
              parent.step(),
              parent.weights(),
              own.optimizer(),
              own.learningRate()));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      model.resume(own);
      return Optional.of("its parent's network has other layers; " + e.getMessage());
    }
  }
}
