package dev.afina.neural.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A layer that reads a sequence {@code (length, channels)} step by step: the state behind the last
 * step, {@code (units)}, or with {@link #returningSequences} behind each, {@code (length, units)}.
 *
 * <p>Weights are those of PyTorch: the gates stand one behind the other, input, forget, cell,
 * output for LSTM and reset, update, new for GRU (Keras has update before reset). LSTM has one bias
 * where PyTorch adds up two, and that of the forget gate starts at 1 (<a
 * href="https://proceedings.mlr.press/v37/jozefowicz15.html">Jozefowicz et al. 2015</a>), as in
 * Keras; GRU resets behind the product, Keras's {@code reset_after}, and so has two.
 *
 * @param cell which
 * @param units width of the state, at least 1
 * @param sequences whether each step's state is given
 */
public record Recurrent(Cell cell, int units, boolean sequences) implements Layer {

  static final String TYPE = "recurrent";

  /** What a step computes. */
  public enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997), with a forget gate. */
    LSTM(4),

    /** Gated recurrent unit (<a href="https://arxiv.org/abs/1406.1078">Cho et al. 2014</a>). */
    GRU(3);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }
  }

  /** Checks the units. */
  public Recurrent {
    if (units < 1) {
      throw new IllegalArgumentException(
          "%s has %d units, expected at least 1"
              .formatted(cell.name().toLowerCase(Locale.ROOT), units));
    }
  }

  /** This layer giving the state behind each step. */
  public Recurrent returningSequences() {
    return new Recurrent(cell, units, true);
  }

  /** {@code lstm} or {@code gru}. */
  @Override
  public String type() {
    return cell.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape outputShape(Shape input) {
    int[] sizes = Images.checkSequence(input, type());
    return sequences ? Shape.of(sizes[0], units) : Shape.of(units);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int inputs = input.last();
    int width = cell.gates * units;
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        new WeightSpec(
            "weight_ih", Shape.of(width, inputs), Initializer.GLOROT_UNIFORM, inputs, width, true));
    weights.add(
        new WeightSpec(
            "weight_hh", Shape.of(width, units), Initializer.ORTHOGONAL, units, width, true));
    if (cell == Cell.LSTM) {
      weights.add(WeightSpec.vector("bias", width, Initializer.FORGET_GATE));
    } else {
      weights.add(WeightSpec.vector("bias_ih", width, Initializer.ZEROS));
      weights.add(WeightSpec.vector("bias_hh", width, Initializer.ZEROS));
    }
    return weights;
  }
}
