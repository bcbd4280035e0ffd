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
  private final float[] targetValues;
  private final Tensor features;
  private final Tensor targets;
  private final @Nullable Tensor rowWeights;

  /**
   * Uploads a checked data set.
   *
   * @param classWeights factors of the loss of each class's rows, or null for 1
   */
  public TensorData(Dataset data, Shape inputShape, Loss loss, double @Nullable [] classWeights) {
    targetValues = data.targets();
    int size = data.size();
    try (PointerScope scope = new PointerScope()) {
      features = owned.keep(Tensors.of(data.features(), inputShape.withBatch(size)));
      targets =
          owned.keep(
              loss.link() == Loss.Link.SOFTMAX
                  ? Tensors.of(
                      IntStream.range(0, size).mapToLong(i -> (long) targetValues[i]).toArray())
                  : Tensors.of(targetValues, size));
      rowWeights =
          classWeights == null ? null : owned.keep(Tensors.of(weights(classWeights), size));
    } catch (Throwable e) {
      owned.close();
      throw e;
    }
  }

  private float[] weights(double[] classWeights) {
    float[] weights = new float[targetValues.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) classWeights[(int) targetValues[i]];
    }
    return weights;
  }

  /** Number of rows. */
  public int size() {
    return targetValues.length;
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

  /** The targets in Java's memory. */
  float[] targetValues() {
    return targetValues;
  }

  @Override
  public void close() {
    owned.close();
  }
}
