package dev.afina.neural;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Activation.SIGMOID;
import static dev.afina.neural.layer.Activation.TANH;
import static dev.afina.neural.layer.Layers.activation;
import static dev.afina.neural.layer.Layers.conv2d;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.embedding;
import static dev.afina.neural.layer.Layers.flatten;
import static dev.afina.neural.layer.Layers.globalAveragePooling;
import static dev.afina.neural.layer.Layers.lstm;
import static dev.afina.neural.layer.Layers.separableConv2d;
import static dev.afina.neural.layer.Layers.slice;
import static dev.afina.neural.layer.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afina.data.Dataset;
import dev.afina.neural.callback.Callback;
import dev.afina.neural.callback.Training;
import dev.afina.neural.layer.Normalization;
import dev.afina.neural.layer.Penalty;
import dev.afina.neural.layer.Shape;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Sgd;
import dev.afina.neural.weights.WeightArray;
import dev.afina.neural.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against Keras's functional models, normalization and regularizers: functional-golden.py. */
class FunctionalGoldenTest {

  private static final Map<String, Node> NETWORKS = new LinkedHashMap<>();
  private static final Map<String, Sequential> PENALIZED = new LinkedHashMap<>();

  static {
    NETWORKS.put("add", merged(Node::add));
    NETWORKS.put("multiply", merged(Node::multiply));
    NETWORKS.put("average", merged(Node::average));
    NETWORKS.put("maximum", merged(Node::maximum));
    NETWORKS.put("concatenate", merged(Node::concatenate));
    NETWORKS.put(
        "residual",
        Node.input(6, 5, 2)
            .residual(
                x ->
                    x.then(conv2d(2, 3).padding(SAME).activation(RELU))
                        .then(conv2d(2, 3).padding(SAME)))
            .then(activation(RELU))
            .then(globalAveragePooling())
            .then(dense(3)));
    Node input = Node.input(7);
    Node deep =
        input.then(slice(2, 7)).then(dense(6).activation(RELU)).then(dense(4).activation(RELU));
    NETWORKS.put("wide and deep", Node.concatenate(input.then(slice(0, 5)), deep).then(dense(1)));

    PENALIZED.put(
        "dense",
        Sequential.input(4)
            .add(
                dense(5)
                    .activation(TANH)
                    .kernelPenalty(Penalty.elastic(0.01, 0.02))
                    .biasPenalty(Penalty.l2(0.03)))
            .add(dense(2).kernelPenalty(Penalty.l1(0.04)).biasPenalty(Penalty.l1(0.05))));
    PENALIZED.put(
        "conv2d",
        Sequential.input(5, 4, 2)
            .add(
                conv2d(3, 2).biasPenalty(Penalty.elastic(0.1, 0.2)).kernelPenalty(Penalty.l2(0.05)))
            .add(flatten())
            .add(dense(1)));
    PENALIZED.put(
        "separable",
        Sequential.input(5, 4, 2)
            .add(separableConv2d(3, 2).kernelPenalty(Penalty.l1(0.05)))
            .add(flatten())
            .add(dense(1)));
    PENALIZED.put(
        "lstm",
        Sequential.input(6, 2)
            .add(lstm(3).kernelPenalty(Penalty.elastic(0.03, 0.01)))
            .add(dense(1)));
    PENALIZED.put(
        "embedding",
        Sequential.input(3)
            .add(embedding(7, 2).kernelPenalty(Penalty.l2(0.1)))
            .add(flatten())
            .add(dense(1)));
  }

  private static Node merged(Function<Node[], Node> merge) {
    Node input = Node.input(5);
    Node one = input.then(dense(4).activation(TANH));
    return merge.apply(
        new Node[] {one, input.then(dense(4)), one.then(dense(4).activation(SIGMOID))});
  }

  private static JsonNode golden(String part) throws IOException {
    try (InputStream file =
        FunctionalGoldenTest.class.getResourceAsStream("functional-golden.json")) {
      return new ObjectMapper().readTree(file).required(part);
    }
  }

  static Stream<Arguments> networks() throws IOException {
    return cases("networks");
  }

  static Stream<Arguments> penalties() throws IOException {
    return cases("penalties");
  }

  static Stream<Arguments> normalizations() throws IOException {
    return cases("normalization");
  }

  private static Stream<Arguments> cases(String part) throws IOException {
    return golden(part).properties().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static float[] floats(JsonNode list) {
    double[] values = TrainingGolden.doubles(list);
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static Weights weights(JsonNode named, Model model) {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    model
        .weights()
        .arrays()
        .forEach(
            (name, array) ->
                arrays.put(name, new WeightArray(array.shape(), floats(named.required(name)))));
    assertThat(named).hasSize(arrays.size());
    return new Weights(arrays);
  }

  private static float[] flat(float[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    return values;
  }

  @Test
  void everyCaseOfTheFixtureIsTried() throws IOException {
    assertThat(golden("networks").properties().stream().map(Map.Entry::getKey))
        .containsExactlyElementsOf(NETWORKS.keySet());
    assertThat(golden("penalties").properties().stream().map(Map.Entry::getKey))
        .containsExactlyElementsOf(PENALIZED.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void branchesGiveWhatKerasGives(String name, JsonNode expected) {
    Node end = Objects.requireNonNull(NETWORKS.get(name), name);
    Blueprint blueprint = end.compile(Sgd.withLearningRate(0.1), Loss.MEAN_SQUARED_ERROR);
    try (Model model = blueprint.build(1)) {
      model.restore(weights(expected.required("weights"), model));

      float[] outputs = flat(model.predict(floats(expected.required("x"))));

      assertThat(outputs).containsExactly(floats(expected.required("y")), within(3e-6f));
    }
    assertLossAndGradients(blueprint, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("normalizations")
  void adaptsAndNormalizesAsKeras(String name, JsonNode expected) {
    Shape shape = name.equals("table") ? Shape.of(3) : Shape.of(4, 3, 2);
    float[] data = floats(expected.required("data"));
    Normalization layer =
        Normalization.adapt(
            new Dataset(data, shape.toArray(), new float[data.length / shape.count()]));
    double[] mean = TrainingGolden.doubles(expected.required("mean"));
    double[] variance = TrainingGolden.doubles(expected.required("variance"));
    for (int i = 0; i < mean.length; i++) {
      assertThat(layer.mean().get(i)).isCloseTo(mean[i], within(1e-6 * Math.abs(mean[i])));
      assertThat(layer.variance().get(i))
          .isCloseTo(variance[i], within(1e-12 + 1e-5 * variance[i]));
    }

    // The layer alone has nothing to train, so a dense one follows that changes nothing.
    Blueprint blueprint =
        Sequential.input(shape.toArray())
            .add(layer)
            .add(dense(shape.last()))
            .compile(Sgd.withLearningRate(0.1), Loss.MEAN_SQUARED_ERROR);
    try (Model model = blueprint.build(1)) {
      int width = shape.last();
      float[] identity = new float[width * width];
      for (int i = 0; i < width; i++) {
        identity[i * (width + 1)] = 1;
      }
      Map<String, WeightArray> arrays = new LinkedHashMap<>();
      arrays.put("dense.weight", new WeightArray(Shape.of(width, width), identity));
      arrays.put("dense.bias", new WeightArray(Shape.of(width), new float[width]));
      model.restore(new Weights(arrays));

      float[] outputs = flat(model.predict(floats(expected.required("x"))));

      assertThat(outputs).containsExactly(floats(expected.required("y")), within(2e-5f));
    }
  }

  /** Looks at the gradients of the only batch. */
  private static final class Watcher implements Callback {

    private Weights gradients = Weights.NONE;

    @Override
    public void batchEnd(Training training, int batch, double loss) {
      gradients = training.gradients();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("penalties")
  void penaltiesCountInLossAndGradientsAsInKeras(String name, JsonNode expected) {
    Blueprint blueprint =
        Objects.requireNonNull(PENALIZED.get(name), name)
            .compile(Sgd.withLearningRate(1e-6), Loss.MEAN_SQUARED_ERROR);
    assertLossAndGradients(blueprint, expected);
  }

  private static void assertLossAndGradients(Blueprint blueprint, JsonNode expected) {
    float[] targets = floats(expected.required("t"));
    Dataset data =
        new Dataset(
            floats(expected.required("x")),
            blueprint.architecture().inputShape().toArray(),
            targets,
            blueprint.architecture().outputShape().count());
    double loss = expected.required("loss").doubleValue();
    Watcher watcher = new Watcher();
    try (Model model = blueprint.build(1)) {
      model.restore(weights(expected.required("weights"), model));

      assertThat(model.evaluate(data).loss()).isCloseTo(loss, within(2e-6 * loss));
      History history = model.fit(data, Fit.epochs(1).callbacks(watcher));

      assertThat(history.last("loss")).isCloseTo(loss, within(2e-6 * loss));
      List.copyOf(watcher.gradients.arrays().keySet())
          .forEach(
              key ->
                  assertThat(watcher.gradients.get(key).values())
                      .as(key)
                      .containsExactly(
                          floats(expected.required("gradients").required(key)), within(5e-6f)));
      assertThat(watcher.gradients.arrays()).hasSize(expected.required("weights").size());
    }
  }
}
