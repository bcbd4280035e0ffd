package dev.afina.neural.internal;

import dev.afina.neural.loss.Loss;
import dev.afina.neural.metric.Metric;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Trains a network for one epoch, on data that come whole or in parts. */
@SuppressWarnings("try") // a scope works by being open
public final class Trainer {

  /** What a caller does around every batch; all may throw to end the training. */
  public interface BatchListener {

    /** Before a batch. */
    void begin(int batch);

    /** After a batch, with its mean loss. */
    void end(int batch, double loss);

    /** In place of a batch's step where its loss is NaN or infinite; then the epoch ends. */
    void nonFinite(int batch, double loss);
  }

  private final Network network;
  private final UpdateRule rule;
  private final Loss loss;
  private final Pass pass;
  private final List<Metric.Tally> tallies;
  private final BatchListener listener;
  private float[] predictions = new float[0];
  private float[] targets = new float[0];
  private double sum;
  private long rowsDone;
  private int batch;
  private boolean cut;

  /**
   * For one epoch.
   *
   * @param rule made for the network
   * @param seed decides masks, together with the epoch
   * @param epoch number of the epoch
   * @param tallies get predictions as they were during training
   */
  public Trainer(
      Network network,
      UpdateRule rule,
      Loss loss,
      long seed,
      int epoch,
      List<Metric.Tally> tallies,
      BatchListener listener) {
    this.network = network;
    this.rule = rule;
    this.loss = loss;
    this.tallies = tallies;
    this.listener = listener;
    pass = Pass.training(seed, epoch);
  }

  /**
   * Trains on every row once, in the given order, until a loss is not finite.
   *
   * @param batchSize rows a batch; the last is smaller, or one larger where one row alone would
   *     remain and the network cannot take it
   */
  public void train(TensorData data, long[] order, int batchSize) {
    int size = order.length;
    try (PointerScope partScope = new PointerScope()) {
      Tensor index = Tensors.of(order);
      for (int start = 0, rows; start < size && !cut; start += rows) {
        rows = rowsFrom(start, size, batchSize);
        listener.begin(batch);
        double value = gradient(data, index, start, rows);
        if (!Double.isFinite(value)) {
          listener.nonFinite(batch, value);
          cut = true;
        } else {
          step();
          tally(data, order, start, rows);
          sum += value * rows;
          rowsDone += rows;
          listener.end(batch++, value);
        }
      }
    }
  }

  /** Mean loss over the rows so far. */
  public double meanLoss() {
    return sum / rowsDone;
  }

  /** Whether a loss that is not finite has ended the epoch. */
  public boolean wasCut() {
    return cut;
  }

  /**
   * Leaves the gradient of a batch's mean loss, which is returned; not of one that is not finite.
   */
  private double gradient(TensorData data, Tensor index, int start, int rows) {
    double value = 0;
    int atOnce = network.rowsAtOnce(rows);
    for (int from = 0; from < rows; from += atOnce) {
      int count = Math.min(atOnce, rows - from);
      try (PointerScope scope = new PointerScope()) {
        Tensor chosen = index.narrow(0, start + from, count);
        Tensor outputs = network.forward(torch.index_select(data.features(), 0, chosen), pass);
        Tensor mean = loss(data, chosen, outputs);
        Tensor part = count == rows ? mean : mean.mul(new Scalar((double) count / rows));
        Tensor cost = from == 0 ? network.penalties().added(part) : part;
        value += cost.item_float();
        if (Double.isFinite(value)) {
          if (from == 0) {
            network.gradient().zero_();
          }
          pass.backward(cost);
          predicted(outputs, from, rows);
        }
      }
    }
    return value;
  }

  private Tensor loss(TensorData data, Tensor chosen, Tensor outputs) {
    @Nullable Tensor rowWeights = data.rowWeights();
    return LossFunction.mean(
        loss,
        outputs,
        torch.index_select(data.targets(), 0, chosen),
        rowWeights == null ? null : torch.index_select(rowWeights, 0, chosen));
  }

  private void step() {
    try (PointerScope scope = new PointerScope()) {
      rule.step();
    }
  }

  /** Keeps the predictions of a part of a batch for the tallies. */
  private void predicted(Tensor outputs, int from, int rows) {
    if (tallies.isEmpty()) {
      return;
    }
    int width = network.architecture().outputShape().count();
    if (predictions.length < rows * width) {
      predictions = new float[rows * width];
    }
    Tensor values = LossFunction.link(loss, outputs);
    Tensors.read(values, predictions, from * width, (int) outputs.size(0) * width);
  }

  private void tally(TensorData data, long[] order, int start, int rows) {
    if (tallies.isEmpty()) {
      return;
    }
    int values = data.talliedWidth();
    if (targets.length < rows * values) {
      targets = new float[rows * values];
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(
          data.tallied(), (int) order[start + i] * values, targets, i * values, values);
    }
    for (Metric.Tally tally : tallies) {
      tally.add(predictions, network.architecture().outputShape().count(), targets, rows);
    }
  }

  private int rowsFrom(int start, int size, int batchSize) {
    int rows = Math.min(batchSize, size - start);
    boolean oneWouldRemain = size - start - rows == 1;
    return oneWouldRemain && network.needsSeveralRows() ? rows + 1 : rows;
  }
}
