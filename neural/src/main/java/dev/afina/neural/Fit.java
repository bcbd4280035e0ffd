package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.optimizer.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a model is fitted. Immutable; every method that changes something returns a new object. */
public final class Fit {

  /** Default of {@link #batchSize(int)}. */
  public static final int DEFAULT_BATCH_SIZE = 32;

  /** Default of {@link #shuffleBuffer(int)}. */
  public static final int DEFAULT_SHUFFLE_BUFFER = 10_000;

  private final int epochs;
  private int batchSize = DEFAULT_BATCH_SIZE;
  private boolean shuffle = true;
  private int shuffleBuffer = DEFAULT_SHUFFLE_BUFFER;
  private @Nullable Dataset validation;
  private @Nullable StreamedData streamedValidation;
  private double validationSplit;
  private double @Nullable [] classWeights;
  private float @Nullable [] sampleWeights;
  private @Nullable Schedule schedule;
  private boolean scheduleCountsEpochs;
  private @Nullable Path resumable;
  private List<Callback> callbacks = List.of();

  private Fit(int epochs) {
    this.epochs = epochs;
  }

  private Fit(Fit other) {
    this(other, other.epochs);
  }

  private Fit(Fit other, int epochs) {
    this.epochs = epochs;
    batchSize = other.batchSize;
    shuffle = other.shuffle;
    shuffleBuffer = other.shuffleBuffer;
    validation = other.validation;
    streamedValidation = other.streamedValidation;
    validationSplit = other.validationSplit;
    classWeights = other.classWeights;
    sampleWeights = other.sampleWeights;
    schedule = other.schedule;
    scheduleCountsEpochs = other.scheduleCountsEpochs;
    resumable = other.resumable;
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

  /** This fit for another number of epochs, at least 1. */
  public Fit withEpochs(int another) {
    epochs(another);
    return new Fit(this, another);
  }

  /**
   * This fit for a try before the real one: one epoch, at most so many rows of training and of
   * validation data, no callbacks, nothing saved. The training data are to be cut likewise.
   */
  public Fit rehearsal(int rows) {
    Fit changed = new Fit(this, 1);
    changed.callbacks = List.of();
    changed.resumable = null;
    if (sampleWeights != null) {
      changed.sampleWeights = Arrays.copyOf(sampleWeights, Math.min(rows, sampleWeights.length));
    }
    if (validation != null) {
      changed.validation = validation.first(rows);
    }
    return changed;
  }

  /** Whether anything is evaluated after every epoch. */
  public boolean validates() {
    return validation != null || streamedValidation != null || validationSplit > 0;
  }

  /**
   * With so many rows a batch, at least 1, default {@value #DEFAULT_BATCH_SIZE}. More rows than the
   * training data have means all of them at once, which is logged unless it is the default.
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

  /**
   * With so many rows of streamed data in memory at once, to be mixed; at least 1, default {@value
   * #DEFAULT_SHUFFLE_BUFFER}. A batch is always in memory as a whole.
   */
  public Fit shuffleBuffer(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException(
          "shuffle buffer has %d rows, expected at least 1".formatted(rows));
    }
    Fit changed = new Fit(this);
    changed.shuffleBuffer = rows;
    return changed;
  }

  /** With data that are evaluated after every epoch; replaces a split. */
  public Fit validation(Dataset data) {
    Fit changed = withoutValidation();
    changed.validation = data;
    return changed;
  }

  /** With streamed data that are evaluated after every epoch; replaces a split. */
  public Fit validation(StreamedData data) {
    Fit changed = withoutValidation();
    changed.streamedValidation = data;
    return changed;
  }

  private Fit withoutValidation() {
    Fit changed = new Fit(this);
    changed.validation = null;
    changed.streamedValidation = null;
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
    Fit changed = withoutValidation();
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

  /**
   * With a learning rate that follows a schedule, counted in batches since the model was built or
   * loaded, instead of the optimizer's.
   */
  public Fit learningRate(Schedule perBatch) {
    Fit changed = new Fit(this);
    changed.schedule = perBatch;
    changed.scheduleCountsEpochs = false;
    return changed;
  }

  /** With a learning rate that follows a schedule counted in epochs of the model's life. */
  public Fit learningRatePerEpoch(Schedule perEpoch) {
    Fit changed = new Fit(this);
    changed.schedule = perEpoch;
    changed.scheduleCountsEpochs = true;
    return changed;
  }

  /**
   * With all that it takes to go on saved in a file after every epoch: weights, the optimizer's
   * state, the history and what callbacks remember. If the file is there when the fit begins, the
   * fit goes on behind the last epoch saved, to the same end and the same bits as if it had never
   * stopped; model, data and settings but the number of epochs must be the same. At the end the
   * file is deleted. Keras calls this {@code BackupAndRestore}.
   *
   * <p>What is saved survives the process at once. It is forced to the disk, to survive a power
   * failure too, at most once a second; a file that such a failure has torn is refused.
   */
  public Fit resumable(Path file) {
    Fit changed = new Fit(this);
    changed.resumable = file;
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

  @Nullable StreamedData streamedValidation() {
    return streamedValidation;
  }

  int shuffleBuffer() {
    return shuffleBuffer;
  }

  @Nullable Schedule schedule() {
    return schedule;
  }

  boolean scheduleCountsEpochs() {
    return scheduleCountsEpochs;
  }

  @Nullable Path resumable() {
    return resumable;
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
