package dev.afina.neural.layer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What a layer is, apart from any weights: immutable, so that one specification can be built into
 * several networks and written to a file. {@link Layers} makes them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Dense.class, name = Dense.TYPE),
  @JsonSubTypes.Type(value = Conv1D.class, name = Conv1D.TYPE),
  @JsonSubTypes.Type(value = Conv2D.class, name = Conv2D.TYPE),
  @JsonSubTypes.Type(value = DepthwiseConv2D.class, name = DepthwiseConv2D.TYPE),
  @JsonSubTypes.Type(value = SeparableConv2D.class, name = SeparableConv2D.TYPE),
  @JsonSubTypes.Type(value = Pooling.class, name = Pooling.TYPE),
  @JsonSubTypes.Type(value = GlobalPooling.class, name = GlobalPooling.TYPE),
  @JsonSubTypes.Type(value = Flatten.class, name = Flatten.TYPE),
  @JsonSubTypes.Type(value = Reshape.class, name = Reshape.TYPE),
  @JsonSubTypes.Type(value = Rescaling.class, name = Rescaling.TYPE),
  @JsonSubTypes.Type(value = Dropout.class, name = Dropout.TYPE),
  @JsonSubTypes.Type(value = BatchNormalization.class, name = BatchNormalization.TYPE),
  @JsonSubTypes.Type(value = LayerNormalization.class, name = LayerNormalization.TYPE),
  @JsonSubTypes.Type(value = Embedding.class, name = Embedding.TYPE),
  @JsonSubTypes.Type(value = Recurrent.class, name = Recurrent.TYPE),
  @JsonSubTypes.Type(value = Augmentation.class, name = Augmentation.TYPE),
  @JsonSubTypes.Type(value = ActivationLayer.class, name = ActivationLayer.TYPE),
  @JsonSubTypes.Type(value = Normalization.class, name = Normalization.TYPE),
  @JsonSubTypes.Type(value = Slice.class, name = Slice.TYPE),
  @JsonSubTypes.Type(value = Merge.class, name = Merge.TYPE),
  @JsonSubTypes.Type(value = Penalized.class, name = Penalized.TYPE),
  @JsonSubTypes.Type(value = Frozen.class, name = Frozen.TYPE),
})
public sealed interface Layer
    permits Dense,
        Conv1D,
        Conv2D,
        DepthwiseConv2D,
        SeparableConv2D,
        Pooling,
        GlobalPooling,
        Flatten,
        Reshape,
        Rescaling,
        Dropout,
        BatchNormalization,
        LayerNormalization,
        Embedding,
        Recurrent,
        Augmentation,
        ActivationLayer,
        Normalization,
        Slice,
        Merge,
        Penalized,
        Frozen {

  /** The kind of layer in lower case, such as {@code dense}; names in files begin with it. */
  String type();

  /**
   * The shape of a sample behind this layer.
   *
   * @throws IllegalArgumentException where the layer cannot take such samples
   */
  Shape outputShape(Shape input);

  /**
   * The shape of a sample behind this layer that takes several at once, as {@link Merge} does.
   *
   * @throws IllegalArgumentException where the layer cannot take such samples
   */
  default Shape outputShape(List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "%s takes 1 input, given %d".formatted(type(), inputs.size()));
    }
    return outputShape(inputs.get(0));
  }

  /** The weights that this layer needs for samples of the given shape, in a fixed order. */
  List<WeightSpec> weights(Shape input);

  /** The activation a value meets last in this layer; linear where there is none. */
  default Activation lastActivation() {
    return Activation.LINEAR;
  }

  /** The layer itself, without penalties and whether or not it is frozen. */
  default Layer plain() {
    return this;
  }

  /**
   * This layer with its kernel costing; to be said last. A network that holds a layer without a
   * kernel so is refused.
   */
  default Layer kernelPenalty(Penalty penalty) {
    return new Penalized(this, penalty, Penalty.NONE);
  }

  /** This layer with its bias costing; otherwise as {@link #kernelPenalty}. */
  default Layer biasPenalty(Penalty penalty) {
    return new Penalized(this, Penalty.NONE, penalty);
  }
}
