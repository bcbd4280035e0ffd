package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.data.Fingerprint;
import dev.afina.neural.internal.TensorData;
import dev.afina.neural.weights.Seeds;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A data set that lies in native memory as long as it is trained on. */
final class WholeData implements FitData {

  private final Dataset data;
  private final TensorData uploaded;
  private final long seed;
  private final boolean shuffle;

  WholeData(
      Dataset data,
      float @Nullable [] rowWeights,
      Blueprint blueprint,
      long seed,
      boolean shuffle) {
    this.data = data;
    this.seed = seed;
    this.shuffle = shuffle;
    uploaded =
        new TensorData(data, blueprint.architecture().inputShape(), blueprint.loss(), rowWeights);
  }

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(data);
  }

  @Override
  public void epoch(int epoch, BiConsumer<TensorData, long[]> part) {
    part.accept(
        uploaded,
        shuffle
            ? Seeds.permutation(data.size(), Seeds.generator(seed, Seeds.Purpose.SHUFFLE, epoch, 0))
            : LongStream.range(0, data.size()).toArray());
  }

  @Override
  public void sample(int most, Consumer<TensorData> use) {
    use.accept(uploaded);
  }

  @Override
  public void close() {
    uploaded.close();
  }
}
