package dev.afina.neural.optimizer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How gradients change weights; an immutable specification without state. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Adam.class, name = Adam.TYPE),
  @JsonSubTypes.Type(value = Sgd.class, name = Sgd.TYPE),
})
public sealed interface Optimizer permits Adam, Sgd {

  /** The kind of optimizer in lower case, such as {@code adam}. */
  String type();

  /** The step size training starts with, in (0, ∞); a callback may change it on the way. */
  double learningRate();
}
