package dev.afina.neural.internal;

import dev.afina.neural.layer.Penalty;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What a network's weights cost beside the loss. */
@SuppressWarnings("try") // a scope works by being open
final class Penalties {

  private record Term(Tensor weights, Penalty penalty) {}

  private final List<Term> terms = new ArrayList<>();

  /** Lets an array of trained weights cost. */
  void add(Tensor weights, Penalty penalty) {
    if (!penalty.equals(Penalty.NONE)) {
      terms.add(new Term(weights, penalty));
    }
  }

  /** A loss with the cost, within a scope. */
  Tensor added(Tensor loss) {
    Tensor sum = loss;
    for (Term term : terms) {
      sum = added(sum, term.weights.abs().sum(), term.penalty.l1());
      sum = added(sum, term.weights.square().sum(), term.penalty.l2());
    }
    return sum;
  }

  private static Tensor added(Tensor sum, Tensor cost, double factor) {
    return factor == 0 ? sum : sum.add(cost, new Scalar(factor));
  }

  /** The cost by itself. */
  double value() {
    if (terms.isEmpty()) {
      return 0;
    }
    try (PointerScope scope = new PointerScope();
        NoGradient noGradient = NoGradient.open()) {
      return added(Tensors.zeros(1)).item_float();
    }
  }
}
