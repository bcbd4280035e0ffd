package dev.afina.neural.internal;

import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.averagePooling2d;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dropout;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.maxPooling2d;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Architecture;
import dev.afina.neural.layer.Conv2D;
import dev.afina.neural.layer.Frozen;
import dev.afina.neural.layer.Layer;
import dev.afina.neural.layer.Merge;
import dev.afina.neural.layer.Padding;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.weights.InitialWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which layers are computed in blocks. */
class BlockedPlacesTest {

  private static final Shape IMAGE = Shape.of(13, 13, 3);
  private static final Conv2D LAYER = conv2d(16, 3).activation(Activation.RELU);
  private static final Layer POOLING = maxPooling2d(2);

  @BeforeAll
  static void onlyWhereThereAreBlocks() {
    Nets.assumeBlocks();
  }

  /** First and last places of the runs. */
  private static Map<Integer, Integer> runs(Architecture architecture) {
    return Native.call(
        "testing",
        () -> {
          try (Network network = new Network(architecture, InitialWeights.draw(architecture, 1))) {
            Map<Integer, Integer> ends = new LinkedHashMap<>();
            network.blocked().forEach((begin, run) -> ends.put(begin, run.end()));
            return ends;
          }
        });
  }

  private static Map<Integer, Integer> runs(Layer... layers) {
    return runs(new Architecture(IMAGE, List.of(layers)));
  }

  @Test
  void aRunTakesAllThatHandOnBlocks() {
    assertThat(runs(LAYER, POOLING, flatten())).containsExactly(Map.entry(0, 1));
    assertThat(
            runs(
                LAYER.activation(Activation.LINEAR),
                activation(Activation.RELU),
                new Frozen(POOLING),
                new Frozen(LAYER),
                flatten()))
        .containsExactly(Map.entry(0, 3));
    assertThat(runs(LAYER, POOLING, dropout(0.5), LAYER, POOLING, flatten()))
        .containsOnly(Map.entry(0, 1), Map.entry(3, 4));
  }

  @Test
  void aRunNeedsAPoolingAndWholeBlocks() {
    assertThat(runs(LAYER, LAYER, flatten())).isEmpty();
    assertThat(runs(POOLING, flatten())).isEmpty();
    assertThat(runs(LAYER, averagePooling2d(2), flatten())).isEmpty();
    assertThat(runs(conv2d(24, 3), POOLING, flatten())).isEmpty();
    assertThat(runs(conv2d(4, 3), LAYER, POOLING, flatten())).isEmpty();
    assertThat(runs(LAYER.activation(Activation.TANH), POOLING, flatten())).isEmpty();
    assertThat(runs(LAYER.strides(2), POOLING, flatten())).isEmpty();
    assertThat(runs(LAYER.dilation(2), POOLING, flatten())).isEmpty();
    assertThat(runs(LAYER, maxPooling2d(2).padding(Padding.SAME), flatten())).isEmpty();
  }

  @Test
  void aRunEndsWhereTwoTakeAnOutput() {
    Layer same = LAYER.padding(Padding.SAME);
    var residual =
        new Architecture(
            IMAGE,
            List.of(same, POOLING, same, new Merge(Merge.Kind.ADD), flatten()),
            List.of(List.of(0), List.of(1), List.of(2), List.of(2, 3), List.of(4)));
    assertThat(runs(residual)).containsExactly(Map.entry(0, 1));
  }
}
