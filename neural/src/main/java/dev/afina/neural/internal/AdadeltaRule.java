package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Adadelta;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Adadelta on the vector of all weights. */
@SuppressWarnings("try") // a scope works by being open
final class AdadeltaRule extends UpdateRule {

  private final Adadelta adadelta;
  private final Network network;
  private final Tensor square;
  private final Tensor moved;

  AdadeltaRule(Adadelta adadelta, Network network) {
    super(adadelta.learningRate());
    this.adadelta = adadelta;
    this.network = network;
    try (PointerScope scope = new PointerScope()) {
      square = state("square", torch.zeros_like(network.trained()));
      moved = state("moved", torch.zeros_like(network.trained()));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  void move() {
    Tensor gradient = decayed(network, adadelta.weightDecay());
    Scalar rho = new Scalar(adadelta.rho());
    Scalar rest = new Scalar(1 - adadelta.rho());
    Scalar epsilon = new Scalar(adadelta.epsilon());
    square.mul_(rho).addcmul_(gradient, gradient, rest);
    Tensor root = square.add(epsilon).sqrt_();
    Tensor step = moved.add(epsilon).sqrt_().div_(root).mul_(gradient);
    moved.mul_(rho).addcmul_(step, step, rest);
    network.trained().add_(step, new Scalar(-learningRate()));
  }
}
