package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Adam;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Adam and AdamW by PyTorch's fused kernels, one pass over all weights. */
@SuppressWarnings("try") // a scope works by being open
final class AdamRule extends UpdateRule {

  /** Place of the learning rate among the kernel's arguments. */
  private static final int LEARNING_RATE = 6;

  private final Tensor step;
  private final Scalar one;
  private final BoxedOperator kernel;

  AdamRule(Adam adam, Network network) {
    super(adam.learningRate());
    try (PointerScope scope = new PointerScope()) {
      Tensor mean = state("mean", torch.zeros_like(network.trained()));
      Tensor variance = state("variance", torch.zeros_like(network.trained()));
      IValue largest =
          adam.amsgrad()
              ? BoxedOperator.list(state("largest_variance", torch.zeros_like(network.trained())))
              : BoxedOperator.list();
      step = state("step", Tensors.zeros(1));
      one = owned.keep(new Scalar(1.0));
      kernel =
          new BoxedOperator(
              adam.weightDecay() > 0 ? "aten::_fused_adamw_" : "aten::_fused_adam_",
              owned,
              BoxedOperator.list(network.trained()),
              BoxedOperator.list(network.gradient()),
              BoxedOperator.list(mean),
              BoxedOperator.list(variance),
              largest,
              BoxedOperator.list(step),
              new IValue(adam.learningRate()),
              new IValue(adam.beta1()),
              new IValue(adam.beta2()),
              new IValue(adam.weightDecay()),
              new IValue(adam.epsilon()),
              new IValue(adam.amsgrad()),
              new IValue(/* maximize */ false),
              new IValue(),
              new IValue());
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  void move() {
    step.add_(one);
    kernel.call();
  }

  @Override
  void learningRateChanged(double rate) {
    kernel.set(LEARNING_RATE, rate);
  }
}
