package dev.afina.neural;

import dev.afina.neural.internal.TensorData;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Training data as they come: whole, or a part at a time. */
interface FitData extends AutoCloseable {

  /** Number of rows. */
  long size();

  /** Says which data they are, so that a resumed training can be held to the same. */
  String fingerprint();

  /**
   * Hands out all rows of an epoch.
   *
   * @param part takes data and the order of their rows
   */
  void epoch(int epoch, BiConsumer<TensorData, long[]> part);

  /** At least one of the rows, and at most so many. */
  void sample(int most, Consumer<TensorData> use);

  @Override
  void close();
}
