package dev.afina.neural.internal;

import dev.afina.neural.layer.Activation;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Activation functions by PyTorch. */
final class Activations {

  private Activations() {}

  static Tensor apply(Activation activation, Tensor x) {
    return switch (activation.kind()) {
      case LINEAR -> x;
      case RELU -> torch.relu(x);
      case LEAKY_RELU -> torch.leaky_relu(x, new Scalar(activation.parameter()));
      case ELU ->
          torch.elu(x, new Scalar(activation.parameter()), new Scalar(1.0), new Scalar(1.0));
      case SELU -> torch.selu(x);
      case GELU -> torch.gelu(x);
      case SWISH -> torch.silu(x);
      case SIGMOID -> torch.sigmoid(x);
      case TANH -> torch.tanh(x);
      case SOFTPLUS -> torch.softplus(x);
      case SOFTMAX -> torch.softmax(x, -1);
    };
  }
}
