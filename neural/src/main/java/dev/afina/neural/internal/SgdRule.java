package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Sgd;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.global.torch;

/** Gradient descent by PyTorch's fused kernel, one pass over all weights. */
@SuppressWarnings("try") // a scope works by being open
final class SgdRule extends UpdateRule {

  /** Place of the learning rate among the kernel's arguments. */
  private static final int LEARNING_RATE = 5;

  private final BoxedOperator kernel;

  SgdRule(Sgd sgd, Network network) {
    super(sgd.learningRate());
    try (PointerScope scope = new PointerScope()) {
      // Velocities that start at zero make the first step the same as the others.
      IValue velocities =
          sgd.momentum() > 0
              ? BoxedOperator.list(state("velocity", torch.zeros_like(network.trained())))
              : BoxedOperator.list();
      kernel =
          new BoxedOperator(
              "aten::_fused_sgd_",
              owned,
              BoxedOperator.list(network.trained()),
              BoxedOperator.list(network.gradient()),
              velocities,
              new IValue(sgd.weightDecay()),
              new IValue(sgd.momentum()),
              new IValue(sgd.learningRate()),
              new IValue(/* dampening */ 0.0),
              new IValue(sgd.nesterov()),
              new IValue(/* maximize */ false),
              new IValue(/* is_first_step */ false),
              new IValue(),
              new IValue());
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  void move() {
    kernel.call();
  }

  @Override
  void learningRateChanged(double rate) {
    kernel.set(LEARNING_RATE, rate);
  }
}
