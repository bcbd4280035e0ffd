package dev.afina.neural;

import dev.afina.data.Dataset;
import dev.afina.neural.internal.TensorData;
import dev.afina.neural.weights.Seeds;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/*
 * The rows lie in blocks of one batch. A part is several blocks, in the shuffled case from anywhere,
 * with their rows mixed; so no more than a part is in memory. The last block may be short: it always
 * comes last, so that every other batch is full.
 */

/** Streamed data, read a part at a time. */
final class PartsOfStream implements FitData {

  private final StreamedData data;
  private final Blueprint blueprint;
  private final long seed;
  private final boolean shuffle;
  private final int blockRows;
  private final int blocksInPart;
  private final double @Nullable [] classWeights;

  PartsOfStream(StreamedData data, Fit fit, Blueprint blueprint, long seed) {
    this.data = data;
    this.blueprint = blueprint;
    this.seed = seed;
    shuffle = fit.shuffles();
    classWeights = fit.classWeights();
    blockRows = (int) Math.min(fit.batchSize(), Math.max(1, data.size()));
    blocksInPart = Math.max(1, fit.shuffleBuffer() / blockRows);
  }

  @Override
  public long size() {
    return data.size();
  }

  @Override
  public String fingerprint() {
    return "a stream of %d rows".formatted(data.size());
  }

  @Override
  public void epoch(int epoch, BiConsumer<TensorData, long[]> part) {
    long[] blocks = blocks(epoch);
    int number = 0;
    for (int from = 0, to; from < blocks.length; from = to, number++) {
      to = Math.min(blocks.length, from + blocksInPart);
      // A short block alone could be a single row, which not every network takes.
      to = to == blocks.length - 1 ? blocks.length : to;
      Dataset rows = read(blocks, from, to);
      long[] order =
          shuffle
              ? Seeds.permutation(
                  rows.size(), Seeds.generator(seed, Seeds.Purpose.SHUFFLE, epoch, number + 1))
              : LongStream.range(0, rows.size()).toArray();
      use(rows, uploaded -> part.accept(uploaded, order));
    }
  }

  private long[] blocks(int epoch) {
    int full = Math.toIntExact(data.size() / blockRows);
    long[] order =
        shuffle
            ? Seeds.permutation(full, Seeds.generator(seed, Seeds.Purpose.SHUFFLE, epoch, 0))
            : LongStream.range(0, full).toArray();
    if (data.size() % blockRows == 0) {
      return order;
    }
    long[] withLast = Arrays.copyOf(order, full + 1);
    withLast[full] = full;
    return withLast;
  }

  private Dataset read(long[] blocks, int from, int to) {
    Dataset[] read = new Dataset[to - from];
    int rows = 0;
    int targets = 0;
    for (int i = 0; i < read.length; i++) {
      long first = blocks[from + i] * blockRows;
      int wanted = (int) Math.min(blockRows, data.size() - first);
      read[i] = DataChecks.read(data, first, wanted, blueprint, "training");
      rows += read[i].size();
      targets = read[i].targetWidth();
    }
    int width = read[0].featureCount();
    float[] x = new float[Math.multiplyExact(rows, width)];
    float[] y = new float[Math.multiplyExact(rows, targets)];
    int row = 0;
    for (Dataset block : read) {
      System.arraycopy(block.features(), 0, x, row * width, block.features().length);
      System.arraycopy(block.targets(), 0, y, row * targets, block.targets().length);
      row += block.size();
    }
    return new Dataset(x, read[0].featureShape(), y, targets);
  }

  private void use(Dataset rows, Consumer<TensorData> use) {
    try (TensorData uploaded =
        new TensorData(
            rows,
            blueprint.architecture().inputShape(),
            blueprint.loss(),
            RowWeights.of(rows, classWeights, null, blueprint))) {
      use.accept(uploaded);
    }
  }

  @Override
  public void sample(int most, Consumer<TensorData> use) {
    int rows = (int) Math.min(most, data.size());
    use(DataChecks.read(data, 0, rows, blueprint, "training"), use);
  }

  @Override
  public void close() {}
}
