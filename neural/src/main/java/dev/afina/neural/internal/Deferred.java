package dev.afina.neural.internal;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.ActivationLayer;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv1D;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Pooling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/*
 * A function f that never falls can be applied behind a maximum as well as in front of it:
 * max(f(a), f(b)) = f(max(a, b)), and the gradients are the same. Behind a pooling by 2 only a
 * quarter of the values is left to compute, to store, and to go back through.
 */

/** The places of a network, with activations moved behind the max pooling that follows them. */
final class Deferred {

  private final List<Architecture.Place> places;
  private final List<Activation> moved;
  private final List<Activation> added;

  Deferred(List<Architecture.Place> given) {
    places = new ArrayList<>(given);
    moved = new ArrayList<>(Collections.nCopies(given.size(), Activation.LINEAR));
    added = new ArrayList<>(Collections.nCopies(given.size(), Activation.LINEAR));
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
    Layer bare = layer;
    if (layer instanceof Conv2D convolution) {
      bare = convolution.activation(Activation.LINEAR);
    } else if (layer instanceof Conv1D convolution) {
      bare = convolution.activation(Activation.LINEAR);
    } else if (layer instanceof ActivationLayer) {
      bare = new ActivationLayer(Activation.LINEAR);
    }
    if (!bare.equals(layer) && neverFalls(layer.lastActivation())) {
      moved.set(from, layer.lastActivation());
      added.set(to, layer.lastActivation());
      places.set(
          from,
          new Architecture.Place(
              place.name(), bare, place.sources(), place.inputs(), place.output()));
    }
  }

  private static boolean neverFalls(Activation activation) {
    return switch (activation.kind()) {
      case RELU, LEAKY_RELU, ELU, SELU, SIGMOID, TANH, SOFTPLUS -> true;
      case LINEAR, GELU, SWISH, SOFTMAX -> false;
    };
  }

  /** What is computed at a place, but for {@link #added}. */
  Architecture.Place place(int index) {
    return places.get(index);
  }

  /** What a place's output lacks; linear where it lacks nothing. */
  Activation moved(int index) {
    return moved.get(index);
  }

  /** What is applied to a place's output beyond its own layer; linear where nothing is. */
  Activation added(int index) {
    return added.get(index);
  }
}
