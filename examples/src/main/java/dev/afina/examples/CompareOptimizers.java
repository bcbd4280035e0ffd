package dev.afina.examples;

import static dev.afina.neural.layer.Activation.RELU;
import static dev.afina.neural.layer.Layers.dense;
import static dev.afina.neural.layer.Layers.flatten;

import dev.afina.neural.Fit;
import dev.afina.neural.Model;
import dev.afina.neural.Sequential;
import dev.afina.neural.loss.Loss;
import dev.afina.neural.optimizer.Adadelta;
import dev.afina.neural.optimizer.Adagrad;
import dev.afina.neural.optimizer.Adam;
import dev.afina.neural.optimizer.AdamW;
import dev.afina.neural.optimizer.Nadam;
import dev.afina.neural.optimizer.Optimizer;
import dev.afina.neural.optimizer.Rmsprop;
import dev.afina.neural.optimizer.Sgd;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far each optimizer gets in a few epochs, from the same start and by the same batches. */
public final class CompareOptimizers {

  private CompareOptimizers() {}

  /**
   * The loss after five epochs, by name of the optimizer.
   *
   * @param csv the digits
   */
  public static Map<String, Double> run(Path csv) {
    Map<String, Optimizer> optimizers = new LinkedHashMap<>();
    optimizers.put("sgd", Sgd.withLearningRate(0.01));
    optimizers.put("momentum", Sgd.withLearningRate(0.01).momentum(0.9));
    optimizers.put("nesterov", Sgd.withLearningRate(0.01).momentum(0.9).withNesterov());
    optimizers.put("adagrad", Adagrad.withLearningRate(0.01));
    optimizers.put("rmsprop", Rmsprop.withLearningRate(1e-3).rho(0.9));
    optimizers.put("adadelta", Adadelta.withLearningRate(1));
    optimizers.put("adam", Adam.withLearningRate(1e-3).betas(0.9, 0.999));
    optimizers.put("adamw", AdamW.withLearningRate(1e-3));
    optimizers.put("nadam", Nadam.withLearningRate(1e-3));

    Digits digits = Digits.read(csv);
    Map<String, Double> losses = new LinkedHashMap<>();
    optimizers.forEach(
        (name, optimizer) -> {
          var blueprint =
              Sequential.input(Digits.SIDE, Digits.SIDE)
                  .add(flatten())
                  .add(dense(64).activation(RELU))
                  .add(dense(10))
                  .compile(optimizer, Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
          try (Model model = blueprint.build(1)) {
            losses.put(name, model.fit(digits.train(), Fit.epochs(5)).last("loss"));
          }
        });
    return losses;
  }

  /** Runs in the current folder, which is to be that of the checkout. */
  public static void main(String[] args) {
    run(Path.of("samples", "digits.csv"))
        .forEach((name, loss) -> System.out.printf("%-10s %.4f%n", name, loss));
  }
}
