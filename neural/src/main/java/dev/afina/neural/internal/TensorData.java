package dev.afina.neural.internal;

import dev.afina.data.Dataset;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A data set in native memory, uploaded once. */
@SuppressWarnings("try") // a scope works by being open
public final class TensorData implements AutoCloseable {

  private final Owned owned = new Owned();
  private final int size;
  private final float[] tallied;
  private final Tensor features;
  private final Tensor targets;
  private final @Nullable Tensor rowWeights;

  /**
   * Uploads a checked data set.
   *
   * @param rowWeights factors of the rows' losses, or null for 1
   */
  public TensorData(Dataset data, Shape inputShape, Loss loss, float @Nullable [] rowWeights) {
    size = data.size();
    float[] values = data.targets();
    tallied =
        loss.kind() == Loss.Kind.CATEGORICAL_CROSSENTROPY
            ? mostProbable(values, data.targetWidth())
            : values;
    try (PointerScope scope = new PointerScope()) {
      features = owned.keep(Tensors.of(data.features(), inputShape.withBatch(size)));
      targets =
          owned.keep(
              loss.kind() == Loss.Kind.SPARSE_CATEGORICAL_CROSSENTROPY
                  ? Tensors.of(IntStream.range(0, size).mapToLong(i -> (long) values[i]).toArray())
                  : data.targetWidth() == 1
                      ? Tensors.of(values, size)
                      : Tensors.of(values, size, data.targetWidth()));
      this.rowWeights = rowWeights == null ? null : owned.keep(Tensors.of(rowWeights, size));
    } catch (Throwable e) {
      owned.close();
      throw e;
    }
  }

  private static float[] mostProbable(float[] probabilities, int width) {
    float[] classes = new float[probabilities.length / width];
    for (int row = 0; row < classes.length; row++) {
      int best = 0;
      for (int i = 1; i < width; i++) {
        best = probabilities[row * width + i] > probabilities[row * width + best] ? i : best;
      }
      classes[row] = best;
    }
    return classes;
  }

  /** Number of rows. */
  public int size() {
    return size;
  }

  Tensor features() {
    return features;
  }

  Tensor targets() {
    return targets;
  }

  @Nullable Tensor rowWeights() {
    return rowWeights;
  }

  /** What metrics compare with, in Java's memory: classes, or all values row by row. */
  float[] tallied() {
    return tallied;
  }

  /** Number of {@link #tallied} values a row. */
  int talliedWidth() {
    return tallied.length / size;
  }

  @Override
  public void close() {
    owned.close();
  }
}
