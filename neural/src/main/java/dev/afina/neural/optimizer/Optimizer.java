package dev.afina.neural.optimizer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How gradients change weights; an immutable specification without state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Adadelta.class, name = Adadelta.TYPE),
  @JsonSubTypes.Type(value = Adagrad.class, name = Adagrad.TYPE),
  @JsonSubTypes.Type(value = Adam.class, name = Adam.TYPE),
  @JsonSubTypes.Type(value = Clipped.class, name = Clipped.TYPE),
  @JsonSubTypes.Type(value = Nadam.class, name = Nadam.TYPE),
  @JsonSubTypes.Type(value = Rmsprop.class, name = Rmsprop.TYPE),
  @JsonSubTypes.Type(value = Sgd.class, name = Sgd.TYPE),
})
public sealed interface Optimizer permits Adadelta, Adagrad, Adam, Clipped, Nadam, Rmsprop, Sgd {

  /** The kind of optimizer in lower case, such as {@code adam}. */
  String type();

  /** The step size training starts with, in (0, ∞); a callback may change it on the way. */
  double learningRate();

  /** This optimizer with every value of the gradient cut into [−threshold, threshold]. */
  default Optimizer clipValue(double threshold) {
    return new Clipped(this, Clipped.By.VALUE, threshold);
  }

  /**
   * This optimizer with the gradient of every array of weights, such as one layer's biases, scaled
   * down where its Euclidean norm exceeds the threshold.
   */
  default Optimizer clipNorm(double threshold) {
    return new Clipped(this, Clipped.By.NORM, threshold);
  }

  /**
   * This optimizer with the whole gradient scaled down where its Euclidean norm exceeds the
   * threshold; it keeps its direction, Pascanu et al. 2013, algorithm 1.
   */
  default Optimizer clipGlobalNorm(double threshold) {
    return new Clipped(this, Clipped.By.GLOBAL_NORM, threshold);
  }
}
