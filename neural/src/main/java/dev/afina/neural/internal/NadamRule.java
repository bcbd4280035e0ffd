package dev.afina.neural.internal;

import dev.afina.neural.optimizer.Nadam;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Nadam on the vector of all weights. */
@SuppressWarnings("try") // a scope works by being open
final class NadamRule extends UpdateRule {

  /** Base of the momentum's approach to its limit; Dozat 2016, section 4. */
  private static final double APPROACH = 0.96;

  private final Nadam nadam;
  private final Network network;
  private final Tensor mean;
  private final Tensor variance;
  private final Tensor step;
  private final Tensor product;

  NadamRule(Nadam nadam, Network network) {
    super(nadam.learningRate());
    this.nadam = nadam;
    this.network = network;
    try (PointerScope scope = new PointerScope()) {
      mean = state("mean", torch.zeros_like(network.trained()));
      variance = state("variance", torch.zeros_like(network.trained()));
      step = state("step", Tensors.zeros(1));
      product = state("momentum_product", torch.ones_like(step));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  @Override
  void move() {
    Tensor gradient = decayed(network, nadam.weightDecay());
    step.add_(new Scalar(1.0));
    int t = (int) step.item_float();
    double now = momentum(t);
    double next = momentum(t + 1);
    product.mul_(new Scalar(now));
    double soFar = product.item_float();

    mean.lerp_(gradient, new Scalar(1 - nadam.beta1()));
    variance
        .mul_(new Scalar(nadam.beta2()))
        .addcmul_(gradient, gradient, new Scalar(1 - nadam.beta2()));
    double correction = 1 - Math.pow(nadam.beta2(), t);
    Tensor root = variance.div(new Scalar(correction)).sqrt_().add_(new Scalar(nadam.epsilon()));
    double rate = learningRate();
    network.trained().addcdiv_(gradient, root, new Scalar(-rate * (1 - now) / (1 - soFar)));
    network.trained().addcdiv_(mean, root, new Scalar(-rate * next / (1 - soFar * next)));
  }

  private double momentum(int t) {
    return nadam.beta1() * (1 - 0.5 * Math.pow(APPROACH, t * nadam.momentumDecay()));
  }
}
