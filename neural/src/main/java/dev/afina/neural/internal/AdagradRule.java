package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Adagrad;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Adagrad on the vector of all weights. */
@SuppressWarnings("try") // a scope works by being open
final class AdagradRule extends UpdateRule {

  private final Adagrad adagrad;
  private final Network network;
  private final Tensor sum;

  AdagradRule(Adagrad adagrad, Network network) {
    super(adagrad.learningRate());
    this.adagrad = adagrad;
    this.network = network;
    try (PointerScope scope = new PointerScope()) {
      sum = state("sum", torch.zeros_like(network.trained()));
      sum.fill_(new Scalar(adagrad.initialAccumulator()));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  void move() {
    Tensor gradient = decayed(network, adagrad.weightDecay());
    sum.addcmul_(gradient, gradient);
    Tensor root = sum.sqrt().add_(new Scalar(adagrad.epsilon()));
    network.trained().addcdiv_(gradient, root, new Scalar(-learningRate()));
  }
}
