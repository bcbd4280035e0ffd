package dev.afina.neural.callback;

import dev.afina.neural.weights.WeightArray;
import dev.afina.tensorboard.EventFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a training's curves where TensorBoard reads them, after every epoch, under Keras's tags:
 * {@code epoch_loss}, {@code epoch_accuracy} and so on, of the training data into {@code train/},
 * of the validation data into {@code validation/}. There also stands {@code
 * evaluation_loss_vs_iterations}, whose step counts batches; in {@code train/} also {@code
 * epoch_learning_rate}, the step size of the epoch's last batch, and what callbacks before this one
 * have logged.
 *
 * <p>A training from the first epoch on replaces the curves that are there, in TensorBoard's eyes;
 * a second fit and a resumed one go on drawing them. Immutable; may not be shared by trainings at
 * once.
 *
 * @param directory of the log, made if it is not there
 * @param histogramsEvery draws the distribution of every array of weights after so many epochs, as
 *     {@code LAYER/NAME/histogram}; 0, the default, for never
 * @param batchesEvery writes the mean loss of one batch of so many as {@code batch_loss}; 0, the
 *     default, for none
 */
public record TensorBoard(Path directory, int histogramsEvery, int batchesEvery)
    implements Callback {

  /** Where curves of the training data are, below the directory. */
  public static final String TRAIN = "train";

  /** Where curves of the validation data are, below the directory. */
  public static final String VALIDATION = "validation";

  private static final String VALIDATED = "val_";
  private static final String EPOCH = "epoch_";
  private static final String LEARNING_RATE = "learning_rate";

  /** Checks the numbers. */
  public TensorBoard {
    if (histogramsEvery < 0) {
      throw new IllegalArgumentException(
          "TensorBoard draws histograms every %d epochs, expected at least 1, or 0 for never"
              .formatted(histogramsEvery));
    }
    if (batchesEvery < 0) {
      throw new IllegalArgumentException(
          "TensorBoard writes the loss of every %d batches, expected at least 1, or 0 for none"
              .formatted(batchesEvery));
    }
  }

  /** Writes epochs there. */
  public static TensorBoard to(Path directory) {
    return new TensorBoard(directory, 0, 0);
  }

  /** This log with histograms of the weights, Keras's {@code histogram_freq}. */
  public TensorBoard histogramsEvery(int epochs) {
    return new TensorBoard(directory, epochs, batchesEvery);
  }

  /** This log with losses of batches, Keras's {@code update_freq}. */
  public TensorBoard batchesEvery(int batches) {
    return new TensorBoard(directory, histogramsEvery, batches);
  }

  @Override
  public Callback forTraining() {
    return new Writer();
  }

  private final class Writer implements Callback {

    private final Map<String, EventFile> files = new LinkedHashMap<>();
    private double learningRate;

    private EventFile file(String run, Training training) {
      return files.computeIfAbsent(
          run,
          name -> {
            EventFile file = EventFile.in(directory.resolve(name));
            return training.epoch() == 0 ? file.restart(0) : file;
          });
    }

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      learningRate = training.learningRate();
      if (batchesEvery > 0 && batch % batchesEvery == 0) {
        file(TRAIN, training).scalar("batch_loss", training.step(), loss);
      }
    }

    @Override
    public void epochEnd(Training training, Map<String, Double> values) {
      EventFile own = file(TRAIN, training);
      values.forEach(
          (name, value) -> {
            if (name.startsWith(VALIDATED)) {
              String plain = name.substring(VALIDATED.length());
              file(VALIDATION, training)
                  .scalar(EPOCH + plain, training.epoch(), value)
                  .scalar("evaluation_" + plain + "_vs_iterations", training.step(), value);
            } else if (!name.equals(LEARNING_RATE)) {
              own.scalar(EPOCH + name, training.epoch(), value);
            }
          });
      own.scalar(EPOCH + LEARNING_RATE, training.epoch(), learningRate);
      if (histogramsEvery > 0 && training.epoch() % histogramsEvery == 0) {
        training
            .weights()
            .arrays()
            .forEach((name, array) -> histogram(own, training.epoch(), name, array));
      }
      files.values().forEach(EventFile::flush);
    }

    /** Weights that are not finite have no histogram. */
    private void histogram(EventFile file, int epoch, String name, WeightArray array) {
      double[] values = new double[array.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = array.values()[i];
        if (!Double.isFinite(values[i])) {
          return;
        }
      }
      file.histogram(name.replace('.', '/') + "/histogram", epoch, values);
    }

    @Override
    public void trainEnd(Training training) {
      close();
    }

    @Override
    public void trainFailed(Training training, Throwable cause) {
      close();
    }

    private void close() {
      List<EventFile> open = List.copyOf(files.values());
      files.clear();
      RuntimeException failure = null;
      for (EventFile file : open) {
        try {
          file.close();
        } catch (UncheckedIOException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
