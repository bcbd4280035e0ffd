package dev.afina.neural.internal;

import dev.afina.neural.weights.Seeds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What a forward pass is for; for training, with the generators of one epoch. */
final class Pass {

  private final boolean training;
  private final long seed;
  private final int epoch;
  private final Map<Integer, RandomGenerator> generators = new HashMap<>();
  private final Deque<Runnable> behind = new ArrayDeque<>();
  private @Nullable ObjIntConsumer<Tensor> observer;

  private Pass(boolean training, long seed, int epoch) {
    this.training = training;
    this.seed = seed;
    this.epoch = epoch;
  }

  static Pass inference() {
    return new Pass(false, 0, 0);
  }

  /** Inference that shows the output of every layer, by its index. */
  static Pass observed(ObjIntConsumer<Tensor> observer) {
    Pass pass = inference();
    pass.observer = observer;
    return pass;
  }

  static Pass training(long seed, int epoch) {
    return new Pass(true, seed, epoch);
  }

  boolean training() {
    return training;
  }

  /** Whether {@link #seen} is to be called. */
  boolean isObserved() {
    return observer != null;
  }

  /** Told of every layer's output. */
  void seen(int layer, Tensor output) {
    if (observer != null) {
      observer.accept(output, layer);
    }
  }

  /** Lets something go on where PyTorch's backward pass ends, until the next forward pass. */
  void behindBackward(Runnable rest) {
    behind.push(rest);
  }

  /** Forgets what the last forward pass has left. */
  void begin() {
    behind.clear();
  }

  /** Adds the gradients of a cost that was computed of the last forward pass's outputs. */
  void backward(Tensor cost) {
    cost.backward();
    behind.forEach(Runnable::run);
    behind.clear();
  }

  /** The epoch's generator of masks for one layer. */
  RandomGenerator masks(int layer) {
    return generators.computeIfAbsent(
        layer, index -> Seeds.generator(seed, Seeds.Purpose.DROPOUT, epoch, index));
  }
}
