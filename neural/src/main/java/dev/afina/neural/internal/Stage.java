package dev.afina.neural.internal;

import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Merge;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A layer's forward computation on what the network has made so far of a batch. */
@FunctionalInterface
interface Stage {

  /**
   * The layer's output.
   *
   * @param made the batch, and behind it the outputs of the layers before this one
   */
  Tensor apply(Tensor[] made, Pass pass);

  /** The computation at a place; the other arguments as of {@link Steps#of}. */
  static Stage of(Deferred places, int index, Map<String, Tensor> weights, Owned owned) {
    Architecture.Place place = places.place(index);
    if (place.layer().plain() instanceof Merge merge) {
      List<Integer> sources = place.sources();
      return (made, pass) ->
          merged(merge.kind(), sources.stream().map(source -> made[source]).toList());
    }
    int source = place.sources().get(0);
    Step step = places.with(index, Steps.of(place, index, weights, owned));
    return (made, pass) -> step.apply(made[source], pass);
  }

  private static Tensor merged(Merge.Kind kind, List<Tensor> inputs) {
    return switch (kind) {
      case ADD -> reduced(inputs, torch::add);
      case MULTIPLY -> reduced(inputs, torch::mul);
      case AVERAGE -> reduced(inputs, torch::add).div(new Scalar((double) inputs.size()));
      case MAXIMUM -> reduced(inputs, torch::maximum);
      case CONCATENATE -> torch.cat(new TensorVector(inputs.toArray(Tensor[]::new)), -1);
    };
  }

  private static Tensor reduced(List<Tensor> inputs, BinaryOperator<Tensor> operation) {
    return inputs.stream().reduce(operation).orElseThrow();
  }
}
