package dev.afina.benchmarks.suite.problem;

import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.dropout;

import dev.afina.core.trial.Seeds;
import dev.afina.data.Dataset;
import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.exception.NonFiniteLossException;
import dev.afina.neural.layer.Activation;
import dev.afina.neural.layer.Activation.Kind;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A multilayer perceptron trained on 450 images of digits for eight epochs; the value is the cross
 * entropy over 600 others.
 *
 * <p>Its weights, batches and dropout derive from the seed and the trial, so that a point has the
 * same value only in the same trial of the same search. A training whose loss is no longer finite,
 * or ends above it, is worth {@value #WORST}; guessing evenly would be worth ln 10.
 */
final class DigitsNetwork {

  static final String NAME = "network-digits";

  private static final int TRAINING_ROWS = 450;
  private static final int VALIDATION_ROWS = 600;
  private static final int PIXELS = 64;
  private static final int CLASSES = 10;
  private static final int EPOCHS = 8;
  private static final int MOST_LAYERS = 3;
  private static final double WORST = 10;

  private final Path file;
  private @Nullable Split split;

  DigitsNetwork(Path file) {
    this.file = file;
  }

  private record Split(Dataset train, Dataset validation) {}

  boolean isPresent() {
    return Files.exists(file);
  }

  Problem problem() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.integer("layers", 1, MOST_LAYERS));
    for (int i = 1; i <= MOST_LAYERS; i++) {
      parameters.add(Parameter.logInteger("units_" + i, 8, 128).ofLayer("layers", i, MOST_LAYERS));
      parameters.add(Parameter.real("dropout_" + i, 0, 0.6).ofLayer("layers", i, MOST_LAYERS));
    }
    parameters.add(Parameter.choice("activation", "relu", "tanh", "gelu", "sigmoid"));
    parameters.add(Parameter.choice("optimizer", "adam", "sgd"));
    parameters.add(Parameter.logReal("learning_rate", 1e-4, 1));
    parameters.add(Parameter.real("momentum", 0, 0.99).when("optimizer", "sgd"));
    parameters.add(Parameter.logInteger("batch_size", 16, 256));
    return new Problem(
        NAME,
        Group.NETWORK,
        new Space(parameters),
        OptionalDouble.empty(),
        0,
        0,
        (point, attempt) -> Outcome.of(train(point, attempt.random().nextLong())));
  }

  private double train(Point point, long seed) {
    Split data = split();
    Sequential network = Sequential.input(PIXELS);
    Kind kind = Kind.valueOf(point.text("activation").toUpperCase(Locale.ROOT));
    for (int i = 1; i <= point.integer("layers"); i++) {
      network
          .add(dense(point.integer("units_" + i)).activation(new Activation(kind, 0)))
          .add(dropout(point.number("dropout_" + i)));
    }
    try (Model model =
        network
            .add(dense(CLASSES))
            .compile(optimizer(point), Loss.SPARSE_CATEGORICAL_CROSSENTROPY)
            .build(seed)) {
      model.fit(data.train(), Fit.epochs(EPOCHS).batchSize(point.integer("batch_size")));
      double loss = model.evaluate(data.validation()).loss();
      return loss < WORST ? loss : WORST;
    } catch (NonFiniteLossException e) {
      return WORST;
    }
  }

  private static Optimizer optimizer(Point point) {
    double rate = point.number("learning_rate");
    return point.text("optimizer").equals("adam")
        ? Adam.withLearningRate(rate)
        : Sgd.withLearningRate(rate).momentum(point.number("momentum"));
  }

  private synchronized Split split() {
    Split known = split;
    if (known == null) {
      Dataset all = read();
      int[] rows = shuffled(all.size());
      known =
          new Split(
              part(all, rows, 0, TRAINING_ROWS), part(all, rows, TRAINING_ROWS, VALIDATION_ROWS));
      split = known;
    }
    return known;
  }

  private static Dataset part(Dataset all, int[] rows, int from, int count) {
    return all.select(Arrays.copyOfRange(rows, from, from + count));
  }

  private static int[] shuffled(int count) {
    RandomGenerator random = Seeds.generator(0, 0, "digits");
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      rows[i] = rows[j];
      rows[j] = i;
    }
    return rows;
  }

  private Dataset read() {
    try {
      List<String> lines = Files.readAllLines(file);
      float[] pixels = new float[(lines.size() - 1) * PIXELS];
      float[] digits = new float[lines.size() - 1];
      for (int i = 0; i < digits.length; i++) {
        String[] cells = lines.get(i + 1).split(",", -1);
        for (int j = 0; j < PIXELS; j++) {
          pixels[i * PIXELS + j] = Float.parseFloat(cells[j]) / 16;
        }
        digits[i] = Float.parseFloat(cells[PIXELS]);
      }
      return new Dataset(pixels, new int[] {PIXELS}, digits);
    } catch (IOException e) {
      throw new UncheckedIOException("the digits cannot be read", e);
    }
  }
}
