package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a model is fitted. Immutable; every method that changes something returns a new object. */
public final class Fit {

  /** Default of {@link #batchSize(int)}. */
  public static final int DEFAULT_BATCH_SIZE = 32;

  private final int epochs;
  private int batchSize = DEFAULT_BATCH_SIZE;
  private boolean shuffle = true;
  private @Nullable Dataset validation;
  private double validationSplit;
  private double @Nullable [] classWeights;
  private float @Nullable [] sampleWeights;
  private List<Callback> callbacks = List.of();

  private Fit(int epochs) {
    this.epochs = epochs;
  }

  private Fit(Fit other) {
    epochs = other.epochs;
    batchSize = other.batchSize;
    shuffle = other.shuffle;
    validation = other.validation;
    validationSplit = other.validationSplit;
    classWeights = other.classWeights;
    sampleWeights = other.sampleWeights;
    callbacks = other.callbacks;
  }

  /** For so many further epochs, at least 1. */
  public static Fit epochs(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "fit for %d epochs, expected at least 1".formatted(epochs));
    }
    return new Fit(epochs);
  }

  /**
   * With so many rows a batch, at least 1, default {@value #DEFAULT_BATCH_SIZE}. More rows than the
   * training data have means all of them at once.
   */
  public Fit batchSize(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("batch size is %d, expected at least 1".formatted(rows));
    }
    Fit changed = new Fit(this);
    changed.batchSize = rows;
    return changed;
  }

  /** With the rows in the given order in every epoch, instead of a new random one. */
  public Fit withoutShuffling() {
    Fit changed = new Fit(this);
    changed.shuffle = false;
    return changed;
  }

  /** With data that are evaluated after every epoch; replaces a split. */
  public Fit validation(Dataset data) {
    Fit changed = new Fit(this);
    changed.validation = data;
    changed.validationSplit = 0;
    return changed;
  }

  /**
   * With a random share of the training data, chosen by the model's seed, held back for validation;
   * replaces validation data.
   *
   * @param share in (0, 1)
   */
  public Fit validationSplit(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "validation split is %s, expected a number in (0, 1)".formatted(share));
    }
    Fit changed = new Fit(this);
    changed.validation = null;
    changed.validationSplit = share;
    return changed;
  }

  /**
   * With the training loss of each row multiplied by its class's weight before the mean is taken;
   * validation losses are not. {@link ClassWeights#balanced} computes usual ones.
   *
   * @param weights one a class, finite and at least 0
   */
  public Fit classWeights(double... weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && Double.isFinite(weights[i]))) {
        throw new IllegalArgumentException(
            "class %d has weight %s, expected a finite number of at least 0"
                .formatted(i, weights[i]));
      }
    }
    Fit changed = new Fit(this);
    changed.classWeights = weights.clone();
    return changed;
  }

  /**
   * With the training loss of each row multiplied by its own weight before the mean is taken, and
   * by its class's weight where there are such too; validation losses are not.
   *
   * @param weights one a row of the training data, finite and at least 0
   */
  public Fit sampleWeights(float... weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && Float.isFinite(weights[i]))) {
        throw new IllegalArgumentException(
            "row %d has weight %s, expected a finite number of at least 0"
                .formatted(i, weights[i]));
      }
    }
    Fit changed = new Fit(this);
    changed.sampleWeights = weights.clone();
    return changed;
  }

  /** With more callbacks, called in the order given. */
  public Fit callbacks(Callback... more) {
    Fit changed = new Fit(this);
    List<Callback> all = new ArrayList<>(callbacks);
    all.addAll(Arrays.asList(more));
    changed.callbacks = List.copyOf(all);
    return changed;
  }

  int epochs() {
    return epochs;
  }

  int batchSize() {
    return batchSize;
  }

  boolean shuffles() {
    return shuffle;
  }

  @Nullable Dataset validation() {
    return validation;
  }

  double validationSplit() {
    return validationSplit;
  }

  double @Nullable [] classWeights() {
    return classWeights;
  }

  float @Nullable [] sampleWeights() {
    return sampleWeights;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
