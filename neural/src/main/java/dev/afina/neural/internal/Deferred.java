package dev.afina.neural.internal;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.ActivationLayer;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv1D;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/*
 * A function f that never falls can be applied behind a maximum as well as in front of it:
 * max(f(a), f(b)) = f(max(a, b)), and the gradients are the same. So can a bias be added there.
 * Behind a pooling by 2 only a quarter of the values is left to compute, to store, and to go back
 * through.
 */

/** The places of a network, with what can be done behind the max pooling moved there. */
final class Deferred {

  /** What is moved: a bias where there is one, then an activation. */
  private static final class Rest {

    private final Activation activation;
    private @Nullable Tensor bias;

    Rest(Activation activation) {
      this.activation = activation;
    }

    Tensor apply(Tensor x) {
      if (bias == null) {
        return Activations.apply(activation, x);
      }
      // Nothing else looks at the sum, so it need not be kept beside its rectified values.
      Tensor sum = torch.add(x, bias);
      return activation.equals(Activation.RELU) ? sum.relu_() : Activations.apply(activation, sum);
    }
  }

  private final List<Architecture.Place> places;
  private final @Nullable Rest[] lacking;
  private final @Nullable Rest[] added;

  Deferred(List<Architecture.Place> given) {
    places = new ArrayList<>(given);
    lacking = new @Nullable Rest[given.size()];
    added = new @Nullable Rest[given.size()];
    int[] uses = new int[given.size() + 1];
    given.forEach(place -> place.sources().forEach(source -> uses[source]++));
    for (int i = 0; i < given.size(); i++) {
      int source = given.get(i).sources().get(0) - 1;
      if (given.get(i).layer().plain() instanceof Pooling pooling
          && pooling.kind() == Pooling.Kind.MAX
          && source >= 0
          && uses[source + 1] == 1) {
        move(source, i);
      }
    }
  }

  private void move(int from, int to) {
    Architecture.Place place = places.get(from);
    Layer layer = place.layer().plain();
    Activation activation = layer.lastActivation();
    Layer bare = layer;
    if (layer instanceof Conv2D convolution) {
      bare = convolution.activation(Activation.LINEAR).withoutBias();
    } else if (layer instanceof Conv1D convolution) {
      bare = convolution.activation(Activation.LINEAR).withoutBias();
    } else if (layer instanceof ActivationLayer) {
      bare = new ActivationLayer(Activation.LINEAR);
    }
    if (!bare.equals(layer) && neverFalls(activation)) {
      Rest rest = new Rest(activation);
      lacking[from] = rest;
      added[to] = rest;
      places.set(
          from,
          new Architecture.Place(
              place.name(), bare, place.sources(), place.inputs(), place.output()));
    }
  }

  private static boolean neverFalls(Activation activation) {
    return switch (activation.kind()) {
      case LINEAR, RELU, LEAKY_RELU, ELU, SELU, SIGMOID, TANH, SOFTPLUS -> true;
      case GELU, SWISH, SOFTMAX -> false;
    };
  }

  /** What is computed at a place. */
  Architecture.Place place(int index) {
    return places.get(index);
  }

  /** Takes those of a place's weights that are used elsewhere. */
  void takeFrom(int index, Map<String, Tensor> weights) {
    Rest rest = lacking[index];
    if (rest != null) {
      rest.bias = weights.remove("bias");
    }
  }

  /** The computation at a place together with what has been moved there. */
  Step with(int index, Step step) {
    Rest rest = added[index];
    return rest == null ? step : (x, pass) -> rest.apply(step.apply(x, pass));
  }

  /** What a place would have given if nothing had been moved away. */
  Tensor completed(int index, Tensor output) {
    Rest rest = lacking[index];
    return rest == null ? output : rest.apply(output);
  }
}
