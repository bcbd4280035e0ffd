package dev.afina.neural.internal;

import dev.afina.neural.exception.NonFiniteLossException;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import dev.afina.neural.weights.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Trains a network for one epoch after the other. */
@SuppressWarnings("try") // a scope works by being open
public final class Trainer {

  /** What a caller does around every batch; both may throw to end the training. */
  public interface BatchListener {

    /** Before a batch. */
    void begin(int batch);

    /** After a batch, with its mean loss. */
    void end(int batch, double loss);
  }

  private final Network network;
  private final UpdateRule rule;
  private final Loss loss;
  private final long seed;
  private float[] predictions = new float[0];
  private float[] targets = new float[0];

  /** For a network and the rule made for it. */
  public Trainer(Network network, UpdateRule rule, Loss loss, long seed) {
    this.network = network;
    this.rule = rule;
    this.loss = loss;
    this.seed = seed;
  }

  /**
   * Trains on every row once.
   *
   * @param epoch number of the epoch, which with the seed decides order and masks
   * @param batchSize rows a batch; the last is smaller, or one larger where one row alone would
   *     remain and the network cannot take it
   * @param tallies get predictions as they were during training
   * @return mean loss over the rows
   * @throws NonFiniteLossException at the first batch whose loss is NaN or infinite
   */
  public double epoch(
      TensorData data,
      int epoch,
      int batchSize,
      boolean shuffle,
      List<Metric.Tally> tallies,
      BatchListener listener) {
    int size = data.size();
    long[] order = order(size, epoch, shuffle);
    Pass pass = Pass.training(seed, epoch);
    double sum = 0;
    try (PointerScope epochScope = new PointerScope()) {
      Tensor index = Tensors.of(order);
      int batch = 0;
      for (int start = 0, rows; start < size; start += rows, batch++) {
        rows = rowsFrom(start, size, batchSize);
        listener.begin(batch);
        double value;
        try (PointerScope scope = new PointerScope()) {
          Tensor chosen = index.narrow(0, start, rows);
          Tensor outputs = network.forward(torch.index_select(data.features(), 0, chosen), pass);
          value = update(data, chosen, outputs, epoch, batch);
          if (!tallies.isEmpty()) {
            tally(tallies, outputs, data, order, start, rows);
          }
        }
        sum += value * rows;
        listener.end(batch, value);
      }
    }
    return sum / size;
  }

  private double update(TensorData data, Tensor chosen, Tensor outputs, int epoch, int batch) {
    Tensor rowWeights = data.rowWeights();
    Tensor mean =
        LossFunction.mean(
            loss,
            outputs,
            torch.index_select(data.targets(), 0, chosen),
            rowWeights == null ? null : torch.index_select(rowWeights, 0, chosen));
    double value = mean.item_float();
    if (!Double.isFinite(value)) {
      throw new NonFiniteLossException(epoch, batch, value);
    }
    network.gradient().zero_();
    mean.backward();
    rule.step();
    return value;
  }

  private void tally(
      List<Metric.Tally> tallies,
      Tensor outputs,
      TensorData data,
      long[] order,
      int start,
      int rows) {
    int width = network.architecture().outputShape().count();
    int values = data.talliedWidth();
    if (predictions.length < rows * width) {
      predictions = new float[rows * width];
    }
    if (targets.length < rows * values) {
      targets = new float[rows * values];
    }
    Tensors.read(LossFunction.link(loss, outputs), predictions, rows * width);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          data.tallied(), (int) order[start + i] * values, targets, i * values, values);
    }
    for (Metric.Tally tally : tallies) {
      tally.add(predictions, width, targets, rows);
    }
  }

  private int rowsFrom(int start, int size, int batchSize) {
    int rows = Math.min(batchSize, size - start);
    boolean oneWouldRemain = size - start - rows == 1;
    return oneWouldRemain && network.needsSeveralRows() ? rows + 1 : rows;
  }

  private long[] order(int size, int epoch, boolean shuffle) {
    if (!shuffle) {
      return LongStream.range(0, size).toArray();
    }
    RandomGenerator random = Seeds.generator(seed, Seeds.Purpose.SHUFFLE, epoch, 0);
    return Seeds.permutation(size, random);
  }
}
