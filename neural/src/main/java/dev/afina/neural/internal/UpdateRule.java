package dev.afina.neural.internal;

import dev.afina.neural.layer.Shape;
import dev.afina.neural.optimizer.Adadelta;
import dev.afina.neural.optimizer.Adagrad;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Clipped;
import dev.afina.neural.optimizer.Nadam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** An optimizer at work on one network, with its state in native memory. */
@SuppressWarnings("try") // a scope works by being open
public abstract sealed class UpdateRule implements AutoCloseable
    permits AdadeltaRule, AdagradRule, AdamRule, NadamRule, RmspropRule, SgdRule {

  final Owned owned = new Owned();
  private @Nullable Clipping clipping;
  private final Map<String, Tensor> state = new LinkedHashMap<>();
  private double learningRate;

  UpdateRule(double learningRate) {
    this.learningRate = learningRate;
  }

  /** Puts an optimizer to work. */
  public static UpdateRule of(Optimizer optimizer, Network network) {
    if (optimizer instanceof Adam adam) {
      return new AdamRule(adam, network);
    } else if (optimizer instanceof Sgd sgd) {
      return new SgdRule(sgd, network);
    } else if (optimizer instanceof Rmsprop rmsprop) {
      return new RmspropRule(rmsprop, network);
    } else if (optimizer instanceof Adagrad adagrad) {
      return new AdagradRule(adagrad, network);
    } else if (optimizer instanceof Adadelta adadelta) {
      return new AdadeltaRule(adadelta, network);
    } else if (optimizer instanceof Nadam nadam) {
      return new NadamRule(nadam, network);
    } else if (optimizer instanceof Clipped clipped) {
      return clipping(clipped, network);
    }
    throw new IllegalStateException("no update rule for optimizer " + optimizer);
  }

  private static UpdateRule clipping(Clipped clipped, Network network) {
    UpdateRule rule = of(clipped.optimizer(), network);
    try (PointerScope scope = new PointerScope()) {
      rule.clipping = new Clipping(clipped, network, rule.owned);
      return rule;
    } catch (Throwable e) {
      rule.close();
      throw e;
    }
  }

  /** Changes the weights by the current gradients, which may be overwritten. */
  final void step() {
    if (clipping != null) {
      clipping.apply();
    }
    move();
  }

  /** Changes the weights by gradients that have been cut. */
  abstract void move();

  /** Tells the rule about a new learning rate, within a scope. */
  void learningRateChanged(double rate) {}

  /** The gradient with an L2 penalty on the weights. */
  static Tensor decayed(Network network, double decay) {
    return decay == 0
        ? network.gradient()
        : network.gradient().add(network.trained(), new Scalar(decay));
  }

  /** Keeps a tensor of the state, by name, beyond the current scope. */
  final Tensor state(String name, Tensor tensor) {
    state.put(name, tensor);
    return owned.keep(tensor);
  }

  /** The current step size. */
  public final double learningRate() {
    return learningRate;
  }

  /** Changes the step size from the next step on. */
  public final void learningRate(double rate) {
    try (PointerScope scope = new PointerScope()) {
      learningRateChanged(rate);
      learningRate = rate;
    }
  }

  /** A copy of the state. */
  public final Weights read() {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      state.forEach(
          (name, tensor) -> {
            float[] values = new float[(int) tensor.numel()];
            Tensors.read(tensor, values, values.length);
            arrays.put(name, new WeightArray(Shape.of(values.length), values));
          });
    }
    return new Weights(arrays);
  }

  /** Overwrites the state by one of the same rule on the same network. */
  public final void write(Weights saved) {
    try (PointerScope scope = new PointerScope()) {
      state.forEach(
          (name, tensor) -> {
            float[] values = saved.get(name).values();
            if (values.length != tensor.numel()) {
              throw new IllegalArgumentException(
                  "the optimizer's state \"%s\" has %d values, expected %d; it is of another network"
                      .formatted(name, values.length, tensor.numel()));
            }
            Tensors.write(tensor, values);
          });
    }
  }

  @Override
  public final void close() {
    owned.close();
  }
}
