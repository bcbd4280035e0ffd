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
        ActivationLayer {

  /** The kind of layer in lower case, such as {@code dense}; names in files begin with it. */
  String type();

  /**
   * The shape of a sample behind this layer.
   *
   * @throws IllegalArgumentException where the layer cannot take such samples
   */
  Shape outputShape(Shape input);

  /** The weights that this layer needs for samples of the given shape, in a fixed order. */
  List<WeightSpec> weights(Shape input);

  /** The activation a value meets last in this layer; linear where there is none. */
  default Activation lastActivation() {
    return Activation.LINEAR;
  }
}
