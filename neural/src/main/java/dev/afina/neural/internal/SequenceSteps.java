package dev.afina.neural.internal;

import dev.afina.neural.layer.Embedding;
import dev.afina.neural.layer.Recurrent;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The computations of layers that read sequences of tokens or vectors. */
final class SequenceSteps {

  private SequenceSteps() {}

  static Step of(Embedding layer, Map<String, Tensor> weights) {
    Tensor table = Steps.get(weights, "weight");
    return (x, pass) -> {
      float least = x.min().item_float();
      float greatest = x.max().item_float();
      if (!(least >= 0 && greatest <= layer.tokens() - 1)) {
        throw new IllegalArgumentException(
            "embedding is given token %s, expected whole numbers from 0 to %d"
                .formatted(least < 0 ? least : greatest, layer.tokens() - 1));
      }
      Tensor tokens = x.to(torch.ScalarType.Long);
      if (!torch.equal(tokens.to(torch.ScalarType.Float), x)) {
        throw new IllegalArgumentException(
            "embedding is given a token with a fraction, expected whole numbers from 0 to %d"
                .formatted(layer.tokens() - 1));
      }
      return torch.embedding(table, tokens);
    };
  }

  static Step of(Recurrent layer, Map<String, Tensor> weights, Owned owned) {
    Tensor first = Steps.get(weights, "weight_ih");
    Tensor second = Steps.get(weights, "weight_hh");
    boolean isLstm = layer.cell() == Recurrent.Cell.LSTM;
    TensorVector parameters =
        owned.keep(
            isLstm
                ? new TensorVector(
                    first,
                    second,
                    Steps.get(weights, "bias"),
                    owned.keep(Tensors.zeros(4L * layer.units())))
                : new TensorVector(
                    first, second, Steps.get(weights, "bias_ih"), Steps.get(weights, "bias_hh")));
    return (x, pass) -> {
      Tensor start = Tensors.zeros(1, x.size(0), layer.units());
      Tensor states =
          isLstm
              ? torch
                  .lstm(
                      x,
                      new TensorVector(start, start),
                      parameters,
                      true,
                      1,
                      0,
                      pass.training(),
                      false,
                      true)
                  .get0()
              : torch.gru(x, start, parameters, true, 1, 0, pass.training(), false, true).get0();
      return layer.sequences() ? states : states.select(1, -1);
    };
  }
}
