package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Rmsprop;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** RMSprop on the vector of all weights. */
@SuppressWarnings("try") // a scope works by being open
final class RmspropRule extends UpdateRule {

  private final Rmsprop rmsprop;
  private final Network network;
  private final Tensor square;
  private final @Nullable Tensor mean;
  private final @Nullable Tensor velocity;

  RmspropRule(Rmsprop rmsprop, Network network) {
    super(rmsprop.learningRate());
    this.rmsprop = rmsprop;
    this.network = network;
    try (PointerScope scope = new PointerScope()) {
      square = state("square", torch.zeros_like(network.trained()));
      mean = rmsprop.centered() ? state("mean", torch.zeros_like(network.trained())) : null;
      velocity =
          rmsprop.momentum() > 0 ? state("velocity", torch.zeros_like(network.trained())) : null;
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  void move() {
    Tensor gradient = decayed(network, rmsprop.weightDecay());
    Scalar rest = new Scalar(1 - rmsprop.rho());
    square.mul_(new Scalar(rmsprop.rho())).addcmul_(gradient, gradient, rest);
    Tensor root = square;
    if (mean != null) {
      mean.lerp_(gradient, rest);
      root = square.addcmul(mean, mean, new Scalar(-1.0));
    }
    root = root.sqrt().add_(new Scalar(rmsprop.epsilon()));
    Scalar step = new Scalar(-learningRate());
    if (velocity == null) {
      network.trained().addcdiv_(gradient, root, step);
    } else {
      velocity.mul_(new Scalar(rmsprop.momentum())).addcdiv_(gradient, root);
      network.trained().add_(velocity, step);
    }
  }
}
