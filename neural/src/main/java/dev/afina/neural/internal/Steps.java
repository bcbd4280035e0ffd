package dev.afina.neural.internal;

import dev.afina.neural.layer.ActivationLayer;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Augmentation;
import dev.afina.neural.layer.BatchNormalization;
import dev.afina.neural.layer.Conv1D;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Dense;
import dev.afina.neural.layer.DepthwiseConv2D;
import dev.afina.neural.layer.Dropout;
import dev.afina.neural.layer.Embedding;
import dev.afina.neural.layer.Flatten;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.GlobalPooling;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.LayerNormalization;
import dev.afina.neural.layer.Normalization;
import dev.afina.neural.layer.Pooling;
import dev.afina.neural.layer.Recurrent;
import dev.afina.neural.layer.Rescaling;
import dev.afina.neural.layer.Reshape;
import dev.afina.neural.layer.SeparableConv2D;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.layer.Slice;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Turns specifications into computations. A new kind of layer adds one case here. */
final class Steps {

  private Steps() {}

  /**
   * The computation of a layer at its place.
   *
   * @param index of the layer in the network
   * @param weights of the layer by their names within it
   * @param owned keeps what the computation needs beyond the weights
   */
  static Step of(Architecture.Place place, int index, Map<String, Tensor> weights, Owned owned) {
    Layer layer = place.layer().plain();
    Shape input = place.input();
    if (layer instanceof Dense dense) {
      return dense(dense, weights, owned);
    } else if (layer instanceof Conv2D convolution) {
      return ImageSteps.of(convolution, input, weights, owned);
    } else if (layer instanceof Conv1D convolution) {
      return ImageSteps.of(convolution, input, weights, owned);
    } else if (layer instanceof DepthwiseConv2D convolution) {
      return ImageSteps.of(convolution, input, weights, owned);
    } else if (layer instanceof SeparableConv2D convolution) {
      return ImageSteps.of(convolution, input, weights, owned);
    } else if (layer instanceof Pooling pooling) {
      return ImageSteps.of(pooling, input, owned);
    } else if (layer instanceof GlobalPooling pooling) {
      return ImageSteps.of(pooling, input);
    } else if (layer instanceof Embedding embedding) {
      return SequenceSteps.of(embedding, weights);
    } else if (layer instanceof Recurrent recurrent) {
      return SequenceSteps.of(recurrent, weights, owned);
    } else if (layer instanceof Augmentation augmentation) {
      return AugmentationStep.of(augmentation, input, index);
    } else if (layer instanceof BatchNormalization normalization) {
      return batchNormalization(normalization, place.layer() instanceof Frozen, weights, owned);
    } else if (layer instanceof Normalization normalization) {
      return normalization(normalization, owned);
    } else if (layer instanceof LayerNormalization normalization) {
      return layerNormalization(normalization, input, weights, owned);
    } else if (layer instanceof Dropout dropout) {
      return dropout(dropout, index);
    }
    return plain(layer);
  }

  /** Of a layer without weights or a stream of random numbers. */
  private static Step plain(Layer layer) {
    if (layer instanceof Flatten) {
      return (x, pass) -> x.flatten(1, -1);
    } else if (layer instanceof Reshape reshape) {
      return (x, pass) -> x.reshape(reshape.shape().withBatch(x.size(0)));
    } else if (layer instanceof Rescaling rescaling) {
      return (x, pass) -> x.mul(new Scalar(rescaling.scale())).add(new Scalar(rescaling.offset()));
    } else if (layer instanceof ActivationLayer activation) {
      return (x, pass) -> Activations.apply(activation.activation(), x);
    } else if (layer instanceof Slice slice) {
      return (x, pass) -> x.narrow(-1, slice.from(), slice.to() - slice.from());
    }
    throw new IllegalStateException("no computation for layer " + layer);
  }

  private static Step normalization(Normalization layer, Owned owned) {
    float[] shifts = layer.shifts();
    Tensor mean = owned.keep(Tensors.of(shifts, shifts.length));
    Tensor deviation = owned.keep(Tensors.of(layer.divisors(), shifts.length));
    return (x, pass) -> x.sub(mean).div(deviation);
  }

  private static Step layerNormalization(
      LayerNormalization layer, Shape input, Map<String, Tensor> weights, Owned owned) {
    TensorOptional scale = owned.keep(new TensorOptional(get(weights, "weight")));
    TensorOptional shift = owned.keep(new TensorOptional(get(weights, "bias")));
    long[] axis = {input.last()};
    return (x, pass) -> torch.layer_norm(x, axis, scale, shift, layer.epsilon(), true);
  }

  private static Step dense(Dense dense, Map<String, Tensor> weights, Owned owned) {
    Tensor weight = get(weights, "weight");
    TensorOptional bias =
        owned.keep(dense.bias() ? new TensorOptional(get(weights, "bias")) : new TensorOptional());
    return (x, pass) -> Activations.apply(dense.activation(), torch.linear(x, weight, bias));
  }

  private static Step batchNormalization(
      BatchNormalization layer, boolean frozen, Map<String, Tensor> weights, Owned owned) {
    TensorOptional scale = owned.keep(new TensorOptional(get(weights, "weight")));
    TensorOptional shift = owned.keep(new TensorOptional(get(weights, "bias")));
    TensorOptional mean = owned.keep(new TensorOptional(get(weights, "running_mean")));
    TensorOptional variance = owned.keep(new TensorOptional(get(weights, "running_var")));
    // PyTorch's momentum is the part of the batch, ours the part that stays.
    double momentum = 1 - layer.momentum();
    Step rows =
        (x, pass) ->
            torch.batch_norm(
                x,
                scale,
                shift,
                mean,
                variance,
                pass.training() && !frozen,
                momentum,
                layer.epsilon(),
                false);
    // PyTorch wants the features of anything but rows on the second axis. Of images it knows the
    // order in memory that permuting leaves, and copies nothing.
    return (x, pass) ->
        switch ((int) x.dim()) {
          case 2 -> rows.apply(x, pass);
          case 4 -> isLine(x) ? line(rows, x, pass) : image(rows, x, pass);
          default -> rows.apply(x.transpose(1, -1), pass).transpose(1, -1);
        };
  }

  private static Tensor image(Step rows, Tensor x, Pass pass) {
    return ImageSteps.last(rows.apply(ImageSteps.first(x), pass));
  }

  private static boolean isLine(Tensor images) {
    return images.size(1) == 1 || images.size(2) == 1;
  }

  /**
   * Normalises images of one row or one column, whose order in memory PyTorch cannot always tell:
   * where it takes an output's gradient for one of the other order, all gradients are wrong.
   */
  private static Tensor line(Step rows, Tensor x, Pass pass) {
    return rows.apply(x.flatten(0, 2), pass).view_as(x);
  }

  private static Step dropout(Dropout layer, int index) {
    DropoutMask mask = new DropoutMask(layer.rate());
    return (x, pass) -> {
      if (!pass.training() || mask.keepsAll()) {
        return x;
      }
      Tensor factors = torch.empty_like(x);
      Tensors.write(factors, mask.draw((int) x.numel(), pass.masks(index)));
      return x.mul(factors);
    };
  }

  static Tensor get(Map<String, Tensor> weights, String name) {
    Tensor tensor = weights.get(name);
    if (tensor == null) {
      throw new IllegalStateException("no weights \"%s\"".formatted(name));
    }
    return tensor;
  }
}
